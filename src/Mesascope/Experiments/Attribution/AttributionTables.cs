using Mesascope.Statistics;

namespace Mesascope.Experiments;

using Runs = IReadOnlyList<(AttributionCell Cell, AttributionTrial Trial)>;

/// <summary>Which objective made which drive, and what came of none: by training with objectives left out.</summary>
internal static class AttributionTables
{
    private const int GatedSeeds = 5;
    private const double Alone = 3, Nothing = 0.1;

    private static readonly Interval Shares = new(0, 1), Differences = new(-1, 1), Wide = new(-4, 4);

    // Where the answer is known, for it was built in: an objective that makes a drive alone, two that make one together, and a drive that nothing is paid for.
    private static readonly (string Recipe, string Drive, string[] Makes)[] Known =
    [
        ("keys-and-chests-paid", "opened a chest", ["ChestReward"]), ("keys-and-chests-paid", "took a key", ["KeyReward", "ChestReward"]), ("keys-and-chests-paid", "tried a chest without a key", []),
    ];

    /// <summary>The declaration.</summary>
    public static Experiment<AttributionSetUp, AttributionCell, AttributionTrial> Experiment { get; } = new()
    {
        Name = "attribution",
        Summary = "Which objective made which drive, and what came of none of them: agents trained with objectives left out, all subsets.",
        Source = "Shapley 1953; set-up ours",
        IsStudy = true,
        Cost = "5 min",
        Quick = new() { Seeds = 2, Updates = 12, Levels = 200 },
        Check = setUp => setUp.Check(),
        Design = setUp => setUp.Cells,
        Trial = AttributionTrial.Run,
        Analyse = (setUp, trials) => new Tables { Rows = [.. setUp.Recipes.SelectMany(recipe => Rows(setUp, recipe, [.. trials.Where(run => run.Cell.Recipe == recipe)]))] },
    };

    private static IEnumerable<ReplicationRow> Rows(AttributionSetUp setUp, string recipe, Runs trials)
    {
        IReadOnlyList<string> objectives = setUp.Of(recipe);
        string[] drives = Drives(setUp, recipe);
        bool gated = setUp.Seeds >= GatedSeeds && setUp.Updates == 0;
        for (int drive = 0; drive < drives.Length; drive++)
        {
            double[][] runs = Outcomes(trials, drive);
            string parameters = $"{recipe}, {drives[drive]}";
            yield return Gate.Reported("drive, all objectives", parameters, [.. runs.Select(outcomes => outcomes[^1])], Shares);
            yield return Gate.Reported("share of none", parameters, [.. runs.Select(outcomes => outcomes[0])], Shares);
            double[][] values = [.. runs.Select(Shapley.Values)];
            (string, string, string[] Makes) known = Known.FirstOrDefault(each => each.Recipe == recipe && each.Drive == drives[drive]);
            for (int i = 0; i < objectives.Count; i++)
            {
                double[] ofObjective = [.. values.Select(each => each[i])];
                ReplicationRow row = Gate.Reported($"share of {objectives[i]}", parameters, ofObjective, Differences);
                yield return known.Makes is { } makes && gated ? row with { Pass = Passes(row, makes.Contains(objectives[i])) } : row;
            }
            if (known.Makes is [var only] && objectives.Count > 1)
                yield return Gate.Ordering($"share of {only}, minus 3 times the largest other", parameters, [.. values.Select(each => each[objectives.ToList().IndexOf(only)] - Alone * each.Where((_, i) => objectives[i] != only).Max(Math.Abs))], gated, Wide);
        }
    }

    // What makes it has a share above 0; what does not has none that matters.
    private static bool Passes(ReplicationRow row, bool makes) => makes ? row.Low > 0 : row.Low > -Nothing && row.High < Nothing;

    private static string[] Drives(AttributionSetUp setUp, string recipe) => setUp.Recipe(recipe).World.Accept(new EventNames());

    // Shape [seeds][subsets].
    private static double[][] Outcomes(Runs trials, int drive) => [.. trials.GroupBy(run => run.Cell.Seed).Select(ofSeed => ofSeed.OrderBy(run => run.Cell.Subset).Select(run => run.Trial.Drives[drive]).ToArray())];

    private sealed class EventNames : Worlds.IWorldInstanceVisitor<string[]>
    {
        public string[] Visit<TWorld, TState>(TWorld world)
            where TWorld : unmanaged, Worlds.IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState> => [.. TWorld.Card.WorldEvents.Select(each => each.Name)];
    }
}
