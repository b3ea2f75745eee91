using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>A pole on a cart. State x, x', θ, θ'; pushes left, right.</summary>
internal sealed class CartPole : GymnaxEnvironment
{
    public CartPole() => State = new float[4];

    public override int Inputs => 4;

    public override int Outputs => 2;

    public override int Limit => 500;

    protected override void Draw(PhiloxDraws random)
    {
        for (int i = 0; i < State.Length; i++) State[i] = Uniform(random, i, -0.05, 0.05);
    }

    protected override (double Reward, bool Done) Advance(ReadOnlySpan<double> action, ReadOnlySpan<double> chance)
    {
        const double Mass = 1.1, PoleMoment = 0.05, Tick = 0.02;
        (double x, double speed, double angle, double turning) = (State[0], State[1], State[2], State[3]);
        double force = action[0] == 1 ? 10 : -10, sin = Math.Sin(angle), cos = Math.Cos(angle);
        double q = (force + PoleMoment * turning * turning * sin) / Mass;
        double turn = (9.8 * sin - q * cos) / (0.5 * (4.0 / 3 - 0.1 * cos * cos / Mass));
        double push = q - PoleMoment * turn * cos / Mass;
        (State[0], State[1]) = ((float)(x + Tick * speed), (float)(speed + Tick * push));
        (State[2], State[3]) = ((float)(angle + Tick * turning), (float)(turning + Tick * turn));
        return (1, Math.Abs(State[0]) > 2.4 || Math.Abs(State[2]) > 24 * Math.PI / 360);
    }
}

/// <summary>Two links, a motor between them, and a height to reach. State a1, a2, v1, v2; torque -1, 0, 1.</summary>
internal sealed class Acrobot : GymnaxEnvironment
{
    public Acrobot() => State = new float[4];

    public override int Inputs => 6;

    public override int Outputs => 3;

    public override int Limit => 500;

    public override void Observe(Span<float> seen)
    {
        for (int i = 0; i < 2; i++) (seen[2 * i], seen[2 * i + 1]) = ((float)Math.Cos(State[i]), (float)Math.Sin(State[i]));
        (seen[4], seen[5]) = (State[2], State[3]);
    }

    protected override void Draw(PhiloxDraws random)
    {
        for (int i = 0; i < State.Length; i++) State[i] = Uniform(random, i, -0.1, 0.1);
    }

    protected override (double Reward, bool Done) Advance(ReadOnlySpan<double> action, ReadOnlySpan<double> chance)
    {
        const double Tick = 0.2;
        double torque = action[0] - 1;
        double[] y = [State[0], State[1], State[2], State[3]];
        double[] k1 = Change(y, torque), k2 = Change(Along(y, k1, Tick / 2), torque), k3 = Change(Along(y, k2, Tick / 2), torque), k4 = Change(Along(y, k3, Tick), torque);
        for (int i = 0; i < 4; i++) y[i] += Tick / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
        for (int i = 0; i < 2; i++)
        {
            State[i] = (float)Wrapped(y[i]);
            double most = i == 0 ? 4 * Math.PI : 9 * Math.PI;
            State[2 + i] = (float)Math.Clamp(y[2 + i], -most, most);
        }
        bool high = -Math.Cos(State[0]) - Math.Cos((double)State[0] + State[1]) > 1;
        return (high ? 0 : -1, high);
    }

    // Into (-π, π].
    private static double Wrapped(double angle)
    {
        while (angle > Math.PI) angle -= 2 * Math.PI;
        while (angle <= -Math.PI) angle += 2 * Math.PI;
        return angle;
    }

    private static double[] Along(double[] y, double[] k, double by) => [y[0] + by * k[0], y[1] + by * k[1], y[2] + by * k[2], y[3] + by * k[3]];

    private static double[] Change(double[] y, double torque)
    {
        (double a1, double a2, double v1, double v2) = (y[0], y[1], y[2], y[3]);
        double c = Math.Cos(a2), s = Math.Sin(a2), d1 = 3.5 + c, d2 = 1.25 + 0.5 * c;
        double p2 = 4.9 * Math.Cos(a1 + a2 - Math.PI / 2);
        double p1 = -0.5 * v2 * v2 * s - v2 * v1 * s + 14.7 * Math.Cos(a1 - Math.PI / 2) + p2;
        double w2 = (torque + d2 * p1 / d1 - 0.5 * v1 * v1 * s - p2) / (1.25 - d2 * d2 / d1);
        return [v1, v2, -(d2 * w2 + p1) / d1, w2];
    }
}

/// <summary>A car in a valley, too weak to climb out at once. State x, v; pushes left, none, right.</summary>
internal sealed class MountainCar : GymnaxEnvironment
{
    public MountainCar() => State = new float[2];

    public override int Inputs => 2;

    public override int Outputs => 3;

    public override int Limit => 200;

    protected override void Draw(PhiloxDraws random) => (State[0], State[1]) = (Uniform(random, 0, -0.6, -0.4), 0);

    protected override (double Reward, bool Done) Advance(ReadOnlySpan<double> action, ReadOnlySpan<double> chance)
    {
        double v = Math.Clamp(State[1] + 0.001 * (action[0] - 1) - 0.0025 * Math.Cos(3.0 * State[0]), -0.07, 0.07), x = Math.Clamp(State[0] + v, -1.2, 0.6);
        if (x == -1.2 && v < 0) v = 0;
        (State[0], State[1]) = ((float)x, (float)v);
        return (-1, x >= 0.5 && v >= 0);
    }
}

/// <summary>The same valley; the action is a force, and force costs.</summary>
internal sealed class MountainCarContinuous : GymnaxEnvironment
{
    public MountainCarContinuous() => State = new float[2];

    public override int Inputs => 2;

    public override int Outputs => 1;

    public override int Limit => 999;

    protected override void Draw(PhiloxDraws random) => (State[0], State[1]) = (Uniform(random, 0, -0.6, -0.4), 0);

    protected override (double Reward, bool Done) Advance(ReadOnlySpan<double> action, ReadOnlySpan<double> chance)
    {
        double force = action[0], v = Math.Clamp(State[1] + 0.0015 * Math.Clamp(force, -1, 1) - 0.0025 * Math.Cos(3.0 * State[0]), -0.07, 0.07), x = Math.Clamp(State[0] + v, -1.2, 0.6);
        if (x >= 0.45 && v < 0) v = 0;
        (State[0], State[1]) = ((float)x, (float)v);
        bool done = x >= 0.45 && v >= 0;
        return (-0.1 * force * force + (done ? 100 : 0), done);
    }
}

/// <summary>A pendulum to swing up and hold. State θ, θ'; the action is a torque.</summary>
internal sealed class Pendulum : GymnaxEnvironment
{
    public Pendulum() => State = new float[2];

    public override int Inputs => 3;

    public override int Outputs => 1;

    public override int Limit => 200;

    public override void Observe(Span<float> seen) => (seen[0], seen[1], seen[2]) = ((float)Math.Cos(State[0]), (float)Math.Sin(State[0]), State[1]);

    protected override void Draw(PhiloxDraws random) => (State[0], State[1]) = (Uniform(random, 0, -Math.PI, Math.PI), Uniform(random, 1, -1, 1));

    protected override (double Reward, bool Done) Advance(ReadOnlySpan<double> action, ReadOnlySpan<double> chance)
    {
        (double angle, double turning) = (State[0], State[1]);
        double torque = Math.Clamp(action[0], -2, 2), from = angle - 2 * Math.PI * Math.Floor((angle + Math.PI) / (2 * Math.PI));
        double reward = -(from * from + 0.1 * turning * turning + 0.001 * torque * torque);
        double next = Math.Clamp(turning + 0.05 * (15 * Math.Sin(angle) + 3 * torque), -8, 8);
        (State[0], State[1]) = ((float)(angle + 0.05 * next), (float)next);
        return (reward, false);
    }
}

/// <summary>A point in the plane, and a goal on a half circle that is not shown. State x, y; the action is a step in the plane.</summary>
internal sealed class PointRobot : GymnaxEnvironment
{
    private const double Near = 0.2, Longest = 0.1;
    private readonly float[] _last = new float[3]; // reward, action

    public PointRobot() => (State, Hidden) = (new float[2], new float[2]);

    public override int Inputs => 6;

    public override int Outputs => 2;

    public override int Limit => 100;

    public override int Chances => 2;

    public override void Draw(PhiloxDraws random, ReadOnlySpan<double> action, Span<double> chance)
    {
        float distance = Uniform(random, 0, 0, 1), angle = Uniform(random, 1, 0, Math.PI);
        (chance[0], chance[1]) = ((float)(distance * Math.Cos(angle)), (float)(distance * Math.Sin(angle)));
    }

    public override void Recall(double reward, ReadOnlySpan<float> next, int executed, Span<double> chance) => (chance[0], chance[1]) = (next[0], next[1]);

    public override void Observe(Span<float> seen)
    {
        State.CopyTo(seen);
        _last.CopyTo(seen[2..]);
        seen[5] = (float)(2.0 * Time / Limit - 1);
    }

    protected override void Draw(PhiloxDraws random)
    {
        Span<double> position = stackalloc double[2];
        Draw(random, [], position);
        float angle = Uniform(random, 2, 0, Math.PI);
        (State[0], State[1], Hidden[0], Hidden[1]) = ((float)position[0], (float)position[1], (float)Math.Cos(angle), (float)Math.Sin(angle));
    }

    protected override void Begun() => Array.Clear(_last);

    protected override (double Reward, bool Done) Advance(ReadOnlySpan<double> action, ReadOnlySpan<double> chance)
    {
        double x = (double)State[0] - Hidden[0], y = (double)State[1] - Hidden[1];
        bool there = Math.Sqrt(x * x + y * y) <= Near;
        for (int i = 0; i < 2; i++)
        {
            State[i] = (float)(there ? chance[i] : State[i] + Math.Clamp(action[i], -Longest, Longest));
            _last[1 + i] = (float)action[i];
        }
        _last[0] = there ? 1 : 0;
        return (_last[0], false);
    }
}
