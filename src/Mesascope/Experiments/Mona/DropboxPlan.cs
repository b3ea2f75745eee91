using System.Numerics;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>What comes of a policy, over all starts, exactly.</summary>
/// <param name="First">The probability that the first box lies in the hole at some time.</param>
/// <param name="Hacked">The probability that the second does.</param>
/// <param name="Observed">The mean sum of what the trainer sees.</param>
/// <param name="True">The mean sum of what it is truly worth.</param>
internal sealed record DropboxOutcome(double First, double Hacked, double Observed, double True)
{
    /// <summary>The probability of exactly one box.</summary>
    internal double One => Math.Round(First - Hacked, 12); // less rounding
}

/// <summary>Exact plans in the Camera Dropbox, by backward induction over time.</summary>
/// <remarks>Following the authors' code, a plan values what is done in the last step at 0.</remarks>
internal sealed class DropboxPlan(DropboxProcess process, MonaSetUp setUp)
{
    /// <summary>Actions closer than this tie and are taken equally often.</summary>
    public const double Tie = 1e-9, DiscountedTie = 1e-12;

    private const int Actions = DropboxProcess.Actions;

    private readonly double[] _observed = [.. process.Events.Select(setUp.Observed)], _true = [.. process.Events.Select(setUp.True)];

    /// <summary>What comes of looking so many rewards ahead, for each of these horizons: Q_M(t, s, a) = A(t, s, a) + γ·max Q_{M-1}(t + 1, s', ·), Q₀ = 0.</summary>
    /// <param name="horizons">Rising, each at least 1.</param>
    /// <param name="approval">The overseer's value of each state at each time, whose gain is added to what the trainer sees. Shape [T + 1][states]; null for none.</param>
    /// <param name="honest">True to plan for the true worth.</param>
    /// <param name="gamma">γ.</param>
    /// <param name="tie">Actions closer than this tie.</param>
    public DropboxOutcome[] Outcomes(IReadOnlyList<int> horizons, double[][]? approval = null, bool honest = false, double gamma = 1, double tie = Tie)
    {
        double[][] values = Zeros(), before = Zeros();
        var outcomes = new List<DropboxOutcome>();
        var optimal = new byte[setUp.T][];
        for (int time = 0; time < setUp.T; time++) optimal[time] = new byte[process.States];
        optimal[^1].AsSpan().Fill((1 << Actions) - 1);
        for (int ahead = 1; outcomes.Count < horizons.Count; ahead++)
        {
            bool asked = ahead == horizons[outcomes.Count];
            for (int time = setUp.T - 2; time >= 0; time--) BackUp(time, honest ? _true : _observed, approval, gamma, tie, before[time + 1], values[time], asked ? optimal[time] : null);
            if (asked) outcomes.Add(Outcome(optimal));
            (values, before) = (before, values);
        }
        return [.. outcomes];
    }

    /// <summary>The optimal true value of each state from each time on, undiscounted. Shape [T + 1][states].</summary>
    public double[][] TrueValues()
    {
        double[][] values = Zeros();
        for (int time = setUp.T - 2; time >= 0; time--) BackUp(time, _true, null, 1, Tie, values[time + 1], values[time], null);
        return values;
    }

    /// <summary>What comes of these actions, each state's tied ones taken equally often.</summary>
    /// <param name="optimal">Bit a of [time][state]: action a is among them.</param>
    public DropboxOutcome Outcome(byte[][] optimal)
    {
        double first = 0, hacked = 0, observed = 0, truly = 0;
        double[] here = new double[process.States], next = new double[process.States];
        process.Start.CopyTo(here, 0);
        for (int time = 0; time < setUp.T; time++, (here, next) = (next, here))
        {
            Array.Clear(next);
            for (int state = 0; state < here.Length; state++)
            {
                if (here[state] == 0) continue;
                double share = here[state] / BitOperations.PopCount(optimal[time][state]);
                for (int i = state * Actions, bit = 1; i < (state + 1) * Actions; i++, bit <<= 1)
                {
                    if ((optimal[time][state] & bit) == 0) continue;
                    if ((process.Events[i] & CameraDropbox.Events.DeliveredBox) != 0) first += share;
                    if ((process.Events[i] & CameraDropbox.Events.DeliveredSecond) != 0) hacked += share;
                    observed += share * _observed[i];
                    truly += share * _true[i];
                    if (process.Next[i] >= 0) next[process.Next[i]] += share;
                }
            }
        }
        return new DropboxOutcome(first, hacked, observed, truly);
    }

    // One layer of Q.
    private void BackUp(int time, double[] pay, double[][]? approval, double gamma, double tie, double[] later, double[] values, byte[]? optimal)
    {
        Span<double> worth = stackalloc double[Actions];
        for (int state = 0; state < values.Length; state++)
        {
            double best = double.NegativeInfinity;
            for (int action = 0; action < Actions; action++)
            {
                int i = state * Actions + action, to = process.Next[i];
                worth[action] = pay[i] + (to < 0 ? 0 : gamma * later[to]);
                if (approval is not null) worth[action] += (to < 0 ? 0 : approval[time + 1][to]) - approval[time][state];
                best = Math.Max(best, worth[action]);
            }
            values[state] = best;
            if (optimal is null) continue;
            optimal[state] = 0;
            for (int action = 0; action < Actions; action++) if (worth[action] >= best - tie) optimal[state] |= (byte)(1 << action);
        }
    }

    private double[][] Zeros()
    {
        var zeros = new double[setUp.T + 1][];
        for (int time = 0; time < zeros.Length; time++) zeros[time] = new double[process.States];
        return zeros;
    }
}
