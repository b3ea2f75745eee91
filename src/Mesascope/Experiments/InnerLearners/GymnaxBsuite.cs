using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>A ball falls, a paddle catches it. State: the ball's column and row, the paddle's column.</summary>
internal sealed class Catch : GymnaxEnvironment
{
    private const int Rows = 10, Columns = 5;

    public Catch() => State = new float[3];

    public override int Inputs => Rows * Columns;

    public override int Outputs => 3;

    public override int Limit => Rows - 1;

    public override void Observe(Span<float> seen)
    {
        seen.Clear();
        seen[(int)State[1] * Columns + (int)State[0]] = 1;
        seen[(Rows - 1) * Columns + (int)State[2]] = 1;
    }

    protected override void Draw(PhiloxDraws random) => (State[0], State[1], State[2]) = (random.Choice(Columns, 0), 0, 2);

    protected override (double Reward, bool Done) Advance(ReadOnlySpan<double> action, ReadOnlySpan<double> chance)
    {
        State[2] = Math.Clamp(State[2] + (float)action[0] - 1, 0, Columns - 1);
        bool down = ++State[1] == Rows - 1;
        return (!down ? 0 : State[0] == State[2] ? 1 : -1, down);
    }
}

/// <summary>Eight steps down; right costs a little, and right eight times pays. State: row, column.</summary>
internal sealed class DeepSea : GymnaxEnvironment
{
    private const int Side = 8;

    public DeepSea() => State = new float[2];

    public override int Inputs => Side * Side;

    public override int Outputs => 2;

    public override int Limit => Side;

    public override void Observe(Span<float> seen)
    {
        seen.Clear();
        if (State[0] < Side) seen[(int)State[0] * Side + (int)State[1]] = 1;
    }

    protected override void Draw(PhiloxDraws random) => Array.Clear(State);

    protected override (double Reward, bool Done) Advance(ReadOnlySpan<double> action, ReadOnlySpan<double> chance)
    {
        bool right = action[0] == 1;
        double reward = right ? (State[1] == Side - 1 ? 1 : 0) - 0.01 / Side : 0;
        State[1] = Math.Clamp(State[1] + (right ? 1 : -1), 0, Side - 1);
        return (reward, ++State[0] == Side);
    }
}

/// <summary>The first action decides the last reward; between them, rewards that mean nothing. State: need, has.</summary>
internal sealed class UmbrellaChain : GymnaxEnvironment
{
    private const int Length = 10;

    public UmbrellaChain() => State = new float[2];

    public override int Inputs => 3;

    public override int Outputs => 2;

    public override int Limit => Length;

    public override int Chances => 1;

    public override void Draw(PhiloxDraws random, ReadOnlySpan<double> action, Span<double> chance) => chance[0] = random.Bernoulli(0.5, 0) ? 1 : -1;

    public override void Recall(double reward, ReadOnlySpan<float> next, int executed, Span<double> chance) => chance[0] = reward;

    public override void Observe(Span<float> seen) => (seen[0], seen[1], seen[2]) = (State[0], State[1], (float)(1 - (double)Time / Length));

    protected override void Draw(PhiloxDraws random) => (State[0], State[1]) = (random.Choice(2, 0), random.Choice(2, 1));

    protected override (double Reward, bool Done) Advance(ReadOnlySpan<double> action, ReadOnlySpan<double> chance)
    {
        if (Time == 0) State[1] = (float)action[0];
        return Time < Length - 1 ? (chance[0], false) : (State[0] == State[1] ? 1 : -1, true);
    }
}

/// <summary>A coin is shown at the start and asked for at the end. State: the coin.</summary>
internal sealed class MemoryChain : GymnaxEnvironment
{
    private const int Length = 5;

    public MemoryChain() => State = new float[1];

    public override int Inputs => 3;

    public override int Outputs => 2;

    public override int Limit => Length + 1;

    // A step returns what was to be seen before it.
    public override void Observe(Span<float> seen)
    {
        int time = Math.Max(0, Time - 1);
        (seen[0], seen[1], seen[2]) = ((float)(1 - (double)time / Length), 0, time == 0 ? 2 * State[0] - 1 : 0);
    }

    protected override void Draw(PhiloxDraws random) => State[0] = random.Choice(2, 0);

    protected override (double Reward, bool Done) Advance(ReadOnlySpan<double> action, ReadOnlySpan<double> chance) =>
        Time < Length ? (0, false) : (action[0] == State[0] ? 1 : -1, true);
}

/// <summary>The first action picks one of five chains, each of which pays once. State: the chain, -1 at first.</summary>
internal sealed class DiscountingChain : GymnaxEnvironment
{
    private static readonly int[] PaysAt = [1, 3, 10, 30, 100];

    public DiscountingChain() => State = new float[1];

    public override int Inputs => 2;

    public override int Outputs => 5;

    public override int Limit => 100;

    public override void Observe(Span<float> seen) => (seen[0], seen[1]) = (State[0], (float)(Time / 100.0));

    protected override void Draw(PhiloxDraws random) => State[0] = -1;

    protected override (double Reward, bool Done) Advance(ReadOnlySpan<double> action, ReadOnlySpan<double> chance)
    {
        if (Time == 0) State[0] = (float)action[0];
        int chain = (int)State[0];
        return (Time + 1 != PaysAt[chain] ? 0 : chain == 0 ? 1.1 : 1, false);
    }
}
