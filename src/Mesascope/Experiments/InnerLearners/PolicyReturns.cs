using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>Episodes of a policy in its own environment: the action drawn as in training, or the best-scored one.</summary>
internal static class PolicyReturns
{
    /// <summary>The sum of rewards of one episode.</summary>
    /// <param name="policy">Who plays.</param>
    /// <param name="environment">Where; reset first.</param>
    /// <param name="luck">Its randomness.</param>
    /// <param name="acted">Told each action, in order; null for nobody.</param>
    public static double Once(GymnaxPolicy policy, GymnaxEnvironment environment, Seed luck, Action<double>? acted = null)
    {
        environment.Reset(luck.For("start").Draws());
        return Play(policy, environment, luck, acted);
    }

    /// <summary>The same, from where the environment stands.</summary>
    public static double Play(GymnaxPolicy policy, GymnaxEnvironment environment, Seed luck, Action<double>? acted = null)
    {
        var seen = new float[environment.Inputs];
        double[] memory = new double[policy.Memory], chance = new double[environment.Chances];
        PhiloxDraws choices = luck.For("policy").Draws(), world = luck.For("world").Draws();
        double sum = 0;
        bool done = false;
        for (int t = 0; t < environment.Limit && !done; t++)
        {
            environment.Observe(seen);
            double[] action = Chosen(policy, policy.Step(seen, memory), choices.At(t), luck, t);
            acted?.Invoke(action[0]);
            environment.Draw(world.At(t), action, chance);
            (double reward, done) = environment.Step(action, chance);
            sum += reward;
        }
        return sum;
    }

    private static double[] Chosen(GymnaxPolicy policy, double[] output, PhiloxDraws random, Seed luck, int step)
    {
        if (policy.IsDeterministic) return output;
        if (policy.IsContinuous) return [output[0] + Math.Exp(output[1] / 2) * Gaussian.At(luck.For("noise").Value, step)];
        double best = output.Max(), sum = output.Sum(score => PortableMath.Exp(score - best)), left = random.Uniform(0) * sum;
        for (int action = 0; action < output.Length - 1; action++)
        {
            left -= PortableMath.Exp(output[action] - best);
            if (left < 0) return [action];
        }
        return [output.Length - 1];
    }
}
