
namespace Mesascope.Cli;

/// <summary>The handlers behind the commands. Tests of the parser put their own in.</summary>
internal sealed record CommandHandlers
{
    public Handler<AuditRequest> Audit { get; init; } = AuditHandler.RunAsync;

    public Handler<GrowRequest> Grow { get; init; } = GrowHandler.RunAsync;

    public Handler<CompareRequest> Compare { get; init; } = CompareHandler.RunAsync;

    public Handler<ReportRequest> Report { get; init; } = ReportHandler.RunAsync;

    public Handler<ExportRequest> Export { get; init; } = ExportHandler.RunAsync;

    public Handler<ReplicateRequest> Replicate { get; init; } = ReplicateHandler.RunAsync;

    public Handler<CalibrateRequest> Calibrate { get; init; } = CalibrateHandler.RunAsync;

    public Handler<ListRequest> List { get; init; } = ListHandler.RunAsync;

    public Handler<PlayRequest> Play { get; init; } = PlayHandler.RunAsync;

    public Handler<ServeRequest> Serve { get; init; } = ServeHandler.RunAsync;

    public Handler<BenchRequest> Bench { get; init; } = BenchHandler.RunAsync;

    public Handler<DoctorRequest> Doctor { get; init; } = DoctorHandler.RunAsync;
}
