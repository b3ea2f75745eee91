using CsCheck;
using Mesascope.Experiments;

namespace Mesascope.Tests.Replications;

public class OffSwitchTests
{
    // Replication 21, six decimals.
    [Theory]
    [InlineData(0, 1, 0, 0.398942)]
    [InlineData(0.5, 1, 0, 0.197797)]
    [InlineData(1, 1, 0, 0.083315)]
    [InlineData(0.5, 2, 0, 0.572689)]
    [InlineData(0, 1, 1, 0.206621)]
    [InlineData(0, 1, 5, 0.049510)]
    [InlineData(0.5, 1, 0.25, 0.166416)]
    [InlineData(0.5, 1, 0.5, 0.104860)]
    [InlineData(0.5, 1, 2, -0.104154)]
    [InlineData(1, 1, 1, -0.125322)]
    [InlineData(1, 2, 1, 0.209719)]
    [InlineData(1, 0.5, 0.25, -0.020493)]
    public void The_switch_is_worth_what_was_published(double mu, double sigma, double beta, double delta)
    {
        Assert.Equal(delta, new OffSwitchGame(mu, sigma, beta).Delta(), 5e-7);
        Assert.Equal(delta, new OffSwitchGame(mu, sigma, beta).DeltaByStein(), 5e-7);
    }

    // Brute force: E[πU] - max(μ, 0) and P(H is right) as they are defined, summed over 200,000 cells of ±10 σ. The kink at U = 0 costs at most some (10⁻⁴ σ)².
    public static TheoryData<double, double, double> Settings => new(
        from mu in new[] { -3, -0.7, 0, 0.2, 1.3 } from sigma in new[] { 0.3, 1, 2.5 } from beta in new[] { 0, 0.15, 0.9, 4 } select (mu, sigma, beta));

    [Theory]
    [MemberData(nameof(Settings))]
    public void Integrals_agree_with_the_definition_summed_on_a_fine_grid(double mu, double sigma, double beta)
    {
        const int Cells = 200_000;
        double permitted = 0, right = 0, all = 0;
        for (int cell = 0; cell < Cells; cell++)
        {
            double z = -10 + 20 * (cell + 0.5) / Cells, u = mu + sigma * z, weight = Math.Exp(-z * z / 2);
            double permits = beta == 0 ? (u > 0 ? 1 : 0) : 1 / (1 + Math.Exp(-u / beta));
            permitted += weight * permits * u;
            right += weight * (u > 0 ? permits : 1 - permits);
            all += weight;
        }
        var game = new OffSwitchGame(mu, sigma, beta);
        double tolerance = 1e-7 * (1 + sigma);
        Assert.Equal(permitted / all - Math.Max(mu, 0), game.Delta(), tolerance);
        Assert.Equal(permitted / all - Math.Max(mu, 0), game.DeltaByStein(), tolerance);
        Assert.Equal(right / all, game.HumanRight(), 1e-4); // P jumps at 0 where H is rational: half a cell
    }

    [Fact]
    public void The_worth_is_even_in_mu_scales_with_the_unit_and_falls_with_noise() =>
        Gen.Select(Gen.Double[-3, 3], Gen.Double[0.05, 3], Gen.Double[0, 5], Gen.Double[0.1, 10]).Sample((mu, sigma, beta, unit) =>
        {
            double delta = new OffSwitchGame(mu, sigma, beta).Delta();
            Assert.Equal(delta, new OffSwitchGame(-mu, sigma, beta).Delta(), 1e-12);
            Assert.Equal(unit * delta, new OffSwitchGame(unit * mu, unit * sigma, unit * beta).Delta(), 1e-11 * unit);
            Assert.True(new OffSwitchGame(mu, sigma, beta * 1.5 + 0.1).Delta() <= delta);
        }, iter: 100);

    [Fact]
    public void The_robot_keeps_its_switch_exactly_where_the_human_is_right_more_often_than_it_would_be() =>
        Gen.Select(Gen.Double[0.1, 3], Gen.Double[0.3, 3], Gen.Double[0.02, 5]).Sample((mu, sigma, beta) =>
        {
            var game = new OffSwitchGame(mu, sigma, beta);
            if (Math.Abs(beta / game.BreakEvenNoise() - 1) < 1e-6) return;
            Assert.Equal(game.HumanRight() > game.RobotRight(), game.Delta() > 0);
            Assert.Equal(beta < sigma * sigma / (2 * mu), game.Delta() > 0);
        }, iter: 200);

    [Theory]
    [InlineData(0.5, 1)]
    [InlineData(-2, 0.7)]
    [InlineData(1, 0.1)] // Δ there is about 10⁻²⁴
    [InlineData(3, 20)]
    public void Halving_finds_the_noise_at_which_the_switch_is_worth_nothing(double mu, double sigma) =>
        Assert.Equal(1, new OffSwitchGame(mu, sigma, 0).BreakEvenByHalving()!.Value / (sigma * sigma / (2 * Math.Abs(mu))), 1e-9);

    [Fact]
    public void A_certain_robot_defers_only_to_a_rational_human()
    {
        Assert.Equal(0, new OffSwitchGame(1, 0, 0).Delta());
        // |μ|·1/(1 + e²) at μ = 1, β = ½
        Assert.Equal(-1 / (1 + Math.Exp(2)), new OffSwitchGame(1, 0, 0.5).Delta(), 1e-12);
    }

    // x = 2.39936 solves x·tanh(x/2) = 2: beyond it the first bit of uncertainty makes Δ smaller.
    [Fact]
    public void A_little_uncertainty_lowers_the_worth_where_the_human_is_nearly_sure_to_be_right()
    {
        double from = OffSwitchTables.UncertaintyHarmsFrom();
        Assert.Equal(2, from * Math.Tanh(from / 2), 1e-9);
        double Rise(double ratio) => new OffSwitchGame(ratio, 0.01, 1).Delta() - new OffSwitchGame(ratio, 0, 1).Delta();
        Assert.True(Rise(from - 0.05) > 0 && Rise(from + 0.05) < 0);
    }

    [Fact]
    public void Every_row_of_the_published_table_passes_and_other_settings_have_rows()
    {
        Tables published = OffSwitchTables.Experiment.With(new Dictionary<string, string>(), cancellationToken: TestContext.Current.CancellationToken);
        Assert.DoesNotContain(published.Rows, row => row.Pass == false);
        Tables other = OffSwitchTables.Experiment.With(new Dictionary<string, string> { ["mu"] = "-0.4", ["sigma"] = "1.2", ["beta"] = "0.7" }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(new OffSwitchGame(-0.4, 1.2, 0.7).DeltaByStein(), other.Rows[0].Target!.Value, 1e-12);
        Assert.All(other.Rows, row => Assert.NotEqual(false, row.Pass));
    }

    [Theory]
    [InlineData("sigma", "-1")]
    [InlineData("beta", "-0.1")]
    [InlineData("mu", "NaN")]
    [InlineData("sigma", "2,1")]
    public void A_parameter_out_of_range_is_refused(string name, string value) =>
        Assert.Throws<ArgumentException>(() => OffSwitchTables.Experiment.With(new Dictionary<string, string> { [name] = value }, cancellationToken: TestContext.Current.CancellationToken));
}
