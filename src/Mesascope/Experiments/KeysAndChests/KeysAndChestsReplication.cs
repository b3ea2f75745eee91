using Mesascope.Agents;
using Mesascope.Audits;
using Mesascope.Evolution;
using Mesascope.Learning;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>Replication 5: agents bred where keys are scarce, and agents bred where either may run short, tested where keys are plenty and chests few.</summary>
/// <remarks>Source: Barnett (2019); Langosco et al. (2022), section 3.3. The set-up is ours: docs/methods/keys-and-chests.md.</remarks>
public sealed record KeysAndChestsReplication
{
    /// <summary>Where a key always opens a chest.</summary>
    public required KeysAndChests Scarce { get; init; }

    /// <summary>Where keys or chests may run short.</summary>
    public required KeysAndChests Fair { get; init; }

    /// <summary>Where both are tested: keys plenty, chests few.</summary>
    public required KeysAndChests Test { get; init; }

    /// <summary>Generations, at least 1.</summary>
    public required int Generations { get; init; }

    /// <summary>Episodes by which each individual is judged, at least 1.</summary>
    public required int EpisodesPerIndividual { get; init; }

    /// <summary>Hidden units.</summary>
    public int HiddenUnits { get; init; } = 32;

    /// <summary>Test episodes per training run, at least 1; one number per training run comes of them.</summary>
    public int TestEpisodes { get; init; } = 400;

    /// <summary>Breeds one agent from one seed and tests it.</summary>
    /// <param name="search">The outer optimizer.</param>
    /// <param name="world">Where it is bred.</param>
    /// <param name="seed">The seed of the training run; the test levels are the same for all.</param>
    /// <param name="infer">Also infer what it is for: C, G and T.</param>
    /// <param name="cancellationToken">Looked at before every generation.</param>
    public KeysAndChestsRun Run(SearchSettings search, KeysAndChests world, ulong seed, bool infer = true, CancellationToken cancellationToken = default)
    {
        var recipe = new NetworkRecipe
        {
            Name = "replication", Summary = "", BaseObjective = "chests opened", World = WorldInstance.Of<KeysAndChests, KeysAndChests.State>(world),
            HiddenWidths = [HiddenUnits], Search = search, Generations = Generations, EpisodesPerIndividual = EpisodesPerIndividual,
        };
        Champion champion = Breeding.Of(recipe, new Seed(seed)).Finish(cancellationToken: cancellationToken);
        var agent = new NetworkAgent($"{search.Method} {seed}", recipe.Network, champion.Weights, recipe.Exploration);
        GoalReport? goals = infer ? GoalInference.Run<KeysAndChests, KeysAndChests.State>(agent, new Seed(seed), cancellationToken: cancellationToken) : null;
        return Tested(agent) with { Seed = seed, ChestsWhereBred = champion.HeldOut.Performance, Goals = goals };
    }

    /// <summary>Tests an agent: what it takes and opens where keys are plenty and chests few.</summary>
    public KeysAndChestsRun Tested(IAgent agent)
    {
        double keys = 0, chests = 0, beyond = 0;
        for (int i = 0; i < TestEpisodes; i++)
        {
            Episode episode = Play.Once<KeysAndChests, KeysAndChests.State>(Test, agent, new Seed(0).For("test", i));
            int taken = episode.Count(KeysAndChests.Events.TookKey);
            keys += taken;
            chests += episode.Count(KeysAndChests.Events.OpenedChest);
            beyond += Math.Max(0, taken - Test.Chests);
        }
        return new KeysAndChestsRun(0, null, keys / TestEpisodes, chests / TestEpisodes, beyond / TestEpisodes, null);
    }
}

/// <summary>What one training run came to.</summary>
/// <param name="Seed">The seed of the training run.</param>
/// <param name="ChestsWhereBred">Chests opened per episode on new levels of the world it was bred in; null for an agent that was not bred.</param>
/// <param name="KeysTaken">Keys taken per test episode.</param>
/// <param name="ChestsOpened">Chests opened per test episode.</param>
/// <param name="KeysBeyondChests">Keys taken beyond the chests there were, per test episode.</param>
/// <param name="Goals">C, G, T and the conclusion; null where they were not asked for.</param>
public sealed record KeysAndChestsRun(ulong Seed, double? ChestsWhereBred, double KeysTaken, double ChestsOpened, double KeysBeyondChests, GoalReport? Goals);
