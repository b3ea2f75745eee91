using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>One arm pays nothing, the other a normal amount around a mean that is drawn for each life. Its state is what was drawn, and what was last done and shown.</summary>
internal sealed class GaussianBandit : GymnaxEnvironment
{
    private const double Spread = 0.1;
    private float _reward;
    private int _arm;

    public GaussianBandit() => Hidden = new float[1];

    public override int Inputs => 4;

    public override int Outputs => 2;

    public override int Limit => 100;

    public override int Chances => 1;

    public override void Draw(PhiloxDraws random, ReadOnlySpan<double> action, Span<double> chance) => chance[0] = action[0] == 0 ? 0 : (float)(Hidden[0] + Spread * Normal(random, 0));

    public override void Recall(double reward, ReadOnlySpan<float> next, int executed, Span<double> chance) => chance[0] = (float)reward;

    public override void Observe(Span<float> seen) => (seen[0], seen[1], seen[2], seen[3]) = (_reward, _arm == 0 ? 1 : 0, _arm == 1 ? 1 : 0, (float)(2.0 * Time / Limit - 1));

    protected override void Draw(PhiloxDraws random) => Hidden[0] = (float)(-1 + Normal(random, 0));

    protected override void Begun() => (_reward, _arm) = (0, 0);

    protected override (double Reward, bool Done) Advance(ReadOnlySpan<double> action, ReadOnlySpan<double> chance)
    {
        (_reward, _arm) = ((float)chance[0], (int)action[0]);
        return (_reward, false);
    }

    private static double Normal(PhiloxDraws random, int index) => Gaussian.At((ulong)random.Choice(int.MaxValue, 2 * index) << 31 | (uint)random.Choice(int.MaxValue, 2 * index + 1), 0);
}

/// <summary>The world of that name as its reference episodes have it.</summary>
internal sealed class BernoulliBanditEnvironment : GymnaxEnvironment
{
    private readonly BernoulliBandit _world = new();
    private BernoulliBandit.State _state;

    public BernoulliBanditEnvironment() => Hidden = new float[2];

    public override int Inputs => 4;

    public override int Outputs => 2;

    public override int Limit => _world.Horizon;

    public override int Chances => 1;

    public override void Draw(PhiloxDraws random, ReadOnlySpan<double> action, Span<double> chance) => chance[0] = random.Bernoulli(Hidden[(int)action[0]], 0) ? 1 : 0;

    public override void Recall(double reward, ReadOnlySpan<float> next, int executed, Span<double> chance) => chance[0] = reward;

    public override void Observe(Span<float> seen) => FloatView.Of(_world, _state, seen);

    protected override void Draw(PhiloxDraws random)
    {
        bool first = _world.Start(ref random).Better == 0;
        (Hidden[0], Hidden[1]) = (first ? 0.9f : 0.1f, first ? 0.1f : 0.9f);
    }

    protected override void Begun() => _state = new BernoulliBandit.State(Hidden[0] > Hidden[1] ? 0 : 1, 0, 0, 0);

    protected override (double Reward, bool Done) Advance(ReadOnlySpan<double> action, ReadOnlySpan<double> chance)
    {
        var outcome = new Outcome(chance[0] > 0, 0);
        Step step = _world.Advance(ref _state, (int)action[0], ref outcome);
        return (step.Reward, step.Ended);
    }
}

/// <summary>The world of that name as its reference episodes have it: chance is the direction really walked.</summary>
internal sealed class FourRoomsEnvironment : GymnaxEnvironment
{
    private const int Side = 13;
    private readonly FourRooms _world;

    public FourRoomsEnvironment(bool startsAnywhere) => (_world, State, Hidden) = (new FourRooms { StartsAnywhere = startsAnywhere }, new float[2], new float[2]);

    public override int Inputs => 2 * Side * Side;

    public override int Outputs => 4;

    public override int Limit => _world.Horizon;

    public override int Chances => 1;

    private FourRooms.State Now => new(Side * (int)State[0] + (int)State[1], Side * (int)Hidden[0] + (int)Hidden[1]);

    public override void Draw(PhiloxDraws random, ReadOnlySpan<double> action, Span<double> chance) => chance[0] = random.Bernoulli(_world.Slip * 4 / 3, 0) ? random.Choice(4, 1) : action[0];

    public override void Recall(double reward, ReadOnlySpan<float> next, int executed, Span<double> chance) => chance[0] = executed;

    public override void Observe(Span<float> seen) => FloatView.Of(_world, Now, seen);

    protected override void Draw(PhiloxDraws random)
    {
        FourRooms.State start = _world.Start(ref random);
        (State[0], State[1], Hidden[0], Hidden[1]) = (start.Agent / Side, start.Agent % Side, start.Goal / Side, start.Goal % Side);
    }

    protected override (double Reward, bool Done) Advance(ReadOnlySpan<double> action, ReadOnlySpan<double> chance)
    {
        var (state, outcome) = (Now, new Outcome(true, (int)chance[0]));
        Step step = _world.Advance(ref state, (int)action[0], ref outcome);
        (State[0], State[1]) = (state.Agent / Side, state.Agent % Side);
        return (step.Reward, step.Ended);
    }
}

/// <summary>The world of that name as its reference episodes have it: chance is the cell (of 40) that the agent is put on if it finds the goal.</summary>
internal sealed class MetaMazeEnvironment : GymnaxEnvironment
{
    private const int Side = 11, OpenCells = 40;
    private readonly MetaMaze _world = new();
    private MetaMaze.State _state;

    public MetaMazeEnvironment() => (State, Hidden) = (new float[2], new float[2]);

    public override int Inputs => 31;

    public override int Outputs => 4;

    public override int Limit => _world.Horizon;

    public override int Chances => 1;

    public override void Draw(PhiloxDraws random, ReadOnlySpan<double> action, Span<double> chance) => chance[0] = random.Choice(OpenCells, 0);

    public override void Recall(double reward, ReadOnlySpan<float> next, int executed, Span<double> chance)
    {
        int cell = Side * (int)next[0] + (int)next[1];
        chance[0] = Enumerable.Range(0, OpenCells).First(number => MetaMaze.Open(number) == cell);
    }

    public override void Observe(Span<float> seen) => FloatView.Of(_world, _state, seen);

    protected override void Draw(PhiloxDraws random)
    {
        MetaMaze.State start = _world.Start(ref random);
        (State[0], State[1], Hidden[0], Hidden[1]) = (start.Agent / Side, start.Agent % Side, start.Goal / Side, start.Goal % Side);
    }

    protected override void Begun() => _state = new MetaMaze.State(Side * (int)State[0] + (int)State[1], Side * (int)Hidden[0] + (int)Hidden[1], 0, false, 0, MetaMaze.Phase.Searching);

    protected override (double Reward, bool Done) Advance(ReadOnlySpan<double> action, ReadOnlySpan<double> chance)
    {
        var outcome = new Outcome(false, (int)chance[0]);
        Step step = _world.Advance(ref _state, (int)action[0], ref outcome);
        (State[0], State[1]) = (_state.Agent / Side, _state.Agent % Side);
        return (step.Reward, step.Ended);
    }
}

/// <summary>Chance that is known: every coin falls on this side, and every choice on this number.</summary>
internal readonly struct Outcome(bool coin, int choice) : IDraws
{
    /// <inheritdoc/>
    public bool Bernoulli(double probability, int index) => coin;

    /// <inheritdoc/>
    public int Choice(int n, int index) => choice;
}
