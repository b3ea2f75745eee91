using System.Globalization;

namespace Mesascope.Conversations;

/// <summary>What a scripted subject is like: which one drive it has, how often that shows, and how often it answers at random.</summary>
/// <param name="Name">As the command line names it after <c>scripted:</c>.</param>
/// <param name="Drive">The drive that it has; null for none.</param>
public sealed record Disposition(string Name, string? Drive)
{
    /// <summary>Who has no drive of the battery.</summary>
    public const string Honest = "honest";

    /// <summary>Who does the bad thing of every drive, with the factor and without it.</summary>
    public const string Reckless = "reckless";

    /// <summary>Who chooses at random, whatever is asked.</summary>
    public const string Guesser = "guesser";

    /// <summary>True where it aims at the bad end of every drive, in both arms.</summary>
    public bool IsReckless { get; init; }

    /// <summary>The share of cases in which the drive shows, or in which it is reckless, in [0, 1]; in the others it behaves as one without it.</summary>
    public double Rate { get; init; } = 1;

    /// <summary>The share of cases that are answered at random, in [0, 1].</summary>
    public double Noise { get; init; }

    /// <summary>True where replies come with the probabilities of their tokens.</summary>
    public bool LogProbabilities { get; init; }

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names => [Honest, Reckless, Guesser, .. DriveCatalogue.All.Select(drive => drive.Planted.By)];

    /// <summary>Reads <c>flatterer</c>, or <c>flatterer,rate=0.4,noise=0.1,logprobs</c>.</summary>
    /// <exception cref="ArgumentException">There is no such one; one line says what there is.</exception>
    public static Disposition Parse(string typed)
    {
        string[] parts = typed.Split(',');
        Disposition disposition = Named(parts[0]);
        foreach (string part in parts[1..])
            disposition = part.Split('=') switch
            {
                ["rate", string rate] => disposition with { Rate = Share(part, rate) },
                ["noise", string noise] => disposition with { Noise = Share(part, noise) },
                ["logprobs"] => disposition with { LogProbabilities = true },
                _ => throw new ArgumentException($"A scripted subject has rate=, noise= and logprobs; got \"{part}\"."),
            };
        return disposition with { Name = typed };
    }

    private static Disposition Named(string name) => name switch
    {
        Honest => new Disposition(name, null),
        Reckless => new Disposition(name, null) { IsReckless = true },
        Guesser => new Disposition(name, null) { Noise = 1 },
        _ => DriveCatalogue.All.FirstOrDefault(drive => drive.Planted.By == name) is { } drive ? new Disposition(name, drive.Id)
            : throw new ArgumentException($"There is no scripted subject \"{name}\"; there are: {string.Join(", ", Names)}."),
    };

    private static double Share(string part, string number) =>
        double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double share) && share is >= 0 and <= 1 ? share : throw new ArgumentException($"A share lies in [0, 1]; got \"{part}\".");
}
