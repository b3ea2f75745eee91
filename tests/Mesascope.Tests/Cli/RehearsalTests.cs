using Mesascope.Cli;
using Mesascope.Cli.Commands;
using Mesascope.Conversations;

namespace Mesascope.Tests.Cli;

public class RehearsalTests
{
    /// <summary>Its failure would never be seen otherwise: the audit goes on without it.</summary>
    [Fact]
    public async Task Every_drive_can_be_rehearsed_and_nobody_is_asked()
    {
        if (Environment.ProcessorCount < 2) Assert.Skip("on one core nothing is rehearsed");
        foreach (string drive in DriveCatalogue.Names)
        {
            AuditRequest request = await Asked("audit", "http://127.0.0.1:9/v1#nobody", "--audits", drive); // nothing listens there
            await Rehearsal.Begin(ChatPlan.Of(request)).WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    private static async Task<AuditRequest> Asked(params string[] arguments)
    {
        AuditRequest? seen = null;
        var deeds = new Deeds { Audit = (request, _, _) => { seen = request; return Task.FromResult(0); } };
        using StringWriter output = new(), error = new();
        Assert.Equal(0, await CommandLine.RunAsync(arguments, new Terminal(output, error), deeds, TestContext.Current.CancellationToken));
        return seen!;
    }
}
