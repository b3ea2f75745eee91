using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Mesascope.Cli;

/// <summary>Standard output into a pipe or a file. Once nobody reads it any more (<c>| head</c>) the rest is dropped in silence; the work goes on, and its exit code still counts.</summary>
internal sealed class PipeWriter : TextWriter
{
    private const int BrokenPipe = 32; // EPIPE, the same on Linux and macOS
    private readonly StreamWriter _pipe;

    private PipeWriter(Stream stream) => _pipe = new StreamWriter(stream, new UTF8Encoding(false)) { AutoFlush = true };

    /// <summary>Standard output of this process. The runtime's own writer would not say that the pipe is closed.</summary>
    public static TextWriter OfThisProcess()
    {
        if (OperatingSystem.IsWindows()) return Console.Out;
        return new PipeWriter(new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0));
    }

    /// <summary>True once the other end is closed.</summary>
    public bool IsClosed { get; private set; }

    /// <inheritdoc/>
    public override Encoding Encoding => _pipe.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Write([value]);

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override void Write(string? value) => Write(value.AsSpan());

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Write((value + NewLine).AsSpan());

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (IsClosed) return;
        try
        {
            _pipe.Write(buffer);
        }
        catch (IOException closed) when (closed.HResult == BrokenPipe)
        {
            IsClosed = true;
        }
    }
}
