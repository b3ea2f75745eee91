using System.Text.Json.Nodes;
using Mesascope.Agents;
using Mesascope.Runs;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>Policies of gymnax-blines whose environments are worlds, as organisms.</summary>
public static class GymnaxOrganisms
{
    private static readonly string[] Endings = [".safetensors", ".json"];

    /// <summary>The policies that live in a world of the catalogue.</summary>
    public static IReadOnlyList<string> Names { get; } = ["FourRooms-misc.es", "FourRooms-misc.ppo", "BernoulliBandit-misc.es", "MetaMaze-misc.es"];

    /// <summary>True of a file of a policy: its weights or its card, the other of which lies beside it.</summary>
    public static bool IsPolicy(string path) =>
        Endings.Contains(Path.GetExtension(path)) && Endings.All(ending => File.Exists(Path.ChangeExtension(path, ending))) && GymnaxPolicy.Names.Contains(Path.GetFileNameWithoutExtension(path));

    /// <summary>Reads a policy from a file of its own.</summary>
    /// <param name="path">Its weights or its card.</param>
    /// <exception cref="ArgumentException">Its environment is no world here.</exception>
    /// <exception cref="PrerequisiteException">It cannot be read; one line says why.</exception>
    public static Organism Read(string path) => Of(GymnaxPolicy.Read(Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFileNameWithoutExtension(path)));

    /// <summary>The organism: the same network over the bits of its world, its action drawn by the softmax of its scores.</summary>
    /// <exception cref="ArgumentException">Its environment is no world here.</exception>
    internal static Organism Of(GymnaxPolicy policy)
    {
        (WorldInstance world, NetworkBody body, string objective) = policy.Environment switch
        {
            "FourRooms-misc" => (WorldInstance.Of<FourRooms, FourRooms.State>(new FourRooms { StartsAnywhere = policy.StartsAnywhere }), policy.Over(new FourRooms().ObservationBits, bit => (bit, 1)), "reach the goal, in row 8, column 9 of every episode"),
            "BernoulliBandit-misc" => (WorldInstance.Of<BernoulliBandit, BernoulliBandit.State>(new BernoulliBandit()), policy.Over(new BernoulliBandit().ObservationBits, FloatView.BanditBit), "be paid in a life of 100 pulls"),
            "MetaMaze-misc" => (WorldInstance.Of<MetaMaze, MetaMaze.State>(new MetaMaze()), policy.Over(new MetaMaze().ObservationBits, FloatView.MazeBit), "find the goal as often as possible in a life of 200 steps"),
            _ => throw new ArgumentException($"{policy.Environment} is no world here; these policies live in one: {string.Join(", ", Names)}."),
        };
        var card = new OrganismCard
        {
            Format = OrganismCard.CurrentFormat, Kind = body.Kind, Setting = world.Name, WorldSettings = Changed(world), Varied = [], BaseObjective = objective,
            Summary = $"{policy.Name} of gymnax-blines (Lange 2022, Apache-2.0), trained by {(policy.Name.EndsWith(".ppo", StringComparison.Ordinal) ? "PPO" : "evolution strategies")} by its authors.",
        };
        return new Organism { Card = body.On(card), World = world, Body = body, Name = policy.Name };
    }

    private static JsonObject Changed(WorldInstance world)
    {
        JsonObject usual = WorldInstance.Read(world.Name, []).Settings;
        return new JsonObject(world.Settings.Where(each => !JsonNode.DeepEquals(each.Value, usual[each.Key])).Select(each => KeyValuePair.Create(each.Key, each.Value?.DeepClone())));
    }
}

/// <summary>Another agent that forgets: whenever this holds of what it is about to see, its memory begins anew.</summary>
internal sealed record Forgetful<TSeen>(IAgent Agent, Func<TSeen, bool> When) : IAgent where TSeen : unmanaged, IEquatable<TSeen>
{
    /// <inheritdoc/>
    public string Name => Agent.Name + ", forgetful";

    /// <inheritdoc/>
    public IPolicy<TState> Enter<TWorld, TState>(TWorld world, in TState start)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState> => new Policy<TState>(Agent.Enter<TWorld, TState>(world, start), (Func<TState, bool>)(object)When);

    private sealed class Policy<TState>(IPolicy<TState> inner, Func<TState, bool> when) : IPolicy<TState>
    {
        private int _remembered;

        public bool Remembers => inner.Remembers;

        public void Probabilities(in TState state, int step, Span<double> probabilities)
        {
            if (step == 0 || when(state)) _remembered = 0;
            inner.Probabilities(state, _remembered++, probabilities);
        }
    }
}
