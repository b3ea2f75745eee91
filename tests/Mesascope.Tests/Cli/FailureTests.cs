using Mesascope.Cli;

namespace Mesascope.Tests.Cli;

public class FailureTests
{
    public static TheoryData<Exception, int> Failures => new()
    {
        { new ArgumentException("wrong"), ExitCode.WrongUsage },
        { new ArgumentOutOfRangeException("margin", "wrong"), ExitCode.WrongUsage },
        { new PrerequisiteException("not ready"), ExitCode.NotReady },
        { new InvalidDataException("damaged"), ExitCode.NotReady },
        { new IOException("disk full"), ExitCode.NotReady },
        { new UnauthorizedAccessException("not yours"), ExitCode.NotReady },
        { new OperationCanceledException(), ExitCode.Cancelled },
        { new AggregateException(new ArgumentException("wrong")), ExitCode.WrongUsage },
        { new InvalidOperationException("our mistake"), ExitCode.Bug },
    };

    [Theory, MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task An_exception_is_one_line_and_its_exit_code(Exception exception, int expected)
    {
        var error = new StringWriter();
        var handlers = new CommandHandlers { Doctor = (_, _, _) => throw exception };
        int code = await CommandLine.RunAsync(["doctor"], new Terminal(TextWriter.Null, error), handlers, TestContext.Current.CancellationToken);
        Assert.Equal(expected, code);
        Assert.Single(error.ToString().TrimEnd().Split('\n'));
        Assert.DoesNotContain("   at ", error.ToString());
    }

    [Fact]
    public void The_name_of_a_parameter_is_left_out() =>
        Assert.Equal("The margin is too big.", Failure.Of(new ArgumentException("The margin is too big.", "margin")).Line);

    [Fact]
    public void A_mistake_of_ours_asks_to_be_reported() => Assert.Contains("please report it", Failure.Of(new NullReferenceException("x")).Line);

    [Fact]
    public async Task The_deed_is_told_of_a_cancellation()
    {
        using var source = new CancellationTokenSource();
        var handlers = new CommandHandlers { Doctor = async (_, _, token) => { source.Cancel(); await Task.Delay(Timeout.Infinite, token); return 0; } };
        Assert.Equal(ExitCode.Cancelled, await CommandLine.RunAsync(["doctor"], new Terminal(TextWriter.Null, TextWriter.Null), handlers, source.Token));
    }
}
