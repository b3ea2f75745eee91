using Mesascope.Randomness;

namespace Mesascope.Agents;

/// <summary>Soft value iteration: the start's soft value, and what its Boltzmann policy is expected to bring of each feature, which is the value's gradient.</summary>
/// <param name="Value">v₀ = log E over uniform action strings of exp(utility), for certain worlds; 0 for a utility of 0.</param>
/// <param name="Expected">Expected sum of each feature over the episode under the soft-optimal policy. Shape [features].</param>
/// <remarks>
/// v_t(s) = log (1/A) Σ_a exp(q_t(s,a)), q_t(s,a) = Σ p (u + v_{t+1}(s')), v = 0 past the end; policy π(a|s) = exp(q - v) / A.
/// Source: Ziebart (2010), chapter 5. We take the logarithm of the mean where he takes that of the sum: entropy is counted against uniform choice,
/// so that an episode that ends early is worth neither more nor less for it, and utility 0 gives the uniform policy.
/// </remarks>
internal readonly record struct SoftPlan(double Value, double[] Expected)
{
    private const double LargestExponent = 200, SmallestWeight = 1e-250;

    /// <summary>Plans softly for a utility.</summary>
    /// <param name="transitions">The episode.</param>
    /// <param name="utility">Utility of a step of each kind, inverse temperature included. Shape [event sets].</param>
    /// <param name="features">What is counted, per feature and kind. Shape [features][event sets].</param>
    public static SoftPlan For(Transitions transitions, ReadOnlySpan<double> utility, ReadOnlySpan<double[]> features) =>
        transitions.IsDeterministic && Certain(transitions, utility, features) is { } plan ? plan : General(transitions, utility, features);

    /// <summary>The soft-optimal policy itself, for every state and step. Shape [step][state·actions + action].</summary>
    public static double[][] Policy(Transitions transitions, ReadOnlySpan<double> utility)
    {
        var policy = new double[transitions.Horizon][];
        General(transitions, utility, [], policy);
        return policy;
    }

    // Where nothing is left to chance exp(v) is linear: products in place of an exponential for every state, step and action.
    // Null where the range of a double does not hold it.
    private static SoftPlan? Certain(Transitions transitions, ReadOnlySpan<double> utility, ReadOnlySpan<double[]> features)
    {
        int width = features.Length + 1, actions = transitions.Actions;
        var weight = new double[utility.Length];
        for (int kind = 0; kind < weight.Length; kind++)
        {
            if (Math.Abs(utility[kind]) > LargestExponent) return null;
            weight[kind] = PortableMath.Exp(utility[kind]) / actions;
        }
        var scale = new Scale();
        var now = new double[transitions.Reached[^1] * width];
        var later = new double[now.Length];
        for (int at = 0; at < later.Length; at += width) later[at] = 1;
        for (int step = transitions.Horizon - 1; step >= 0; step--)
        {
            int states = transitions.Reached[step];
            for (int state = 0; state < states; state++)
                Sum(transitions, state, weight, features, later, scale.Unit, now.AsSpan(state * width, width));
            if (!scale.Renew(now.AsSpan(0, states * width), width)) return null;
            (now, later) = (later, now);
        }
        var expected = new double[features.Length];
        for (int feature = 0; feature < expected.Length; feature++) expected[feature] = later[1 + feature] / later[0];
        return new SoftPlan(PortableMath.Log(later[0]) + scale.Logarithm, expected);
    }

    // Entry 0 is z = exp(v), entry 1 + j is dz/d(weight of feature j).
    private static void Sum(Transitions transitions, int state, double[] weight, ReadOnlySpan<double[]> features, double[] later, double unit, Span<double> sum)
    {
        sum.Clear();
        int actions = transitions.Actions;
        for (int outcome = state * actions, end = outcome + actions; outcome < end; outcome++)
        {
            int kind = transitions.Kind[outcome], next = transitions.Next[outcome];
            double w = weight[kind];
            if (next < 0)
            {
                sum[0] += w * unit;
                for (int j = 1; j < sum.Length; j++) sum[j] += w * (features[j - 1][kind] * unit);
                continue;
            }
            ReadOnlySpan<double> then = later.AsSpan(next * sum.Length, sum.Length);
            sum[0] += w * then[0];
            if (kind == 0 && transitions.EventSets[0] == 0 && NothingCounts(features)) // most steps: nothing happens
                for (int j = 1; j < sum.Length; j++) sum[j] += w * then[j];
            else
                for (int j = 1; j < sum.Length; j++) sum[j] += w * (features[j - 1][kind] * then[0] + then[j]);
        }
    }

    private static bool NothingCounts(ReadOnlySpan<double[]> features)
    {
        foreach (double[] feature in features) if (feature[0] != 0) return false;
        return true;
    }

    private static SoftPlan General(Transitions transitions, ReadOnlySpan<double> utility, ReadOnlySpan<double[]> features, double[][]? policy = null)
    {
        int width = features.Length + 1, actions = transitions.Actions;
        var now = new double[transitions.Reached[^1] * width];
        var later = new double[now.Length];
        var worth = new double[actions * width];
        for (int step = transitions.Horizon - 1; step >= 0; step--)
        {
            int states = transitions.Reached[step];
            if (policy is not null) policy[step] = new double[states * actions];
            for (int state = 0; state < states; state++)
            {
                for (int action = 0; action < actions; action++)
                    Expect(transitions, state * actions + action, utility, features, later, worth.AsSpan(action * width, width));
                Soften(worth, width, now.AsSpan(state * width, width), policy is null ? [] : policy[step].AsSpan(state * actions, actions));
            }
            (now, later) = (later, now);
        }
        return new SoftPlan(later[0], later[1..width]);
    }

    private static void Expect(Transitions transitions, int pair, ReadOnlySpan<double> utility, ReadOnlySpan<double[]> features, double[] later, Span<double> sum)
    {
        sum.Clear();
        for (int outcome = transitions.First[pair]; outcome < transitions.First[pair + 1]; outcome++)
        {
            double probability = transitions.Probability[outcome];
            int kind = transitions.Kind[outcome], next = transitions.Next[outcome];
            sum[0] += probability * (utility[kind] + (next < 0 ? 0 : later[next * sum.Length]));
            for (int j = 1; j < sum.Length; j++)
                sum[j] += probability * (features[j - 1][kind] + (next < 0 ? 0 : later[next * sum.Length + j]));
        }
    }

    private static void Soften(double[] worth, int width, Span<double> value, Span<double> policy)
    {
        int actions = worth.Length / width;
        double best = worth[0], sum = 0;
        for (int action = 1; action < actions; action++) best = Math.Max(best, worth[action * width]);
        value.Clear();
        for (int action = 0; action < actions; action++)
        {
            double share = PortableMath.Exp(worth[action * width] - best);
            sum += share;
            if (!policy.IsEmpty) policy[action] = share;
            for (int j = 1; j < width; j++) value[j] += share * worth[action * width + j];
        }
        for (int j = 1; j < width; j++) value[j] /= sum;
        for (int action = 0; action < policy.Length; action++) policy[action] /= sum;
        value[0] = best + PortableMath.Log(sum / actions);
    }

    // Keeps the weights of a layer within reach of a double, and remembers by how much.
    private struct Scale()
    {
        public double Logarithm { get; private set; }

        // exp(0), the weight of an ended episode, in the present units.
        public double Unit { get; private set; } = 1;

        public bool Renew(Span<double> layer, int width)
        {
            double largest = 0, smallest = double.PositiveInfinity;
            for (int at = 0; at < layer.Length; at += width)
            {
                largest = Math.Max(largest, layer[at]);
                smallest = Math.Min(smallest, layer[at]);
            }
            if (!double.IsFinite(largest) || smallest < SmallestWeight * Math.Max(1, largest)) return false;
            if (largest is > 1e-40 and < 1e40) return true;
            Logarithm += PortableMath.Log(largest);
            Unit = PortableMath.Exp(-Logarithm);
            double factor = 1 / largest;
            for (int at = 0; at < layer.Length; at++) layer[at] *= factor;
            return Unit is > SmallestWeight and < 1e250;
        }
    }
}
