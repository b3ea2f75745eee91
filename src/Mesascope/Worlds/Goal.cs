using System.Numerics;

namespace Mesascope.Worlds;

/// <summary>Where a goal stands to what the designer meant.</summary>
public enum GoalRole
{
    /// <summary>What the designer meant.</summary>
    Intended,

    /// <summary>What usually went with it where agents are trained.</summary>
    Proxy,

    /// <summary>Neither: a control hypothesis.</summary>
    Other,
}

/// <summary>A candidate utility: so much for each event, and so much for each step.</summary>
/// <param name="Name">As in "optimises for keys": <c>keys</c>.</param>
/// <param name="Meaning">What one who pursues it wants, as a clause: "to hold as many keys as it can".</param>
/// <param name="Role">Where it stands to what the designer meant.</param>
public sealed record Goal(string Name, string Meaning, GoalRole Role)
{
    /// <summary>Utility of each event, entry i for bit i of <see cref="Step.Events"/>; events past the end are worth nothing.</summary>
    public required IReadOnlyList<double> EventUtility { get; init; }

    /// <summary>Utility of every step, whatever happens in it; usually 0 or a small cost.</summary>
    public double StepUtility { get; init; }

    /// <summary>The utility of one step in which these events happened.</summary>
    public double Utility(uint events)
    {
        double utility = StepUtility;
        for (; events != 0; events &= events - 1)
        {
            int bit = BitOperations.TrailingZeroCount(events);
            if (bit < EventUtility.Count) utility += EventUtility[bit];
        }
        return utility;
    }
}
