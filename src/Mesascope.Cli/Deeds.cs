using Mesascope.Cli.Commands;
using Mesascope.Cli.Handlers;

namespace Mesascope.Cli;

/// <summary>What one command does once its options are read; returns the exit code.</summary>
internal delegate Task<int> Handler<in TOptions>(TOptions options, Terminal terminal, CancellationToken cancellationToken);

/// <summary>The deeds behind the commands. Tests of the parser put their own in.</summary>
internal sealed record Deeds
{
    public Handler<AuditOptions> Audit { get; init; } = AuditHandler.RunAsync;

    public Handler<GrowOptions> Grow { get; init; } = GrowHandler.RunAsync;

    public Handler<ReportOptions> Report { get; init; } = ReportHandler.RunAsync;

    public Handler<ReplicateOptions> Replicate { get; init; } = ReplicateHandler.RunAsync;

    public Handler<ListOptions> List { get; init; } = ListHandler.RunAsync;

    public Handler<DoctorOptions> Doctor { get; init; } = DoctorHandler.RunAsync;
}
