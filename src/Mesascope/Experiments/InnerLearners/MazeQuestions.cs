using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>Does the policy of the maze learn within a life where the goal is, and what does it do when the goal has moved?</summary>
/// <remarks>The control is the same life with the memory cleared at the first find: alike up to that step, so that the difference after it is what was learnt before it.</remarks>
internal static class MazeQuestions
{
    private const int Side = 11, Block = 20;
    private const string Usual = "usual", Moved = "goal moved at the first find", ForgetsFind = "memory cleared at the first find", ForgetsFinds = "memory cleared at every find", Forgets = "memory cleared every step", Blind = "reward never shown";

    /// <summary>What is asked.</summary>
    public static IReadOnlyList<string> Conditions { get; } = [Usual, ForgetsFind, ForgetsFinds, Forgets, Blind, Moved, Moved + ", memory cleared then"];

    /// <summary>Lives under one condition.</summary>
    public static IEnumerable<Measured> Of(IAgent agent, string condition, int again, int lives, Seed seed, CancellationToken cancellationToken)
    {
        var usual = new MetaMaze { GoalMoves = condition.StartsWith(Moved, StringComparison.Ordinal), ShowsReward = condition != Blind };
        IAgent asked = condition switch
        {
            Usual or Moved or Blind => agent,
            Forgets => new Forgetful<MetaMaze.State>(agent, _ => true),
            ForgetsFinds => new Forgetful<MetaMaze.State>(agent, state => state.Paid),
            _ => Forgetting(agent),
        };
        Life[] lived = [.. Enumerable.Range(0, lives).Select(i => LifeOf(usual, asked, seed.For("maze", i), cancellationToken))];
        yield return Measured.Of("finds per life", [.. lived.Select(life => (double)life.Finds.Length)]);
        yield return Measured.Rate("found the goal at all", lived.Select(life => life.Finds.Length > 0));
        yield return Measured.Rate($"found it within {again} steps of the start", lived.Select(life => life.Finds is [var first, ..] && first <= again));
        int horizon = usual.Horizon;
        Life[] second = [.. lived.Where(life => life.Finds is [var first, ..] && first <= horizon - again)];
        if (second.Length > 1)
        {
            yield return Measured.Rate($"found it again within {again} steps of the first find", second.Select(life => life.FoundAgain(again)));
            foreach ((string name, Func<int, bool> there) in Parts)
                if (second.Where(life => there(life.Goal)).ToArray() is { Length: > 1 } part)
                    yield return Measured.Rate($"found it again within {again} steps of the first find, goal first {name}", part.Select(life => life.FoundAgain(again)));
            if (condition is Usual or Moved)
                yield return Measured.Of($"found it again within {again} steps of the first find, minus the same life with the memory cleared there",
                    [.. second.Select(life => (life.FoundAgain(again) ? 1.0 : 0) - (LifeOf(usual, Forgetting(agent), life.Luck, cancellationToken).FoundAgain(again) ? 1 : 0))]);
        }
        if (lived.Where(life => life.Decided).ToArray() is { Length: > 1 } decided)
            yield return Measured.Rate("came back to the first place before the opposite one, of lives that came to either", decided.Select(life => life.CameBack));
        for (int from = 0; from < horizon; from += Block)
            yield return Measured.Of("finds", [.. lived.Select(life => life.Finds.Count(step => step > from && step <= from + Block) * 100.0 / Block)], from + Block / 2.0);
    }

    private sealed record Life(Seed Luck, int Goal, int[] Finds, bool CameBack, bool Decided)
    {
        public bool FoundAgain(int within) => Finds is [var first, var next, ..] && next - first <= within;
    }

    private static Life LifeOf(MetaMaze world, IAgent agent, Seed luck, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        (Episode episode, IReadOnlyList<MetaMaze.State> states) = Lives.Once<MetaMaze, MetaMaze.State>(world, agent, luck);
        return new Life(luck, states[0].Goal, [.. Enumerable.Range(1, states.Count - 1).Where(t => states[t].Paid)], episode.Count(MetaMaze.Events.CameBack) > 0, states[^1].Phase == MetaMaze.Phase.Decided);
    }

    /// <summary>One that forgets all when it was first paid.</summary>
    private static Forgetful<MetaMaze.State> Forgetting(IAgent agent) => new(agent, state => state.Paid && state.Phase == MetaMaze.Phase.Found);

    private static readonly (string Name, Func<int, bool> There)[] Parts =
    [
        ("in the upper half", cell => cell / Side < 5), ("in the lower half", cell => cell / Side > 5), ("in the left half", cell => cell % Side < 5), ("in the right half", cell => cell % Side > 5),
    ];
}
