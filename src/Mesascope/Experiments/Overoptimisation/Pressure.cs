using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>Replies under so much pressure.</summary>
/// <param name="Kl">Divergence from the replies without pressure, in nats, at least 0.</param>
/// <param name="Gold">What they are worth, in standard deviations over the replies without pressure.</param>
internal sealed record Pressed(double Kl, double Gold)
{
    /// <summary>d = √KL.</summary>
    internal double D => Math.Sqrt(Kl);
}

/// <summary>R = d·(α - β·f(d)), fitted by least squares; f(d) = d for best-of-n, log d for reinforcement learning.</summary>
/// <remarks>Source: Gao, Schulman and Hilton (2023), "Scaling laws for reward model overoptimization", section 1.</remarks>
/// <param name="Alpha">α, per √nat.</param>
/// <param name="Beta">β.</param>
/// <param name="R2">Share of the variance of R that it explains.</param>
internal sealed record PressureFit(double Alpha, double Beta, double R2)
{
    /// <summary>Fits points with d above 0; null where fewer than three, or all at one d.</summary>
    public static PressureFit? Of(IEnumerable<Pressed> points, Func<double, double> f)
    {
        Pressed[] pressed = [.. points.Where(point => point.Kl > 0)];
        double aa = 0, ab = 0, bb = 0, ar = 0, br = 0;
        foreach (Pressed point in pressed)
        {
            double a = point.D, b = -point.D * f(point.D);
            (aa, ab, bb, ar, br) = (aa + a * a, ab + a * b, bb + b * b, ar + a * point.Gold, br + b * point.Gold);
        }
        double determinant = aa * bb - ab * ab;
        if (pressed.Length < 3 || determinant <= 1e-12 * aa * bb) return null;
        double alpha = (ar * bb - br * ab) / determinant, beta = (br * aa - ar * ab) / determinant, mean = pressed.Average(point => point.Gold);
        double left = pressed.Sum(point => Squared(point.Gold - point.D * (alpha - beta * f(point.D))));
        return new(alpha, beta, 1 - left / pressed.Sum(point => Squared(point.Gold - mean)));
    }

    private static double Squared(double x) => x * x;
}

/// <summary>Two ways to press on a proxy.</summary>
internal static class Pressure
{
    /// <summary>KL of the best of n replies from one reply: ln n - (n - 1)/n.</summary>
    public static double KlOfBest(int n) => PortableMath.Log(n) - (n - 1.0) / n;

    /// <summary>What the reply with the highest proxy of n drawn from a pool (with replacement) is worth on average: Σ gold·((i/P)ⁿ - ((i-1)/P)ⁿ), i the rank by proxy of P.</summary>
    /// <param name="gold">Of each reply in the pool, from the lowest proxy to the highest.</param>
    /// <param name="n">At least 1.</param>
    public static double BestOf(double[] gold, int n)
    {
        double sum = 0, below = 0;
        for (int i = 0; i < gold.Length; i++)
        {
            double upTo = Power((i + 1.0) / gold.Length, n);
            sum += gold[i] * (upTo - below);
            below = upTo;
        }
        return sum;
    }

    /// <summary>Policy gradient on the mean of x ~ N(μ, I), from μ = 0; KL = ‖μ‖²/2. Each step is told.</summary>
    /// <param name="proxy">The reward of a batch. Shape in [batch, dimensions], out [batch].</param>
    /// <param name="dimensions">Numbers in a reply.</param>
    /// <param name="batch">Replies in a step.</param>
    /// <param name="rate">Step size, per standard deviation of the first batch's rewards.</param>
    /// <param name="mostKl">It stops there.</param>
    /// <param name="mostSteps">Or after so many.</param>
    /// <param name="seed">Every draw comes from here.</param>
    /// <param name="token">Looked at between steps.</param>
    /// <returns>μ after each step, the first of which is 0.</returns>
    public static IEnumerable<double[]> Climb(Func<float[], float[]> proxy, int dimensions, int batch, double rate, double mostKl, int mostSteps, Seed seed, CancellationToken token)
    {
        double[] mu = new double[dimensions];
        float[] noise = new float[batch * dimensions], replies = new float[noise.Length];
        double scale = 0;
        yield return [.. mu];
        for (int step = 0; step < mostSteps && Kl(mu) < mostKl; step++)
        {
            token.ThrowIfCancellationRequested();
            Gaussian.Fill(seed.For("step", step), noise);
            for (int i = 0; i < replies.Length; i++) replies[i] = noise[i] + (float)mu[i % dimensions];
            float[] rewards = proxy(replies);
            double mean = rewards.Average(reward => (double)reward);
            if (step == 0) scale = Math.Sqrt(rewards.Average(reward => (reward - mean) * (reward - mean)));
            if (scale == 0) yield break; // a proxy that tells no reply from another
            // ∇ E r = E (r - mean)·(x - μ)
            for (int i = 0; i < replies.Length; i++) mu[i % dimensions] += rate / scale / batch * (rewards[i / dimensions] - mean) * noise[i];
            yield return [.. mu];
        }
    }

    /// <summary>‖μ‖²/2.</summary>
    public static double Kl(double[] mu) => mu.Sum(number => number * number) / 2;

    private static double Power(double x, int n)
    {
        double power = 1;
        for (; n > 0; n >>= 1, x *= x) if ((n & 1) != 0) power *= x;
        return power;
    }
}
