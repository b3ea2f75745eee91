using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Learning;

/// <summary>Learns each level anew by REINFORCE when it enters, and then acts as it has learnt: what is audited is the trainer's reward, and not one policy.</summary>
/// <param name="name">What it is called in tables.</param>
/// <param name="goal">What it collects, by its name on the world's card.</param>
/// <param name="rewardFor">What its trainer pays in a level.</param>
/// <param name="learner">How it learns.</param>
/// <param name="seed">Of its learning; the same level is learnt the same way each time.</param>
public sealed class ReinforceAgent(string name, string goal, Func<TabularLevel, ITrainerReward> rewardFor, Reinforce learner, Seed seed) : IAgent
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The world has no such goal, or has randomness in it, or the level is too large to list.</exception>
    public IPolicy<TState> Enter<TWorld, TState>(TWorld world, in TState start)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        var table = Tabulation<TState>.Of(world, start);
        var lesson = TabularLevel.Of(world, table, TWorld.Card.GoalNamed(goal));
        return new Policy<TState>(table, lesson, learner.Learn(lesson, rewardFor(lesson), seed));
    }

    private sealed class Policy<TState>(Tabulation<TState> table, TabularLevel lesson, SoftmaxTable policy) : IPolicy<TState> where TState : unmanaged, IEquatable<TState>
    {
        public void Probabilities(in TState state, int step, Span<double> probabilities)
        {
            int number = table.NumberOf(state);
            if (number < 0) throw new ArgumentException($"The learner was asked about a state that its episode cannot reach: {state}.", nameof(state));
            policy.Probabilities(lesson.View[number], probabilities);
        }
    }
}
