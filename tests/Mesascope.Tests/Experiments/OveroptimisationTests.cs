using Mesascope.Experiments;
using Mesascope.Randomness;

namespace Mesascope.Tests.Replications;

public class OveroptimisationTests
{
    // Brute force: the mean of 200,000 replies around μ.
    [Theory]
    [InlineData(6, true)]
    [InlineData(1.5, true)]
    [InlineData(6, false)]
    public void What_shifted_replies_are_worth_is_exact(double turn, bool turns)
    {
        const int Dimensions = 4, Replies = 200_000;
        Worth worth = Worth.Random(5, Dimensions, turn, new Seed(2)) with { Turns = turns };
        double[] mu = [0.5, -1, 0.25, 2];
        var replies = new float[Replies * Dimensions];
        Gaussian.Fill(new Seed(3), replies);
        for (int i = 0; i < replies.Length; i++) replies[i] += (float)mu[i % Dimensions];
        double sum = 0;
        for (int i = 0; i < Replies; i++) sum += worth.Of(replies.AsSpan(i * Dimensions, Dimensions));
        Assert.Equal(worth.Mean(mu), sum / Replies, 0.02);
        Assert.Equal(0, worth.Mean(new double[Dimensions]), 1e-12);
    }

    // Of 1, 4, 10 with replacement the best of 2 is 1 in 1 of 9, 4 in 3, 10 in 5.
    [Fact]
    public void The_best_of_two_is_worked_by_hand()
    {
        Assert.Equal((1 + 12 + 50) / 9.0, Pressure.BestOf([1, 4, 10], 2), 1e-12);
        Assert.Equal(5, Pressure.BestOf([1, 4, 10], 1), 1e-12);
        Assert.Equal(Math.Log(2) - 0.5, Pressure.KlOfBest(2), 1e-12);
    }

    [Fact]
    public void Both_laws_are_recovered_from_points_on_them()
    {
        Pressed[] Points(Func<double, double> law) => [.. Enumerable.Range(0, 9).Select(i => new Pressed(i * i / 4.0, i == 0 ? 0 : law(i / 2.0)))];
        PressureFit best = PressureFit.Of(Points(d => d * (1.25 - 0.2 * d)), d => d)!, learnt = PressureFit.Of(Points(d => d * (1.5 - 0.5 * Math.Log(d))), PortableMath.Log)!;
        Assert.Equal((1.25, 0.2, 1.0), (best.Alpha, best.Beta, best.R2), Close);
        Assert.Equal((1.5, 0.5, 1.0), (learnt.Alpha, learnt.Beta, learnt.R2), Close);
    }

    [Fact]
    public void A_policy_gradient_climbs_along_a_linear_proxy_until_its_divergence_is_spent()
    {
        float[] Linear(float[] x) => [.. Enumerable.Range(0, x.Length / 2).Select(i => 3 * x[2 * i] - 4 * x[2 * i + 1])];
        double[][] path = [.. Pressure.Climb(Linear, 2, 1000, 0.05, 4, 1000, new Seed(1), TestContext.Current.CancellationToken)];
        double[] end = path[^1];
        Assert.InRange(Pressure.Kl(end), 4, 4.5);
        Assert.True(Pressure.Kl(path[^2]) < 4);
        Assert.Equal(1, (0.6 * end[0] - 0.8 * end[1]) / Math.Sqrt(2 * Pressure.Kl(end)), 0.01);
    }

    [Fact]
    public void A_proxy_learns_what_the_rater_goes_by_from_comparisons_alone()
    {
        var proxy = new ProxyReward(x => 2 * x[0] - x[2], 3, 8, 2000, 3e-3, 0.01, 30, new Seed(4));
        float[] replies = new float[3000];
        Gaussian.Fill(new Seed(5), replies);
        float[] scores = proxy.Of(replies);
        double agree = Enumerable.Range(0, 999).Average(i => Rated(i) > Rated(i + 1) == scores[i] > scores[i + 1] ? 1.0 : 0);
        Assert.True(agree > 0.9, $"{agree}");
        double Rated(int i) => 2 * replies[3 * i] - replies[3 * i + 2];
    }

    // Closed forms against the exact worth along Σ w·u, looked at every thousandth of a nat.
    [Theory]
    [InlineData(new[] { 0.4, 0.3, 0.2, 0.1 }, new[] { -0.3, -0.2, -0.1 }, 6)]
    [InlineData(new[] { 0.7, 0.6, 0.1, 0.5 }, new[] { 0.2, -0.4, 0 }, 3)]
    public void Where_objectives_come_loose_is_found_by_looking(double[] weights, double[] conflicts, double turn)
    {
        var objectives = new Objectives(weights, conflicts, 6, turn);
        double[] shares = objectives.Shares();
        Pressed[] Path(int k) => [.. Enumerable.Range(0, 40_000).Select(i => i / 1000.0).Select(kl => new Pressed(kl, new Worth([1, 0], [1], turn).Mean([shares[k] * Math.Sqrt(2 * kl), 0])))];
        Pressed[] truth = Path(0);
        for (int k = 1; k < 4; k++)
        {
            if (objectives.OvertakesAt(k) is { } kl and < 39) Assert.Equal(kl, OveroptimisationTrial.Overtaken(truth, Path(k))!.Value, 0.002);
            if (objectives.TurnsAt(k) is { } top and < 39) Assert.Equal(top, OveroptimisationTrial.Turned(Path(k))!.Value, 0.002);
        }
        Assert.Equal(objectives.TurnsAt(0)!.Value, OveroptimisationTrial.Turned(truth)!.Value, 0.002);
    }

    [Fact]
    public void What_each_objective_moves_is_the_cosine_with_what_the_rater_wants()
    {
        // w·u = (.5 - .5·.6, .5·.8) = (.2, .4): norm √.2.
        double[] shares = new Objectives([0.5, 0.5, 0, 0], [-0.6, 0, 0], 4, 6).Shares();
        Assert.Equal(0.2 / Math.Sqrt(0.2), shares[0], 1e-12);
        Assert.Equal((-0.6 * 0.2 + 0.8 * 0.4) / Math.Sqrt(0.2), shares[1], 1e-12);
        Assert.Equal(0, shares[2], 1e-12);
        Assert.Equal(0, new Objectives([0.5, 0.6, 0, 0], [-0.6, 0, 0], 4, 6).OvertakesAt(1)); // agreement moves more from the start
        Assert.Null(new Objectives([1, 0, 0, 0], [-0.6, 0, 0], 4, 6).OvertakesAt(1));
    }

    [Fact]
    public void A_path_is_overtaken_where_the_other_stays_above()
    {
        Pressed[] Path(params double[] gold) => [.. gold.Select((worth, i) => new Pressed(i, worth))];
        Assert.Equal(3, OveroptimisationTrial.Overtaken(Path(0, 1, 2, 1, 0), Path(0, 2, 1, 2, 2)));
        Assert.Equal(0, OveroptimisationTrial.Overtaken(Path(0, 1, 1), Path(0, 2, 2)));
        Assert.Null(OveroptimisationTrial.Overtaken(Path(0, 1, 1), Path(0, 2, 0)));
        Assert.Equal(2, OveroptimisationTrial.Turned(Path(0, 1, 2, 1)));
        Assert.Null(OveroptimisationTrial.Turned(Path(0, 1, 2)));
    }

    private static bool Close((double A, double B, double C) x, (double A, double B, double C) y) => Math.Abs(x.A - y.A) < 1e-9 && Math.Abs(x.B - y.B) < 1e-9 && Math.Abs(x.C - y.C) < 1e-9;
}
