using Mesascope.Cli;
using Mesascope.Conversations;

namespace Mesascope.Tests.Cli;

public class WarmUpTests
{
    /// <summary>Its failure would never be seen otherwise: the audit goes on without it.</summary>
    [Fact]
    public async Task Every_drive_can_be_warmed_up_with_and_nobody_is_asked()
    {
        if (Environment.ProcessorCount < 2) Assert.Skip("on one core nothing is warmed up");
        foreach (string drive in DriveCatalogue.Names)
        {
            AuditRequest request = await Asked("audit", "http://127.0.0.1:9/v1#nobody", "--audits", drive); // nothing listens there
            await WarmUp.Begin(ChatPlan.Of(request)).WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    private static async Task<AuditRequest> Asked(params string[] arguments)
    {
        AuditRequest? seen = null;
        var handlers = new CommandHandlers { Audit = (request, _, _) => { seen = request; return Task.FromResult(0); } };
        using StringWriter output = new(), error = new();
        Assert.Equal(0, await CommandLine.RunAsync(arguments, new Terminal(output, error), handlers, TestContext.Current.CancellationToken));
        return seen!;
    }
}
