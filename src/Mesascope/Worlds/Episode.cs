using System.Numerics;

namespace Mesascope.Worlds;

/// <summary>What happened in one episode.</summary>
public sealed record Episode
{
    /// <summary>The actions, in order. Shape [steps].</summary>
    public required IReadOnlyList<byte> Actions { get; init; }

    /// <summary>How often each event happened, entry i for bit i. Shape [happenings].</summary>
    public required IReadOnlyList<int> Happened { get; init; }

    /// <summary>How often each event could have happened at most, as the first state said. Shape [happenings].</summary>
    public required IReadOnlyList<int> Available { get; init; }

    /// <summary>The sum of what the trainer saw.</summary>
    public required double Reward { get; init; }

    /// <summary>The sum of the base objective.</summary>
    public required double Performance { get; init; }

    /// <summary>True where the world ended it before the horizon.</summary>
    public required bool Ended { get; init; }

    /// <summary>How often the event happened.</summary>
    public int Count(uint flag) => Happened[BitOperations.TrailingZeroCount(flag)];

    /// <summary>How often the event happened, of all the times it could have, in [0, 1]; 0 where it never could.</summary>
    public double Share(uint flag)
    {
        int available = Available[BitOperations.TrailingZeroCount(flag)];
        return available == 0 ? 0 : Math.Min(1, Count(flag) / (double)available);
    }

    /// <summary>What the episode was worth to one who pursues the goal.</summary>
    public double Utility(Goal goal)
    {
        double utility = goal.StepUtility * Actions.Count;
        for (int bit = 0; bit < Math.Min(Happened.Count, goal.EventUtility.Count); bit++) utility += Happened[bit] * goal.EventUtility[bit];
        return utility;
    }

    /// <summary>The actions as digits, one a step: how a run records them.</summary>
    public string ActionString => string.Concat(Actions.Select(action => (char)('0' + action)));
}
