namespace Mesascope.Randomness;

/// <summary>Recorded randomness: replays the draws of a reference trace in the order in which they were made.</summary>
internal sealed class Tape
{
    private readonly Queue<Draw> _draws = new();

    /// <summary>One recorded draw: a uniform number in [0, 1), or (where <see cref="N"/> is at least 1) the index chosen among n.</summary>
    public readonly record struct Draw(double Value, int N = 0);

    /// <summary>How many recorded draws have not been replayed yet.</summary>
    public int Left => _draws.Count;

    /// <summary>Appends what the reference drew next.</summary>
    public void Record(Draw draw) => _draws.Enqueue(draw);

    /// <summary>The source that a world draws from.</summary>
    public Reader Read() => new(this);

    /// <summary>The tape as a source of draws; indices are ignored, order counts.</summary>
    public readonly struct Reader(Tape tape) : IDraws
    {
        /// <inheritdoc/>
        /// <exception cref="InvalidDataException">The tape holds another kind of draw here, or nothing.</exception>
        public bool Bernoulli(double probability, int index) => tape.Next(0).Value < probability;

        /// <inheritdoc/>
        /// <exception cref="InvalidDataException">The tape holds another kind of draw here, or nothing.</exception>
        public int Choice(int n, int index) => (int)tape.Next(n).Value;
    }

    private Draw Next(int n)
    {
        if (!_draws.TryDequeue(out Draw draw)) throw new InvalidDataException("The world drew once more than the tape recorded.");
        if (draw.N != n) throw new InvalidDataException($"The world drew among {n} where the tape recorded a draw among {draw.N} (0: a uniform number).");
        return draw;
    }
}
