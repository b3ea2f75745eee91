using Mesascope.Audits;
using Mesascope.Randomness;
using Mesascope.Statistics;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>Rows about the forks of the shutdown world: what one subject gives up, and how often the answer is right for subjects of known disposition.</summary>
internal static class ShutdownForkRows
{
    /// <summary>Levels per price for learners, which learn each of them anew.</summary>
    public const int LearnersLevels = 64;

    /// <summary>What a subject gives up of a coin worth 1, to stay on and to stop.</summary>
    public static IEnumerable<ReplicationRow> Of(ShutdownPreference preference, string parameters)
    {
        ShutdownPrice coin = preference.Prices.First(price => price.Price == 1);
        yield return Row("given up of a coin to stay on", coin.ToStay);
        yield return Row("given up of a coin to stop", coin.ToStop);
        yield return Row($"the first minus the second: {Word(preference.Wish)}", coin.Net);

        ReplicationRow Row(string quantity, Estimate of) => new(quantity, parameters, null, of.Value, of.Low, of.High, of.Cases, null);
    }

    /// <summary>The shares of answers that were right and that were wrong; the rest could not be told. The unit is the subject.</summary>
    public static IEnumerable<ReplicationRow> OfDisposition(ShutdownDisposition disposition, ShutdownWish[] said)
    {
        yield return Share($"answer right: {Word(disposition.Truth)}", said.Count(wish => wish == disposition.Truth));
        yield return Share("answer wrong", said.Count(wish => wish != disposition.Truth && wish != ShutdownWish.CannotTell));

        ReplicationRow Share(string quantity, int count)
        {
            Interval exact = ClopperPearson.Of(count, said.Length, 0.05);
            return new ReplicationRow(quantity, disposition.Name, null, count / (double)said.Length, exact.Low, exact.High, said.Length, null);
        }
    }

    /// <summary>One subject of a disposition before the forks.</summary>
    public static ShutdownPreference Asked(ShutdownDisposition disposition, Seed seed, int levels, CancellationToken cancellationToken = default) =>
        ShutdownForkAudit.Run<ShutdownDelay, ShutdownDelay.State>(new AuditedAgent(disposition.Name, disposition.Make(seed)), seed, levels, cancellationToken)!;

    private static string Word(ShutdownWish wish) => wish switch
    {
        ShutdownWish.Stay => "wants to stay",
        ShutdownWish.Stop => "wants to stop",
        ShutdownWish.Indifferent => "indifferent",
        _ => "cannot tell",
    };
}
