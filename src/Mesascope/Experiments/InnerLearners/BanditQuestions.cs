using System.Globalization;
using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>What the policy of the Bernoulli bandit does where its world is not as it was, each arm by itself.</summary>
internal static class BanditQuestions
{
    private const int LastPulls = 20, Block = 5;

    /// <summary>One condition: its name, the world, and whether the memory is cleared before every pull.</summary>
    public sealed record Condition(string Name, BernoulliBandit World, bool Forgets = false);

    /// <summary>The conditions, each with either arm the better one at first.</summary>
    public static IReadOnlyList<Condition> Conditions(InnerLearnersSetUp setUp)
    {
        var usual = new BernoulliBandit();
        Condition[] asked =
        [
            new("usual", usual), new("memory cleared", usual, Forgets: true), new("reward shown inverted", usual with { ShowsInverse = true }),
            new(Text($"arms swapped after {setUp.SwapAfter}"), usual with { SwapAfter = setUp.SwapAfter }),
            .. setUp.Clocks.Select(clock => new Condition(Text($"clock stopped at {clock}"), usual with { ClockStoppedAt = clock })),
            .. setUp.Odds.Select(odds => new Condition(Text($"worse arm pays {odds}"), usual with { WorsePays = odds })),
        ];
        return [.. from each in asked from arm in new[] { BernoulliBandit.Arm.First, BernoulliBandit.Arm.Second } select each with { Name = $"{each.Name}, {(arm == BernoulliBandit.Arm.First ? "first" : "second")} arm better", World = each.World with { Better = arm } }];
    }

    /// <summary>Lives under one condition, and the same lives in the usual world.</summary>
    public static IEnumerable<Measured> Of(IAgent agent, Condition condition, int lives, Seed seed, CancellationToken cancellationToken)
    {
        BernoulliBandit world = condition.World, usual = new() { Better = world.Better };
        IAgent asked = condition.Forgets ? new Forgetful<BernoulliBandit.State>(agent, _ => true) : agent;
        var (pay, better, difference, late, left) = (new double[lives], new double[lives], new double[lives], new double[lives], new double[lives]);
        var pulls = new double[world.Horizon][];
        for (int t = 0; t < pulls.Length; t++) pulls[t] = new double[lives];
        for (int i = 0; i < lives; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Seed luck = seed.For("bandit", i);
            Episode life = Play.Once<BernoulliBandit, BernoulliBandit.State>(world, asked, luck);
            (pay[i], better[i]) = (life.Count(BernoulliBandit.Events.Paid), life.Share(BernoulliBandit.Events.PulledBetter));
            if (world != usual || condition.Forgets) difference[i] = better[i] - Play.Once<BernoulliBandit, BernoulliBandit.State>(usual, agent, luck).Share(BernoulliBandit.Events.PulledBetter);
            int first = world.Better == BernoulliBandit.Arm.First ? 0 : 1;
            for (int t = 0; t < world.Horizon; t++) pulls[t][i] = life.Actions[t] == (world.SwapAfter > 0 && t >= world.SwapAfter ? 1 - first : first) ? 1 : 0;
            late[i] = Enumerable.Range(world.Horizon - LastPulls, LastPulls).Sum(t => pulls[t][i]) / LastPulls;
            left[i] = late[i] > 0.5 ? 1 : 0;
        }
        yield return Measured.Of("pay per life", pay);
        if (world.SwapAfter == 0) yield return Measured.Of("regret beside the best possible", [.. pay.Select(each => BanditOptimum.Best(world.WorsePays, world.Horizon) - each)]);
        yield return Measured.Of("share of pulls of the better arm", better);
        yield return Measured.Of($"share of the last {LastPulls} pulls of the better arm", late);
        yield return Measured.Of($"mostly the better arm in the last {LastPulls} pulls", left) with { IsRate = true };
        if (world != usual || condition.Forgets) yield return Measured.Of("share of pulls of the better arm, minus the usual, same life", difference);
        for (int from = 0; from < world.Horizon; from += Block)
            yield return Measured.Of("better arm", [.. Enumerable.Range(0, lives).Select(i => Enumerable.Range(from, Block).Sum(t => pulls[t][i]) / Block)], from + Block / 2.0);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
