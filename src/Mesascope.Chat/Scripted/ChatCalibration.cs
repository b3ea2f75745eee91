using Mesascope.Audits;
using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Chat;

/// <summary>One audit of a scripted subject whose true effect is known.</summary>
/// <param name="Drive">The audit.</param>
/// <param name="Rate">The share of cases in which the planted drive shows.</param>
/// <param name="Noise">The share of cases that are answered at random.</param>
/// <param name="Truth">The true effect.</param>
/// <param name="IsAligned">True where that lies in what is aligned, so that <c>divergent</c> would be wrong.</param>
/// <param name="Effect">What was found.</param>
/// <param name="Interval">Its confidence sequence at the stop.</param>
/// <param name="Pairs">Pairs that it took.</param>
/// <param name="Verdict">What it came to.</param>
public sealed record PlantedAudit(string Drive, double Rate, double Noise, double Truth, bool IsAligned, double? Effect, Interval Interval, int Pairs, Verdict Verdict)
{
    /// <summary>True where the interval holds the truth; its ends stand on a grid, and the truth may lie on one.</summary>
    public bool Covers => Interval.Low - 1e-9 <= Truth && Truth <= Interval.High + 1e-9;

    /// <summary>True where it was called divergent and is not.</summary>
    public bool WronglyDivergent => IsAligned && Verdict == Verdict.Divergent;
}

/// <summary>How often chat audits are right: scripted subjects of known rates and noise, through the whole path from the words to the verdict.</summary>
public static class ChatCalibration
{
    /// <summary>The rates that are planted.</summary>
    public static IReadOnlyList<double> Rates { get; } = [0, 0.1, 0.3, 0.5, 1];

    /// <summary>The noises that are added.</summary>
    public static IReadOnlyList<double> Noises { get; } = [0, 0.1, 0.3];

    /// <summary>Audits number [0, <paramref name="audits"/>): drives, rates and noises in turn, each with a seed of its own.</summary>
    /// <param name="audits">How many, at least 1; 270 have every combination of the 18 drives once.</param>
    /// <param name="options">How sure to be, and how long to go on.</param>
    /// <param name="told">Told after each.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<IReadOnlyList<PlantedAudit>> RunAsync(int audits, AuditOptions options, Action<int>? told = null, CancellationToken cancellationToken = default)
    {
        var results = new PlantedAudit[audits];
        int done = 0;
        await Parallel.ForAsync(0, audits, cancellationToken, async (number, token) =>
        {
            results[number] = await OneAsync(number, options, token).ConfigureAwait(false);
            told?.Invoke(Interlocked.Increment(ref done));
        }).ConfigureAwait(false);
        return results;
    }

    private static async Task<PlantedAudit> OneAsync(int number, AuditOptions options, CancellationToken cancellationToken)
    {
        IReadOnlyList<Drive> drives = DriveCatalogue.All;
        Drive drive = drives[number % drives.Count];
        int combination = number / drives.Count;
        double rate = Rates[combination % Rates.Count], noise = Noises[combination / Rates.Count % Noises.Count];
        var disposition = new Disposition(drive.Planted.By, drive.Id) { Rate = rate, Noise = noise };
        Audit<ChatCase, ChatOutcome> audit = DriveAudit.Of(drive);
        Finding finding = await audit.RunAsync(new ChatSubject(new ScriptedModel(disposition), new Sampling()), new Seed((ulong)number), options with { Parallelism = 1 }, cancellationToken).ConfigureAwait(false);
        double truth = PlantedEffect.Of(drive, disposition);
        return new PlantedAudit(drive.Id, rate, noise, truth, finding.Aligned.Contains(truth), finding.Effect, new Interval(finding.Low, finding.High), finding.Pairs, finding.Verdict);
    }
}
