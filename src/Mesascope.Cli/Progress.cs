using System.Globalization;

namespace Mesascope.Cli;

/// <summary>How far a long run is, on stderr: a bar on a terminal, a line every few seconds when piped, nothing beside <c>--json</c>.</summary>
internal sealed class Progress : IDisposable
{
    private static readonly TimeSpan BetweenDrawings = TimeSpan.FromMilliseconds(100), BetweenLines = TimeSpan.FromSeconds(5);
    private readonly Terminal _terminal;
    private readonly TimeProvider _time;
    private readonly bool _silent;
    private readonly long _started;
    private readonly Lock _reporting = new();
    private long _last;
    private bool _drawn;

    /// <summary>Starts the clock.</summary>
    public Progress(Terminal terminal, bool silent, TimeProvider? time = null)
    {
        (_terminal, _silent, _time) = (terminal, silent, time ?? TimeProvider.System);
        _started = _last = _time.GetTimestamp();
    }

    /// <summary>Says how far it is. May be called from any thread and as often as one likes.</summary>
    /// <param name="done">The share that is done, in [0, 1].</param>
    /// <param name="what">What it is at: "no-chest-left: 212 pairs".</param>
    public void Report(double done, string what)
    {
        if (_silent) return;
        lock (_reporting)
        {
            if (_time.GetElapsedTime(_last) < (_terminal.DrawsError ? BetweenDrawings : BetweenLines)) return;
            _last = _time.GetTimestamp();
            string left = Left(done);
            if (_terminal.DrawsError) _terminal.Redraw($"{Bar(done)} {what}{left}");
            else _terminal.Note(string.Create(CultureInfo.InvariantCulture, $"{100 * Math.Clamp(done, 0, 1):0} %, {what}{left}"));
            _drawn = _terminal.DrawsError;
        }
    }

    /// <summary>Takes the bar away.</summary>
    public void Dispose()
    {
        lock (_reporting)
            if (_drawn) _terminal.Redraw("");
        _drawn = false;
    }

    private static string Bar(double done)
    {
        const int width = 24;
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
