using System.Globalization;
using Mesascope.Runs;

namespace Mesascope.Cli;

/// <summary>How far a long run is, on stderr: a bar on a terminal, a line every few seconds when piped, nothing beside <c>--json</c>. Where nothing is reported for a while it says for how long it has been at it.</summary>
internal sealed class Progress : IDisposable, IProgress<RunEvent>
{
    private static readonly TimeSpan BetweenDrawings = TimeSpan.FromMilliseconds(100), BetweenLines = TimeSpan.FromSeconds(5), Silence = TimeSpan.FromSeconds(2), LongSilence = TimeSpan.FromSeconds(10);
    private readonly Terminal _terminal;
    private readonly TimeProvider _time;
    private readonly bool _silent;
    private readonly long _started;
    private readonly Lock _reporting = new();
    private readonly ITimer? _beat;
    private double _done;
    private string _what = "starting";
    private long _last;
    private bool _drawn, _beating, _disposed;

    /// <summary>Starts the clock.</summary>
    public Progress(Terminal terminal, bool silent, TimeProvider? time = null)
    {
        (_terminal, _silent, _time) = (terminal, silent, time ?? TimeProvider.System);
        _started = _last = _time.GetTimestamp();
        if (!silent) _beat = _time.CreateTimer(_ => Beat(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    /// <summary>Says how far it is. May be called from any thread and as often as one likes.</summary>
    /// <param name="done">The share that is done, in [0, 1].</param>
    /// <param name="what">What it is at: "no-chest-left: 212 pairs".</param>
    public void Report(double done, string what)
    {
        if (_silent) return;
        lock (_reporting)
        {
            (_done, _what) = (done, what);
            if (_time.GetElapsedTime(_last) < (_terminal.DrawsError ? BetweenDrawings : BetweenLines)) return;
            Show(Left(done));
        }
    }

    /// <inheritdoc/>
    public void Report(RunEvent value)
    {
        if (value.Kind == RunEventKind.Note) _terminal.Note(value.What);
        else if (value.Kind is RunEventKind.Figure or RunEventKind.UnitDone) Report(value.Done, value.What);
    }

    /// <summary>Takes the bar away.</summary>
    public void Dispose()
    {
        _beat?.Dispose();
        lock (_reporting)
        {
            if (_drawn) _terminal.Redraw("");
            (_drawn, _disposed) = (false, true);
        }
    }

    // A generation of a wide network, or a reply, may take a minute.
    private void Beat()
    {
        lock (_reporting)
            if (!_disposed && _time.GetElapsedTime(_last) >= (!_terminal.DrawsError ? LongSilence : _drawn && _beating ? TimeSpan.FromSeconds(1) : Silence))
                Show(string.Create(CultureInfo.InvariantCulture, $"; {_time.GetElapsedTime(_started).TotalSeconds:0} s so far"), beating: true);
    }

    private void Show(string time, bool beating = false)
    {
        _last = _time.GetTimestamp();
        int columns = _terminal.Columns;
        string bar = Bar(_done, columns);
        // Of a line that is too long the middle is left out: how long it takes is what one looks for.
        if (_terminal.DrawsError) _terminal.Redraw($"{bar} {PlainText.Clipped(PlainText.Of(_what), Math.Max(8, columns - 2 - bar.Length - time.Length))}{time}");
        else _terminal.Note(string.Create(CultureInfo.InvariantCulture, $"{100 * Math.Clamp(_done, 0, 1):0} %, {_what}{time}"));
        (_drawn, _beating) = (_terminal.DrawsError, beating);
    }

    private static string Bar(double done, int columns)
    {
        int width = Math.Clamp(columns * 3 / 10, 4, 24);
        int full = (int)Math.Round(width * Math.Clamp(done, 0, 1));
        return new string('█', full) + new string('░', width - full);
    }

    private string Left(double done)
    {
        if (done is not (> 0.02 and < 1)) return "";
        TimeSpan left = _time.GetElapsedTime(_started) * ((1 - done) / done);
        return string.Create(CultureInfo.InvariantCulture, $", about {(left.TotalMinutes >= 2 ? $"{left.TotalMinutes:0} min" : $"{left.TotalSeconds:0} s")} left");
    }
}
