using System.Runtime.InteropServices;

namespace Mesascope.Cli;

/// <summary>Ctrl-C and SIGTERM: the first asks the work to stop and save, the second ends the process. Work that does not stop by itself in time is ended too: what it has finished is on disk, since any run may be killed at any moment.</summary>
internal sealed class Interruption : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);
    private readonly CancellationTokenSource _source = new();
    private Timer? _end;
    private readonly IReadOnlyList<PosixSignalRegistration> _registrations;

    /// <summary>Listens from now on.</summary>
    public Interruption(Terminal terminal)
    {
        _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle)];

        void Handle(PosixSignalContext context)
        {
            if (_source.IsCancellationRequested) return; // the second time the system's own handling ends us
            context.Cancel = true;
            _end = new Timer(_ => End(terminal), null, Patience, Timeout.InfiniteTimeSpan);
            terminal.Note("stopping; once more to stop at once");
            _source.Cancel();
        }
    }

    /// <summary>Cancelled at the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        _end?.Dispose();
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
        _source.Dispose();
    }

    private static void End(Terminal terminal)
    {
        // Nobody may be reading what we say.
        _ = Task.Run(() => terminal.Note(Failure.Of(new OperationCanceledException()).Line)).Wait(TimeSpan.FromMilliseconds(300));
        Environment.Exit(ExitCode.Cancelled);
    }
}
