using Mesascope.Runs;

namespace Mesascope.Cli;

/// <summary>Carries out <c>mesascope export</c>.</summary>
internal static class ExportHandler
{
    /// <summary>Writes the file and prints where it lies.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(ExportRequest request, Terminal terminal, CancellationToken cancellationToken)
    {
        ExportedRun run = ExportedRun.Read(request.Run);
        IRunExport export = RunExports.Named(request.To);
        string file = request.Out ?? Path.Combine(request.Run, export.FileName);
        Disk.Try(file, () =>
        {
            // Into a neighbour first, so that a full disk leaves no half a file; a log may be larger than the memory that one array takes.
            string neighbour = file + ".partial";
            using (var stream = new FileStream(neighbour, Disk.Private(FileMode.Create, FileAccess.Write))) export.Write(stream, run);
            File.Move(neighbour, file, overwrite: true);
            return true;
        });
        terminal.Line(file);
        return Task.FromResult(ExitCode.Done);
    }
}
