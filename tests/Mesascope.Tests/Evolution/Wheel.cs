using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Evolution;

/// <summary>A world in which the reward of an action is its number, and the performance is whatever the test says.</summary>
public readonly record struct Wheel() : IWorld<Wheel, Wheel.State>
{
    public int EndsAfter { get; init; } = 50;

    public float PerformanceFactor { get; init; } = 1;

    public record struct State(int Steps);

    public static WorldCard<Wheel> Card { get; } = new()
    {
        Name = "wheel", Summary = "", Source = "", WorldEvents = [], Goals = [], Contrasts = [], Small = new Wheel(), Legend = [],
    };

    public int Actions => 5;

    public int ObservationBits => 1;

    public int Horizon => 50;

    public State Start<TDraws>(ref TDraws random) where TDraws : struct, IDraws => new(0);

    public Step Advance<TDraws>(ref State state, int action, ref TDraws random) where TDraws : struct, IDraws =>
        new(action, PerformanceFactor * (4 - action), 0, ++state.Steps >= EndsAfter);

    public Bits Observe(in State state) => new() { W0 = (ulong)(state.Steps & 1) };

    public int Available(in State start, uint happening) => 0;

    public string Board(in State state) => "";
}
