using Mesascope.Agents;
using Mesascope.Audits;
using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Experiments;

/// <summary>Replication 7: POWER of a state, and how often each of its actions is optimal, over rewards that are independent and uniform on [0, 1] in every state.</summary>
/// <remarks>
/// POWER(s, γ) = ((1 - γ)/γ)·E[V*(s) - R(s)]. Source: Turner et al. (2021), "Optimal policies tend to seek power", definition 5.2. docs/methods/power.md has the derivations.
/// Rewards are drawn as a Latin hypercube (McKay, Beckman and Conover 1979): in every state each nth of [0, 1] is drawn once. Intervals are those of independent draws,
/// which the hypercube's error does not exceed but for a factor of n/(n - 1) (Owen 1997). Above 20 million rewards, which would fill the memory, draws are independent.
/// </remarks>
internal sealed record PowerOfState
{
    private const int Chunk = 256, MostStratified = 20_000_000, MostDraws = 1_000_000_000;

    /// <summary>What leads where.</summary>
    public required MarkovDecisionProcess Process { get; init; }

    /// <summary>The state that is asked about.</summary>
    public int State { get; init; }

    /// <summary>γ, in (0, 1).</summary>
    public required double Discount { get; init; }

    /// <summary>Rewards drawn, at least 2.</summary>
    public int Samples { get; init; } = 100_000;

    /// <summary>k absorbing states to choose from, each one step away.</summary>
    public static MarkovDecisionProcess Fan(int k) => MarkovDecisionProcess.Parse("start>" + Leaves(k));

    /// <summary>Off, which is absorbing, or on, from where one of n absorbing states is chosen.</summary>
    public static MarkovDecisionProcess Shutdown(int n) => MarkovDecisionProcess.Parse("start>off,on; on>" + Leaves(n));

    /// <summary>POWER of the fan's start: E max of k uniforms, at every γ.</summary>
    public static double PowerOfFan(int k) => k / (k + 1.0);

    /// <summary>POWER of the shutdown process' start: ½·(1 + (1-γ)²/3 + γ(1-γ)·n/(n+1) + γ²·n/(n+2)).</summary>
    public static double PowerOfShutdown(int n, double discount) =>
        0.5 * (1 + (1 - discount) * (1 - discount) / 3 + discount * (1 - discount) * n / (n + 1.0) + discount * discount * n / (n + 2.0));

    /// <summary>The probability that an optimal policy avoids shutdown: (1-γ)/2 + γ·n/(n+1).</summary>
    public static double AvoidsShutdown(int n, double discount) => (1 - discount) / 2 + discount * n / (n + 1.0);

    /// <summary>Draws the rewards and solves the process for each.</summary>
    /// <exception cref="ArgumentException">A parameter is out of range, or there would be more than 1,000 million rewards.</exception>
    public PowerSamples Run(Seed seed, CancellationToken cancellationToken = default)
    {
        if (Samples < 2) throw new ArgumentException($"POWER is estimated from at least 2 samples; got {Samples}.");
        if ((long)Samples * Process.States > MostDraws) throw new ArgumentException($"{Samples} samples in {Process.States} states are more than {MostDraws} rewards; take fewer.");
        var optimum = new DiscountedOptimum(Process, Discount);
        bool stratified = (long)Samples * Process.States <= MostStratified;
        int[][] strata = stratified ? [.. Enumerable.Range(0, Process.States).Select(state => Shuffled(Samples, seed.For("power-stratum", state)))] : [];
        int first = Process.FirstAction[State], actions = Process.FirstAction[State + 1] - first;
        var power = new double[Samples];
        double[][] optimal = [.. Enumerable.Range(0, actions).Select(_ => new double[Samples])];
        CaseLoop.Run((Samples + Chunk - 1) / Chunk, cancellationToken, chunk =>
        {
            double[] reward = new double[Process.States], values = new double[Process.States];
            for (int sample = chunk * Chunk; sample < Math.Min(Samples, (chunk + 1) * Chunk); sample++)
            {
                PhiloxDraws within = seed.For("power-reward").Draws(sample);
                for (int state = 0; state < reward.Length; state++)
                    reward[state] = stratified ? (strata[state][sample] + within.Uniform(state)) / Samples : within.Uniform(state);
                optimum.Values(reward, values);
                power[sample] = (1 - Discount) / Discount * (values[State] - reward[State]);
                for (int action = 0; action < actions; action++) optimal[action][sample] = optimum.IsOptimal(State, first + action, values) ? 1 : 0;
            }
        });
        return new PowerSamples(power, optimal);
    }

    /// <summary>POWER and the actions' shares in closed form, where what can be reached from the state is a tree: no lotteries, no state reached in two ways, only its ends loop. Null elsewhere.</summary>
    public PowerExact? Exact()
    {
        var seen = new HashSet<int> { State };
        PiecewisePolynomial[]? futures = Futures(State, seen);
        if (futures is null) return null;
        double[] shares = new double[futures.Length];
        for (int action = 0; action < shares.Length; action++)
        {
            if (Largest([.. futures.Where((_, other) => other != action)]) is not { } rest) { shares[action] = 1; continue; }
            shares[action] = futures[action].Exceeds(rest);
        }
        return Largest(futures) is { } best ? new PowerExact((1 - Discount) * best.Mean, shares) : null;
    }

    // The distributions of what each action's next state is worth; for an end, of its own worth without the first step.
    private PiecewisePolynomial[]? Futures(int state, HashSet<int> seen)
    {
        int first = Process.FirstAction[state], actions = Process.FirstAction[state + 1] - first;
        if (IsEnd(state)) return [PiecewisePolynomial.Uniform(1 / (1 - Discount))];
        var futures = new PiecewisePolynomial[actions];
        for (int action = 0; action < actions; action++)
        {
            int outcome = Process.FirstOutcome[first + action], next = Process.Next[outcome];
            if (Process.FirstOutcome[first + action + 1] != outcome + 1 || !seen.Add(next)) return null;
            PiecewisePolynomial? worth = IsEnd(next) ? PiecewisePolynomial.Uniform(1 / (1 - Discount))
                : Futures(next, seen) is { } further ? Largest(further)?.Times(Discount).PlusUniform() : null;
            if (worth is null) return null;
            futures[action] = worth;
        }
        return futures;
    }

    private bool IsEnd(int state)
    {
        int first = Process.FirstAction[state];
        return Process.FirstAction[state + 1] == first + 1 && Process.FirstOutcome[first + 1] == Process.FirstOutcome[first] + 1 && Process.Next[Process.FirstOutcome[first]] == state;
    }

    private static PiecewisePolynomial? Largest(PiecewisePolynomial[] of)
    {
        PiecewisePolynomial? largest = of.Length == 0 ? null : of[0];
        for (int i = 1; i < of.Length && largest is not null; i++) largest = largest.LargerOf(of[i]);
        return largest;
    }

    private static string Leaves(int count) => string.Join(',', Enumerable.Range(1, count));

    private static int[] Shuffled(int count, Seed seed)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        for (int i = count - 1; i > 0; i--)
        {
            int j = seed.Draws(i).Choice(i + 1, 0);
            (order[i], order[j]) = (order[j], order[i]);
        }
        return order;
    }
}

/// <summary>What each draw of the rewards gave.</summary>
/// <param name="Power">((1 - γ)/γ)·(V* - R) of the state, in [0, 1]. Shape [samples].</param>
/// <param name="Optimal">1 where an optimal policy takes the action. Shape [actions][samples].</param>
internal sealed record PowerSamples(double[] Power, double[][] Optimal);

/// <summary>The same, worked out without drawing.</summary>
/// <param name="Power">POWER.</param>
/// <param name="Optimal">The probability that each action is optimal. Shape [actions]; sums to 1.</param>
internal sealed record PowerExact(double Power, double[] Optimal);
