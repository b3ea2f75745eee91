using CsCheck;
using Mesascope.Experiments;
using Mesascope.Randomness;

namespace Mesascope.Tests.Replications;

public class GoodhartRlTests
{
    private static readonly GoodhartRlSetUp Usual = new();
    private static readonly Trial NoTrial = new("", null, CancellationToken.None, (_, _) => { });

    // Settings of our own: side, discount, share zeroed, path of policies.
    public static TheoryData<int, double, double, string> Settings => new()
    {
        { 2, 0.9, 0.3, PolicyPath.Boltzmann }, { 2, 0.5, 0, PolicyPath.Entropy }, { 3, 0.95, 0.5, PolicyPath.Boltzmann }, { 3, 0.7, 0.1, PolicyPath.Entropy },
        { 4, 0.9, 0.3, PolicyPath.Boltzmann }, { 4, 0.9, 0.3, PolicyPath.Entropy }, { 4, 0.3, 0.9, PolicyPath.Boltzmann }, { 5, 0.8, 0.2, PolicyPath.Boltzmann },
        { 5, 0.97, 0.6, PolicyPath.Entropy }, { 6, 0.6, 0, PolicyPath.Boltzmann }, { 6, 0.9, 0.4, PolicyPath.Entropy },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public void Every_run_is_what_a_plain_solver_gives(int n, double gamma, double sigma, string policies)
    {
        var setUp = new GoodhartRlSetUp { T = [0.3, 1], Lambda = [0.05, 0.5, 0.8, 0.97], Seed = 7 };
        var grid = new GridProcess(n, gamma);
        GoodhartRlTrial trial = GoodhartRlTrial.Of(setUp, new(GoodhartRlPart.Drawn, policies, n, gamma, sigma, 4, 3), NoTrial);
        for (int pair = 0; pair < 3; pair++)
        {
            (double[] truth, double[][] proxies) = GoodhartRlTrial.Drawn(grid, sigma, setUp.T, new Seed(7).For("goodhart-drawn", 4 + pair));
            double high = PlainGrid.Most(n, gamma, truth), low = -PlainGrid.Most(n, gamma, [.. truth.Select(pay => -pay)]);
            for (int p = 0; p < proxies.Length; p++)
            {
                double[] returns = [.. setUp.Lambda.Select(lambda => (PlainGrid.Return(n, gamma, truth, PlainGrid.Policy(n, gamma, proxies[p], policies, -Math.Log(lambda))) - low) / (high - low))];
                GoodhartRlRun run = trial.Pairs[pair][p];
                Assert.Equal(returns[0], run.First, 1e-7);
                Assert.Equal(returns[^1], run.Last, 1e-7);
                Assert.Equal(returns.Max() - returns[^1], run.Drop, 1e-7);
            }
        }
    }

    // 25 policies on a side of 2, 78,125 on a side of 3.
    [Theory]
    [InlineData(2, 0.9)]
    [InlineData(2, 0.4)]
    [InlineData(3, 0.8)]
    public void The_best_and_the_worst_policy_are_those_found_by_trying_all(int n, double gamma)
    {
        var grid = new GridProcess(n, gamma);
        (double[] truth, _) = GoodhartRlTrial.Drawn(grid, 0.2, [1], new Seed(3));
        double best = double.NegativeInfinity, worst = double.PositiveInfinity;
        for (int number = 0; number < Math.Pow(5, grid.States); number++)
        {
            var policy = new double[grid.Pairs];
            for (int state = 0, rest = number; state < grid.States; state++, rest /= 5) policy[5 * state + rest % 5] = 1;
            double worth = GridProcess.Dot(grid.Occupancy(policy), truth);
            (best, worst) = (Math.Max(best, worth), Math.Min(worst, worth));
        }
        Assert.Equal(best, PolicyPath.Optimum(grid, truth).Average(), 1e-10);
        Assert.Equal(worst, -PolicyPath.Optimum(grid, [.. truth.Select(pay => -pay)]).Average(), 1e-10);
    }

    // Who waits for ever is where it began 1/(1 - γ) times. Who goes up from cell 6 is in cell 3 one step later, and from there in cell 0, which is terminal.
    [Fact]
    public void An_occupancy_counts_discounted_visits()
    {
        var grid = new GridProcess(3, 0.9);
        double[] waits = grid.Occupancy([.. Enumerable.Range(0, grid.Pairs).Select(pair => pair % 5 == 4 ? 1.0 : 0)]);
        Assert.All(Enumerable.Range(0, grid.States), state => Assert.Equal(1 / 7.0 / (1 - 0.9), waits[5 * state + 4], 1e-9));
        double[] up = grid.Occupancy([.. Enumerable.Range(0, grid.Pairs).Select(pair => pair % 5 == 0 ? 1.0 : 0)]);
        Assert.Equal((1 + 0.9) / 7, up[5 * grid.StateOf(3)], 1e-12);
    }

    [Fact]
    public void Policies_differ_only_in_directions_that_the_projection_keeps() => Sampled((grid, space, seed) =>
    {
        double[] Occupancy(string which) => grid.Occupancy(PolicyPath.Softmax(Normal(seed.For(which), grid.Pairs), 0.7));
        double[] step = [.. Occupancy("a").Zip(Occupancy("b"), (a, b) => a - b)];
        Assert.All(space.Project(step).Zip(step), pair => Assert.Equal(pair.Second, pair.First, 1e-9));
    });

    [Fact]
    public void Potential_shaping_is_projected_away() => Sampled((grid, space, seed) =>
    {
        double[] reward = Normal(seed, grid.Pairs), potential = Normal(seed.For("potential"), grid.States);
        double[] shaped = [.. reward.Select((pay, pair) => pay - potential[pair / 5] + (grid.StateOf(grid.Next[pair]) is >= 0 and int next ? grid.Discount * potential[next] : 0))];
        Assert.Equal(0, OccupancySpace.Angle(space.Project(reward), space.Project(shaped))!.Value, 1e-6);
        Assert.Null(OccupancySpace.Angle(space.Project([.. shaped.Zip(reward, (a, b) => a - b)]), space.Project(reward)));
    });

    [Fact]
    public void Rewards_at_an_angle_lie_at_that_angle_and_have_equal_norms() => Sampled((grid, space, seed) =>
    {
        double[] angles = [1, 20, 45, 90, 135, 179];
        (double[] truth, double[][] proxies) = GoodhartRlTrial.AtAngles(grid, space, angles, seed);
        Assert.All(angles.Zip(proxies), each => Assert.Equal(each.First, OccupancySpace.Angle(space.Project(truth), space.Project(each.Second))!.Value, 1e-6));
        Assert.All(proxies, proxy => Assert.Equal(Math.Sqrt(grid.Pairs), OccupancySpace.Norm(proxy), 1e-9));
    });

    [Fact]
    public void The_papers_draw_pays_at_the_terminals_only_and_zeroes_its_share_of_the_cells()
    {
        var grid = new GridProcess(4, 0.9);
        for (int i = 0; i < 200; i++)
        {
            (double[] truth, double[][] proxies) = GoodhartRlTrial.Drawn(grid, 0.3, [1], new Seed((ulong)i));
            foreach (double[] reward in (double[][])[truth, proxies[0]])
            {
                Assert.All(grid.Next.Zip(reward), each => Assert.InRange(each.Second, grid.IsTerminal(each.First) ? 0 : -1, grid.IsTerminal(each.First) ? 1 : 0));
                Assert.Equal(5, grid.Next.Zip(reward).Where(each => each.Second == 0).Select(each => each.First).Distinct().Count()); // .3 · 16 = 4.8; waiting enters one's own cell
            }
            Assert.False(truth.SequenceEqual(proxies[0]));
        }
    }

    // The first step goes with the proxy, the second lies 60° off it: safe up to 30° between truth and proxy, and not beyond.
    [Theory]
    [InlineData(0, 2)]
    [InlineData(29, 2)]
    [InlineData(31, 1)]
    [InlineData(89, 1)]
    [InlineData(90, 0)]
    [InlineData(120, 0)]
    public void The_rule_stops_before_the_first_step_that_might_lower_the_truth(double angle, int stop) =>
        Assert.Equal(stop, GoodhartRlTrial.StopsAt([[0, 0], [1, 0], [1.5, 0.5 * Math.Sqrt(3)]], [2, 0], angle));

    [Theory]
    [InlineData(PolicyPath.Boltzmann)]
    [InlineData(PolicyPath.Entropy)]
    public void Before_the_rule_stops_the_truth_never_falls_and_after_it_it_often_does(string policies)
    {
        GoodhartRlTrial trial = GoodhartRlTrial.Of(Usual with { Theta = [10, 30, 60, 85] }, new(GoodhartRlPart.Fixed, policies, 4, 0.9, 0, 0, 40), NoTrial);
        GoodhartRlRun[] runs = [.. trial.Pairs.SelectMany(pair => pair)];
        Assert.All(runs, run => Assert.Equal(0, run.Violations));
        Assert.True(runs.Count(run => run.Drop > 0.001) > 30);
        Assert.True(runs.Count(run => run.Stop > run.First + 0.01) > 30); // it does not merely refuse to start
    }

    [Fact]
    public void Truth_itself_as_the_proxy_never_falls() =>
        Assert.All(GoodhartRlTrial.Of(Usual with { Theta = [0] }, new(GoodhartRlPart.Fixed, PolicyPath.Boltzmann, 4, 0.9, 0, 0, 20), NoTrial).Pairs, pair => Assert.True(pair[0].Drop < 1e-9 && pair[0].Last > 1 - 1e-9));

    [Fact]
    public void Where_no_policy_differs_there_is_nothing_to_lose()
    {
        GoodhartRlRun run = GoodhartRlTrial.Of(Usual, new(GoodhartRlPart.Survey, PolicyPath.Entropy, 3, 0.9, 1, 0, 1), NoTrial).Pairs[0][0];
        Assert.Equal((null, 0.0), (run.Angle, run.Drop));
    }

    [Fact]
    public void Figures_are_compared_only_under_the_settings_they_were_published_for()
    {
        var small = new GoodhartRlSetUp { Pairs = 4, FixedPairs = 4, SurveyPairs = 1, SurveyN = [2] };
        Assert.Contains(GoodhartRlTables.Experiment.Run(small, TestContext.Current.CancellationToken).Rows, row => row.Target == 0.084);
        Tables other = GoodhartRlTables.Experiment.Run(small with { N = 3 }, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(other.Rows, row => row.Target is not null and not 0);
        Assert.Equal(0, other.Rows.Where(row => row.Target == 0).Sum(row => row.Result));
    }

    private static double[] Normal(Seed seed, int count) => [.. Enumerable.Range(0, count).Select(i => Gaussian.At(seed.Value, i))];

    private static void Sampled(Action<GridProcess, OccupancySpace, Seed> holds) => Gen.Select(Gen.Int[2, 5], Gen.Double[0.1, 0.99], Gen.ULong).Sample((n, gamma, seed) =>
    {
        var grid = new GridProcess(n, gamma);
        holds(grid, new OccupancySpace(grid), new Seed(seed));
    }, iter: 40);

    // The same again without a line of the shipped code: sweeps until nothing changes, over moves written out.
    private static class PlainGrid
    {
        private static readonly (int Row, int Column)[] Moves = [(-1, 0), (0, 1), (1, 0), (0, -1), (0, 0)];

        public static double Most(int n, double gamma, double[] reward) => Values(n, gamma, reward, values => values.Max()).Skip(1).Take(n * n - 2).Average();

        public static double[] Policy(int n, double gamma, double[] reward, string kind, double temperature)
        {
            double[] values = Values(n, gamma, reward, kind == PolicyPath.Entropy ? worth => temperature * Math.Log(worth.Sum(x => Math.Exp((x - worth.Max()) / temperature))) + worth.Max() : worth => worth.Max());
            return [.. Enumerable.Range(1, n * n - 2).SelectMany(cell =>
            {
                double[] worth = Worth(n, gamma, reward, values, cell), weight = [.. worth.Select(x => Math.Exp((x - worth.Max()) / temperature))];
                return weight.Select(x => x / weight.Sum());
            })];
        }

        public static double Return(int n, double gamma, double[] reward, double[] policy)
        {
            double[] values = new double[n * n];
            for (int sweep = 0; sweep < 2000; sweep++)
                values = [.. values.Select((_, cell) => Ends(n, cell) ? 0 : Worth(n, gamma, reward, values, cell).Select((worth, action) => policy[5 * (cell - 1) + action] * worth).Sum())];
            return values.Sum() / (n * n - 2);
        }

        private static double[] Values(int n, double gamma, double[] reward, Func<double[], double> best)
        {
            double[] values = new double[n * n];
            for (int sweep = 0; sweep < 2000; sweep++) values = [.. values.Select((_, cell) => Ends(n, cell) ? 0 : best(Worth(n, gamma, reward, values, cell)))];
            return values;
        }

        private static double[] Worth(int n, double gamma, double[] reward, double[] values, int cell) =>
            [.. Moves.Select((move, action) => reward[5 * (cell - 1) + action] + gamma * values[Math.Clamp(cell / n + move.Row, 0, n - 1) * n + Math.Clamp(cell % n + move.Column, 0, n - 1)])];

        private static bool Ends(int n, int cell) => cell == 0 || cell == n * n - 1;
    }
}
