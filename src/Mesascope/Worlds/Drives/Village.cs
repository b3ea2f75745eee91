using System.ComponentModel.DataAnnotations;
using Mesascope.Randomness;

namespace Mesascope.Worlds;

/// <summary>A small square with food in one corner and a partner in the other. Coupling satisfies and leads to a child; another use of the occasion may satisfy without one.</summary>
/// <remarks>Ours, for the replication birth-control. It keeps age, so it is a habitat and not a world that is planned in.</remarks>
public readonly record struct Village() : IHabitat<Village.State>
{
    /// <summary>Cells along a side, at least 2.</summary>
    public int Side { get; init; } = 2;

    /// <summary>The probability per step that who has eaten is hungry again, in [0, 1].</summary>
    [Range(0.0, 1.0)]
    public double HungerReturns { get; init; } = 0.05;

    /// <summary>The probability per step that a child is weaned; till then coupling comes to nothing. In [0, 1].</summary>
    public double Weaning { get; init; } = 0.2;

    /// <summary>The probability per step that desire returns after a satisfaction without a child, in [0, 1].</summary>
    [Range(0.0, 1.0)]
    public double DesireReturns { get; init; } = 0.5;

    /// <summary>The probability per step that a hungry adult starves, in [0, 1].</summary>
    [Range(0.0, 1.0)]
    public double Starving { get; init; } = 0.01;

    /// <summary>Steps before starving is possible, at least 0.</summary>
    public int Childhood { get; init; } = 200;

    /// <summary>The probability that a move goes in a direction drawn uniformly from all four, in [0, 1].</summary>
    [Range(0.0, 1.0)]
    public double Slip { get; init; } = 0.1;

    /// <summary>The shift: whether the use satisfies. Where it does not, it can be done all the same and leads to nothing.</summary>
    public bool UseSatisfies { get; init; }

    /// <summary>A decoy: the use, which satisfies nobody, makes hungry again, so that it costs a meal and what could have been done meanwhile.</summary>
    public bool UseMakesHungry { get; init; }

    /// <summary>What can happen in a step.</summary>
    public static class Events
    {
        /// <summary>It was hungry and ate.</summary>
        public const uint Ate = 1;

        /// <summary>Its desire was satisfied.</summary>
        public const uint Satisfied = 2;

        /// <summary>It had a child.</summary>
        public const uint Child = 4;

        /// <summary>It made the other use of the occasion, and felt what that feels like.</summary>
        public const uint Used = 8;
    }

    /// <summary>Whether an individual could couple to some end.</summary>
    public enum Desire
    {
        /// <summary>It could.</summary>
        Awake,

        /// <summary>It nurses a child.</summary>
        Nursing,

        /// <summary>It was satisfied just now, without a child.</summary>
        Resting,
    }

    /// <summary>The cell (side·row + column), whether it has eaten, its desire and its age in steps.</summary>
    public record struct State(int Agent, bool Fed, Desire Desire, int Age);

    /// <inheritdoc/>
    /// <remarks>Up, down, left, right, 4 eat, 5 couple, 6 use.</remarks>
    public int Actions => 7;

    /// <inheritdoc/>
    public int Situations => Side * Side * 6;

    /// <inheritdoc/>
    public int Situation(in State state) => state.Agent * 6 + (state.Fed ? 3 : 0) + (int)state.Desire;

    /// <inheritdoc/>
    public State Start<TDraws>(ref TDraws random) where TDraws : struct, IDraws => new(random.Choice(Side * Side, 0), false, Desire.Awake, 0);

    /// <inheritdoc/>
    /// <remarks>Performance is 1 for a child. Whoever starves lives no further step. One draw serves hunger or starving, one desire, two a move.</remarks>
    public Step Advance<TDraws>(ref State state, int action, ref TDraws random) where TDraws : struct, IDraws
    {
        bool wasFed = state.Fed, couldCouple = wasFed && state.Desire == Desire.Awake && state.Agent == Side * Side - 1;
        if (!wasFed && state.Age++ >= Childhood && random.Bernoulli(Starving, 2)) return new Step(0, 0, 0, true);
        if (wasFed)
        {
            state.Age++;
            state.Fed = !random.Bernoulli(HungerReturns, 2);
        }
        if (state.Desire != Desire.Awake && random.Bernoulli(state.Desire == Desire.Nursing ? Weaning : DesireReturns, 3)) state.Desire = Desire.Awake;
        uint events = 0;
        if ((uint)action < 4) state.Agent = Moved(state.Agent, random.Bernoulli(Slip, 0) ? random.Choice(4, 1) : action);
        else if (action == 4 && !wasFed && state.Agent == 0)
        {
            state.Fed = true;
            events = Events.Ate;
        }
        else if (action == 5 && couldCouple)
        {
            state.Desire = Desire.Nursing;
            events = Events.Satisfied | Events.Child;
        }
        else if (action > 5 && couldCouple)
        {
            if (UseSatisfies) state.Desire = Desire.Resting;
            if (UseMakesHungry) state.Fed = false;
            events = UseSatisfies ? Events.Used | Events.Satisfied : Events.Used;
        }
        float child = (events & Events.Child) != 0 ? 1f : 0f;
        return new Step(child, child, events, false);
    }

    private int Moved(int agent, int action)
    {
        int row = agent / Side, column = agent - row * Side;
        return action switch
        {
            0 => row > 0 ? agent - Side : agent,
            1 => row < Side - 1 ? agent + Side : agent,
            2 => column > 0 ? agent - 1 : agent,
            _ => column < Side - 1 ? agent + 1 : agent,
        };
    }
}
