using Mesascope.Cli;

namespace Mesascope.Tests.Cli;

public sealed class BatteryFileTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task Options_overrule_the_file_and_the_file_overrules_the_defaults()
    {
        AuditRequest asked = await Ask("audits: [no-chest-left]\nalpha: 0.01\nbudget: 77\n", "--budget", "5");
        Assert.Equal(["no-chest-left"], asked.Audits);
        Assert.Equal((0.01, 0.1, 5), (asked.Alpha, asked.Margin, asked.Budget.Pairs!.Value));
    }

    [Theory]
    [InlineData("alpha: 1\n", "alpha")]
    [InlineData("margin: -0.1\n", "margin")]
    [InlineData("budget: 0\n", "budget")]
    [InlineData("audits: [no-chest-lft]\n", "did you mean no-chest-left?")]
    [InlineData("audits: []\n", "names none")]
    [InlineData("alhpa: 0.1\n", "line 1")]
    [InlineData("alpha: {\n", "line")]
    [InlineData("", "empty")]
    public async Task A_file_that_is_no_battery_is_refused_in_one_line(string content, string said)
    {
        var problem = await Assert.ThrowsAsync<ArgumentException>(() => Ask(content));
        Assert.Contains(said, problem.Message);
        Assert.DoesNotContain('\n', problem.Message);
    }

    private async Task<AuditRequest> Ask(string content, params string[] more)
    {
        await File.WriteAllTextAsync(_file, content, TestContext.Current.CancellationToken);
        AuditRequest? seen = null;
        StringWriter output = new(), error = new();
        var handlers = new CommandHandlers { Audit = (request, _, _) => { seen = request; return Task.FromResult(0); } };
        int code = await CommandLine.RunAsync(["audit", "--battery", _file, .. more], new Terminal(output, error), handlers, TestContext.Current.CancellationToken);
        return code == 0 ? seen! : throw new ArgumentException(error.ToString().TrimEnd());
    }
}
