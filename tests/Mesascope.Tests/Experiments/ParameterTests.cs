using System.Globalization;
using Mesascope.Cli;
using Mesascope.Experiments;
using Mesascope.Tests.Cli;

namespace Mesascope.Tests.Replications;

public class ParameterTests
{
    // With MESASCOPE_FUZZ_MILLISECONDS every accepted value is also run for so long; without, until the token is first looked at.
    private static readonly int Milliseconds = int.TryParse(Environment.GetEnvironmentVariable("MESASCOPE_FUZZ_MILLISECONDS"), CultureInfo.InvariantCulture, out int given) ? given : 0;

    public static TheoryData<string> Names => [.. ExperimentCatalogue.All.Select(replication => replication.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Defaults_lie_in_their_ranges_and_every_parameter_is_described(string name)
    {
        Experiment replication = ExperimentCatalogue.Named(name);
        _ = replication.Plan(new Dictionary<string, string>());
        _ = replication.Plan(new Dictionary<string, string>(), quick: true);
        Assert.All(replication.Parameters, parameter => Assert.True(parameter.Meaning.Length > 3 && parameter.Values.ToString().Length > 3, parameter.Name));
        Assert.All(replication.Parameters, parameter => Assert.True(parameter.OnlyWith is not { } other || replication.Parameters.Any(each => each.Name == other), parameter.Name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_odd_value_of_any_parameter_is_refused_in_one_line_or_runs_until_it_is_stopped(string name)
    {
        Experiment replication = ExperimentCatalogue.Named(name);
        List<string> wrong = [];
        foreach (Parameter parameter in replication.Parameters)
            foreach (string value in OddValues.All.Concat(Edges(parameter)))
            {
                string typed = $"{parameter.Name}={PlainText.Clipped(PlainText.Of(value), 60)}";
                var given = new Dictionary<string, string> { [parameter.Name] = value };
                if (parameter.OnlyWith is { } other) given[other] = Switched(replication, other);
                using var stopped = new CancellationTokenSource(Milliseconds);
                Task run = Task.Run(() => replication.With(given, quick: true, cancellationToken: stopped.Token), CancellationToken.None);
                if (await Task.WhenAny(run, Task.Delay(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken)) != run) wrong.Add($"hangs: {typed}");
                else if (run.Exception is { } problem && Failure.Of(problem) is { ExitCode: not (ExitCode.WrongUsage or ExitCode.Cancelled) } failure) wrong.Add($"{typed}: {failure.Line}");
                else if (run.Exception is { } refused && Failure.Of(refused).Line.Split('\n').Length > 1 && !value.Contains('\n')) wrong.Add($"several lines: {typed}");
            }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong.Take(20)));
    }

    private static IEnumerable<string> Edges(Parameter parameter) => parameter.Values.Range is null ? []
        : new[] { parameter.Values.Low, parameter.Values.High }.Select(number => number.ToString(CultureInfo.InvariantCulture));

    private static string Switched(Experiment replication, string name) => replication.Parameters.First(parameter => parameter.Name == name) is { Default: not ("0" or "none") } known ? known.Default : "start>off,on";

    [Theory]
    [InlineData("[1, 5]", true, "5", true)]
    [InlineData("[1, 5]", true, "6", false)]
    [InlineData("[1, 5]", true, "1.0", false)]
    [InlineData("(0, 1]", false, "0", false)]
    [InlineData("(0, 1]", false, "-0", false)]
    [InlineData("(0, 1]", false, "1e-300", true)]
    [InlineData("[0, 1)", false, "1", false)]
    [InlineData("[0, 1)", false, " 0.5", false)]
    [InlineData("[0, 1)", false, "NaN", false)]
    public void A_range_holds_what_its_brackets_say(string range, bool whole, string typed, bool holds) =>
        Assert.Equal(holds, (whole ? Domain.Whole(range) : Domain.Number(range)).Holds(typed));

    [Theory]
    [InlineData("1,2,5", true)]
    [InlineData("1", true)]
    [InlineData("5,1", false)]
    [InlineData("1,1", false)]
    [InlineData("1,,2", false)]
    [InlineData("1,2,", false)]
    [InlineData("all", false)]
    public void A_rising_list_rises(string typed, bool holds) => Assert.Equal(holds, Domain.Whole("[1, 5]").Several(rising: true).Holds(typed));

    [Fact]
    public void A_domain_says_what_it_takes()
    {
        Assert.Equal("a whole number in [2, 100], or 0", Domain.Whole("[2, 100]").Or("0").ToString());
        Assert.Equal("4 numbers in [-1, 1], separated by commas", Domain.Number("[-1, 1]").Several(exactly: 4).ToString());
        Assert.Equal("some of a, b, separated by commas, or all", Domain.Words("a", "b").Several().Or("all").ToString());
        Assert.Equal("0 or 1", Domain.Flag.ToString());
    }

    [Fact]
    public void A_parameter_that_would_do_nothing_is_refused()
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => ExperimentCatalogue.Named("power").Plan(new Dictionary<string, string> { ["state"] = "abc" }));
        Assert.Equal("state does nothing while mdp is none; set mdp too.", refused.Message);
    }
}
