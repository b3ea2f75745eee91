using Mesascope.Experiments;
using Mesascope.Randomness;

namespace Mesascope.Tests.Replications;

public class IclShiftTests
{
    private static readonly IclShiftSetUp Published = new();

    // Replication 19, six decimals.
    [Theory]
    [InlineData(10, 0.5, 0.791667)]
    [InlineData(10, 1, 0.523810)]
    [InlineData(10, 1.5, 1.267857)]
    [InlineData(10, 2, 4.809524)]
    [InlineData(20, 1, 0.399093)]
    [InlineData(40, 1, 0.336735)]
    [InlineData(5, 1, 0.773243)]
    public void The_optimum_errs_as_published(int m, double s, double error) =>
        Assert.Equal(error, Published.Trained(m).Times(s).ErrorOfDiagonal(Published.Trained(10).Optimum()), 5e-7);

    [Fact]
    public void It_turns_harmful_where_published_and_errs_as_published_under_another_covariance()
    {
        double[] best = ShiftedRegression.Diagonal(Published.Trained(10).Optimum());
        Assert.Equal(Math.Sqrt(2), Published.Trained(10).HarmfulFrom(best), 1e-12);
        Assert.Equal(1.814970, Published.Trained(40).HarmfulFrom(best), 5e-7);
        Assert.Equal(2.931973, Published.Other.Error(best), 5e-7);
    }

    // Brute force: the answer as it is written, 200,000 prompts; A is neither diagonal nor symmetric, and no two variances are alike.
    [Theory]
    [InlineData(4, new[] { 1, 2, 0.5 })]
    [InlineData(1, new[] { 0.3, 1.1 })]
    [InlineData(9, new[] { 2.0 })]
    public void The_closed_form_is_the_mean_over_prompts(int m, double[] variances)
    {
        const int Prompts = 200_000;
        int d = variances.Length, at = 0;
        double[] a = [.. Enumerable.Range(0, d * d).Select(i => i % (d + 1) == 0 ? 0.3 : 0.1 + 0.05 * i)], g = new double[d], x = new double[d], w = new double[d];
        ulong key = new Seed(9).Value;
        double errors = 0, squares = 0;
        for (int prompt = 0; prompt < Prompts; prompt++)
        {
            for (int i = 0; i < d; i++) (w[i], g[i]) = (Gaussian.At(key, at++), 0);
            for (int example = 0; example <= m; example++)
            {
                double y = 0;
                for (int i = 0; i < d; i++)
                {
                    x[i] = Math.Sqrt(variances[i]) * Gaussian.At(key, at++);
                    y += w[i] * x[i];
                }
                if (example < m) for (int i = 0; i < d; i++) g[i] += y * x[i] / m;
                else
                {
                    double answer = 0;
                    for (int i = 0; i < d; i++) for (int k = 0; k < d; k++) answer += x[i] * a[i * d + k] * g[k];
                    errors += (y - answer) * (y - answer);
                    squares += y * y;
                }
            }
        }
        Assert.InRange(errors / squares / new ShiftedRegression(variances, m).Error(a), 0.96, 1.04);
    }

    [Fact]
    public void No_other_preconditioner_is_better_where_it_was_trained()
    {
        var prompts = new ShiftedRegression([1, 2, 0.5], 4);
        double[] best = ShiftedRegression.Diagonal(prompts.Optimum());
        for (int i = 0; i < best.Length; i++)
            foreach (double change in new[] { -0.01, 0.01 })
            {
                double[] other = [.. best];
                other[i] += change;
                Assert.True(prompts.Error(other) > prompts.Error(best));
            }
        double s = prompts.HarmfulFrom(best);
        Assert.Equal(1, prompts.Times(s).Error(best), 1e-12);
    }

    [Fact]
    public void A_layer_that_is_the_optimum_takes_its_own_step_everywhere_and_the_best_one_where_it_was_trained()
    {
        var setUp = new IclShiftSetUp { D = 3, N = 4, Lambda = "1,2,0.5", Sigma = "3", S = [1, 2], Samples = 2000 };
        double[] best = setUp.Trained(4).Optimum();
        IclShiftTrial trial = IclShiftTrial.Of(setUp, new LinearAttention([0, 0, 0, 2], [.. ShiftedRegression.Diagonal(best).Select(number => number / 2), 0, 0, 0]), 0, new Seed(1));
        Assert.Equal(0, trial.Distance, 1e-12);
        Assert.Equal(3, trial.Tests.Count);
        Assert.All(trial.Tests, test => Assert.Equal(0, test.FromOwnStep, 1e-12));
        Assert.Equal(0, trial.Tests[0].FromBestStep, 1e-12);
        Assert.True(trial.Tests[1].FromBestStep > 0.1);
        Assert.Equal(setUp.Other.ErrorOfDiagonal(best), trial.Tests[2].Error, 1e-9);
    }

    // One number, one example: E x²(1 - ax²)² / E x² = 1 - 2a·3 + a²·15, .4 at a = .2.
    [Fact]
    public void The_error_on_its_own_examples_leaves_the_query_out()
    {
        ShiftTest test = IclShiftTrial.Tested(new([1], 1), new LinearAttention([0, 1], [0.2, 0]), 400_000, new Seed(2));
        Assert.Equal(0.4, test.Examples, 0.03);
    }

    // With so few dimensions some runs stay on the saddle at 0, where u and W began with opposite signs: seeds 1 to 4, of which at least one leaves it.
    [Fact]
    public void A_small_layer_learns_the_optimum()
    {
        var setUp = new IclShiftSetUp { D = 2, N = 4, S = [1], M = [4], Steps = 600, Batch = 256, Samples = 1000 };
        double best = setUp.Trained(4).Optimum()[0]; // 1/(1 + 3/4)
        IclShiftTrial[] trials = [.. Enumerable.Range(1, 4).Select(seed => IclShiftTrial.Run(setUp, new(seed), new("", null, TestContext.Current.CancellationToken, (_, _) => { })))];
        Assert.Contains(trials, trial => Math.Abs(trial.Diagonal - best) < 0.02 && trial.Distance < 0.04);
    }

    [Theory]
    [InlineData("1,2,3,4,5,6,7,8,9,10,11")]
    [InlineData("1,,2")]
    [InlineData("0")]
    [InlineData("x")]
    public void Variances_that_are_none_are_refused(string typed) => Assert.Throws<ArgumentException>(() => ShiftedRegression.Spread(typed, "sigma", 10));
}
