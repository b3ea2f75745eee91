using System.Runtime.InteropServices;

namespace Mesascope.Cli;

/// <summary>Ctrl-C and SIGTERM: the first asks the work to stop and save, the second ends the process. Work that does not stop by itself in time is ended too: what it has finished is on disk, since any run may be killed at any moment.</summary>
internal sealed class Interruption : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private readonly CancellationTokenSource _source = new();
    private volatile bool _ended;
    private readonly IReadOnlyList<PosixSignalRegistration> _registrations;

    /// <summary>Listens from now on.</summary>
    public Interruption(Terminal terminal)
    {
        _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle)];

        void Handle(PosixSignalContext context)
        {
            if (_source.IsCancellationRequested) return; // the second time the system's own handling ends us
            context.Cancel = true;
            new Thread(() => End(terminal)) { IsBackground = true }.Start(); // not the pool, whose threads may all be at work
            terminal.Note("stopping; once more to stop at once");
            _source.Cancel();
        }
    }

    /// <summary>Cancelled at the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        _ended = true;
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
        _source.Dispose();
    }

    private void End(Terminal terminal)
    {
        Thread.Sleep(Patience);
        if (_ended) return;
        var last = new Thread(() => terminal.Note(Failure.Of(new OperationCanceledException()).Line)) { IsBackground = true };
        last.Start();
        last.Join(TimeSpan.FromMilliseconds(300)); // nobody may be reading it
        Environment.Exit(ExitCode.Cancelled);
    }
}
