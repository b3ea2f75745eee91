using Mesascope.Agents;
using Mesascope.Learning;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>An agent and the observations its heads learn from.</summary>
/// <param name="Seed">The agent's.</param>
internal sealed record SelfKnowledgeCell(int Seed);

/// <summary>Shares of choices that the three heads foresee.</summary>
/// <param name="Self">By the agent's own hidden units.</param>
/// <param name="Other">By another agent's.</param>
/// <param name="Outside">By what it sees.</param>
internal sealed record Foreseen(double Self, double Other, double Outside);

/// <summary>What heads foresee that learnt from so many observations.</summary>
/// <param name="N">How many.</param>
/// <param name="Before">Of the agent as it was when they learnt.</param>
/// <param name="After">Of the agent after the edit; the heads are as they were.</param>
/// <param name="Changed">Of those of its choices that the edit changed.</param>
internal sealed record HeadsTrial(int N, Foreseen Before, Foreseen After, Foreseen Changed);

/// <summary>What came of one agent.</summary>
/// <param name="Heads">For each number of observations.</param>
/// <param name="ChangedByEdit">The share of choices that the edit changed.</param>
/// <param name="Usual">The share of its most frequent choice: what a head foresees that sees nothing.</param>
internal sealed record SelfKnowledgeTrial(IReadOnlyList<HeadsTrial> Heads, double ChangedByEdit, double Usual)
{
    // Another agent is one of a seed that no agent has.
    private const int Others = 1_000_000;

    /// <summary>Trains an agent and another, edits the first, and lets heads predict.</summary>
    public static SelfKnowledgeTrial Run(SelfKnowledgeSetUp setUp, SelfKnowledgeCell cell, Trial trial)
    {
        KeysAndChests world = SelfKnowledgeSetUp.World;
        var network = new Mlp(world.ObservationBits, setUp.Hidden, world.Actions);
        float[] Trained(int seed, KeysAndChests where, Ppo ppo, float[]? start, double from, double to) =>
            ppo.Start(WorldInstance.Of<KeysAndChests, KeysAndChests.State>(where), network, new Seed((ulong)seed).For("agent"), 1, start).Finish(now => trial.Report(from + (to - from) * now.Done / now.Total, "training"), trial.Token);
        float[] self = Trained(cell.Seed, world, setUp.Training, null, 0, .4), other = Trained(cell.Seed + Others, world, setUp.Training, null, .4, .8), edited = Trained(cell.Seed, setUp.Priced, setUp.Edit, self, .8, .9);
        var seed = new Seed((ulong)cell.Seed);
        Bits[] test = Seen(world, network, self, setUp.Tested, seed.For("test"));
        int[] before = Choices(network, self, test), after = Choices(network, edited, test);
        int[] changed = [.. Enumerable.Range(0, test.Length).Where(i => before[i] != after[i])];
        double usual = Enumerable.Range(0, world.Actions).Max(action => before.Average(choice => choice == action ? 1.0 : 0));
        return new SelfKnowledgeTrial([.. setUp.N.Select(Heads)], (double)changed.Length / test.Length, usual);

        HeadsTrial Heads(int n)
        {
            Bits[] learnt = Seen(world, network, self, n, seed.For("learn"));
            int[] choices = Choices(network, self, learnt);
            ChoiceHead Head(Func<Bits, float[]> sees, string name) => new([.. learnt.Select(sees)], choices, world.Actions, setUp.Head, setUp.Rate, setUp.Passes, seed.For(name));
            ChoiceHead own = Head(bits => Hidden(network, self, bits), "self"), others = Head(bits => Hidden(network, other, bits), "other"), outside = Head(bits => Inputs(world, bits), "outside");
            int[] all = [.. Enumerable.Range(0, test.Length)];
            return new HeadsTrial(n, Foresee(self, before, all), Foresee(edited, after, all), Foresee(edited, after, changed));

            Foreseen Foresee(float[] agent, int[] actual, int[] which)
            {
                double Share(ChoiceHead head, Func<Bits, float[]> sees) => which.Length == 0 ? 0 : head.Predict([.. which.Select(i => sees(test[i]))]).Zip(which, (said, i) => said == actual[i] ? 1.0 : 0).Average();
                return new(Share(own, bits => Hidden(network, agent, bits)), Share(others, bits => Hidden(network, other, bits)), Share(outside, bits => Inputs(world, bits)));
            }
        }
    }

    // One observation of each life, at a step drawn for it, so that no two depend on each other.
    private static Bits[] Seen(KeysAndChests world, Mlp network, float[] weights, int count, Seed seed)
    {
        var agent = new NetworkAgent("agent", network, weights, new Choice(Temperature: 1));
        var seen = new Bits[count];
        for (int i = 0; i < count; i++)
        {
            Seed life = seed.For("life", i);
            int at = life.For("step").Draws().Choice(world.Horizon, 0), step = 0;
            Bits now = default;
            string actions = Play.Once<KeysAndChests, KeysAndChests.State>(world, agent, life).ActionString;
            Play.Again<KeysAndChests, KeysAndChests.State>(world, actions, life, state =>
            {
                if (step++ <= at) now = world.Observe(state);
            });
            seen[i] = now;
        }
        return seen;
    }

    private static int[] Choices(Mlp network, float[] weights, Bits[] seen)
    {
        var scores = new float[network.Outputs];
        return [.. seen.Select(bits =>
        {
            network.Score(weights, bits, scores);
            return Mlp.Best(scores);
        })];
    }

    /// <summary>The hidden units of a network with one hidden layer.</summary>
    internal static float[] Hidden(Mlp network, float[] weights, Bits seen)
    {
        int units = network.Widths[1];
        var layer = new Mlp(network.Inputs, units);
        var sums = new float[units];
        layer.Score(weights.AsSpan(0, layer.WeightCount), seen, sums);
        for (int j = 0; j < units; j++) sums[j] = MathF.Max(0, sums[j]);
        return sums;
    }

    private static float[] Inputs(KeysAndChests world, Bits seen) => [.. Enumerable.Range(0, world.ObservationBits).Select(bit => seen.IsSet(bit) ? 1f : 0)];
}
