namespace Mesascope.Randomness;

/// <summary>Every outcome of a step in turn, each with its probability: what makes exact planning possible in a stochastic world.</summary>
/// <example>
/// <code>
/// var outcomes = new Enumerator();
/// do { var next = state; var step = world.Advance(ref next, action, ref outcomes); Use(next, step, outcomes.Probability); }
/// while (outcomes.MoveNext());
/// </code>
/// </example>
internal struct Enumerator : IDraws
{
    private const int MaximumDraws = 16;
    private readonly int[] _choice = new int[MaximumDraws], _count = new int[MaximumDraws];
    private int _depth, _used;

    /// <summary>An enumerator that stands before the first outcome.</summary>
    public Enumerator() => Probability = 1;

    /// <summary>The probability of the outcome that the draws so far have led to.</summary>
    public double Probability { get; private set; }

    /// <inheritdoc/>
    public bool Bernoulli(double probability, int index)
    {
        if (probability <= 0) return false;
        if (probability >= 1) return true;
        bool hit = Branch(2) == 0;
        Probability *= hit ? probability : 1 - probability;
        return hit;
    }

    /// <inheritdoc/>
    public int Choice(int n, int index)
    {
        if (n == 1) return 0;
        Probability /= n;
        return Branch(n);
    }

    /// <summary>Goes to the next outcome; false when every one was visited, after which it stands before the first again.</summary>
    public bool MoveNext()
    {
        int last = _used - 1;
        while (last >= 0 && _choice[last] + 1 == _count[last]) last--;
        for (int i = last + 1; i < _used; i++) _choice[i] = 0;
        if (last >= 0) _choice[last]++;
        _depth = _used = 0;
        Probability = 1;
        return last >= 0;
    }

    private int Branch(int n)
    {
        if (_depth == MaximumDraws) throw new InvalidOperationException($"A step may draw at most {MaximumDraws} times to be planned exactly.");
        _count[_depth] = n;
        _used = _depth + 1;
        return _choice[_depth++];
    }
}
