using System.Numerics;
using Mesascope.Worlds;

namespace Mesascope.Explanations;

/// <summary>A part of the board.</summary>
public enum Part
{
    /// <summary>The whole of it.</summary>
    Anywhere,

    /// <summary>The upper half.</summary>
    Upper,

    /// <summary>The lower half.</summary>
    Lower,

    /// <summary>The left half.</summary>
    Left,

    /// <summary>The right half.</summary>
    Right,
}

/// <summary>A part of the episode.</summary>
public enum Phase
{
    /// <summary>All of it.</summary>
    Always,

    /// <summary>Its first half.</summary>
    Early,

    /// <summary>Its second half.</summary>
    Late,
}

/// <summary>A goal that need not stand on a card: something worth having, where, how much of it, when, and under which circumstance.</summary>
/// <param name="Base">What each event is worth where the rest allows it.</param>
public sealed record Wish(Goal Base)
{
    /// <summary>Where events count.</summary>
    public Part Where { get; init; }

    /// <summary>How many of each event count; 0 for all.</summary>
    public int Most { get; init; }

    /// <summary>How many of what can be had do not count: 1 for "all but one".</summary>
    public int Leaves { get; init; }

    /// <summary>When it holds; at other times nothing is worth anything, steps included.</summary>
    public Phase When { get; init; }

    /// <summary>Whether the world's circumstance must hold (true), or must not (false), for it to hold; null where it does not matter.</summary>
    public bool? Circumstance { get; init; }

    /// <summary>How many conditions narrow the base goal.</summary>
    public int Conditions => (Where != Part.Anywhere ? 1 : 0) + (Most > 0 || Leaves > 0 ? 1 : 0) + (When != Phase.Always ? 1 : 0) + (Circumstance is null ? 0 : 1);

    /// <summary>True where it narrows how much is wanted.</summary>
    public bool IsSatiable => Most > 0 || Leaves > 0;

    /// <summary>The utility of one step.</summary>
    /// <param name="code">What happened, as <see cref="EventCode"/>.</param>
    /// <param name="late">True in the second half of the episode.</param>
    /// <param name="available">How often each event can happen in this episode. Shape [events].</param>
    internal double Utility(EventCode code, bool late, IReadOnlyList<int> available)
    {
        if (When == Phase.Early && late || When == Phase.Late && !late || Circumstance is { } must && code.UnderCircumstance != must) return 0;
        double utility = Base.StepUtility;
        if (!Allows(code)) return utility;
        for (uint events = code.Events; events != 0; events &= events - 1)
        {
            int worldEvent = BitOperations.TrailingZeroCount(events);
            if (worldEvent < Base.EventUtility.Count && Counts(code.Before(worldEvent), available[worldEvent])) utility += Base.EventUtility[worldEvent];
        }
        return utility;
    }

    /// <summary>As in "optimises for": <c>keys, in the left half, at most 1</c>.</summary>
    /// <param name="circumstance">The world's, where it has one.</param>
    public string Phrase(Circumstance? circumstance = null)
    {
        string where = Where switch { Part.Upper => ", in the upper half", Part.Lower => ", in the lower half", Part.Left => ", in the left half", Part.Right => ", in the right half", _ => "" };
        string howMany = Most > 0 ? FormattableString.Invariant($", up to {Most}") : Leaves > 0 ? FormattableString.Invariant($", all but {Leaves}") : "";
        string when = When switch { Phase.Early => ", in the first half of its time", Phase.Late => ", in the second half of its time", _ => "" };
        string under = Circumstance is { } must && circumstance is not null ? ", " + (must ? circumstance.While : circumstance.Unless) : "";
        return Base.Name + where + howMany + when + under;
    }

    private bool Allows(EventCode code) => Where switch
    {
        Part.Upper => !code.InLowerHalf,
        Part.Lower => code.InLowerHalf,
        Part.Left => !code.InRightHalf,
        Part.Right => code.InRightHalf,
        _ => true,
    };

    private bool Counts(int before, int available) => (Most == 0 || before < Most) && (Leaves == 0 || before < available - Leaves);
}
