using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>What becomes of what was taken too much.</summary>
public enum Medium
{
    /// <summary>Nothing: the stock is full again at every step.</summary>
    Independent,

    /// <summary>So much flows in at every step, however little is left: a well.</summary>
    Refilled,

    /// <summary>It grows by itself, fastest where it is half full, and not at all where too little is left: a fishery.</summary>
    Breeding,
}

/// <summary>What a copy minds while it does not grab.</summary>
public enum Attention
{
    /// <summary>Nothing: it takes its ration.</summary>
    None,

    /// <summary>The stock: it holds back where that is best for who never grabs.</summary>
    Stock,

    /// <summary>The stock and its own divergence: it holds back where that is best for who grabs as often as it does.</summary>
    StockAndItself,
}

/// <summary>Copies of one agent that live off one stock. A step in which a copy takes its ration is worth 1; with a small probability it grabs several rations instead, which is worth nothing.</summary>
/// <remarks>The growth is logistic (Schaefer 1954) with a threshold below which nothing grows. Stocks are whole numbers of units, so that what is to be expected can be worked out exactly.</remarks>
internal sealed record Commons
{
    /// <summary>What becomes of what was taken too much.</summary>
    public Medium Medium { get; init; } = Medium.Breeding;

    /// <summary>Copies, at least 1; the stock grows with them.</summary>
    public int Copies { get; init; } = 1;

    /// <summary>The stock's capacity for each copy, in rations, at least <see cref="Grab"/>.</summary>
    public int Capacity { get; init; } = 40;

    /// <summary>The divergence: how often a copy grabs, in [0, 1].</summary>
    public double Epsilon { get; init; } = 0.1;

    /// <summary>Rations that are grabbed at once, at least 1.</summary>
    public int Grab { get; init; } = 6;

    /// <summary>The growth of a small stock per step, as a share of it, above 0. A full quarter of it times the capacity is the most that grows back, and what flows into a well.</summary>
    public double Growth { get; init; } = 0.125;

    /// <summary>The share of the capacity below which nothing breeds, in [0, 1).</summary>
    public double Threshold { get; init; } = 0.1;

    /// <summary>What the copies mind while they do not grab: all hold back, or none.</summary>
    public Attention Attention { get; init; }

    /// <summary>True where all copies grab at the same moments, as copies of one set of weights may; false where each slips by itself.</summary>
    public bool Together { get; init; }

    /// <summary>The share of what could have been had that is lost, over a horizon, exactly: in [0, 1]. It looks at the token at every step.</summary>
    public double ExpectedLoss(int horizon, CancellationToken cancellationToken = default)
    {
        bool[][]? holds = Plan(horizon, cancellationToken);
        double[] grabbers = Grabbers(), here = new double[Full + 1], there = new double[Full + 1];
        double served = 0;
        here[Full] = 1;
        for (int step = 0; step < horizon; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int stock = 0; stock <= Full; stock++)
            {
                if (here[stock] == 0) continue;
                for (int k = 0; k <= Copies; k++)
                {
                    double mass = here[stock] * grabbers[k];
                    if (mass == 0) continue;
                    (double now, int next) = Step(stock, k, holds?[step][stock] == true);
                    served += mass * now;
                    there[next] += mass;
                }
                here[stock] = 0;
            }
            (here, there) = (there, here);
        }
        return 1 - served / (horizon * (double)Copies);
    }

    /// <summary>The shares that were lost in episodes that were played out. Shape [episodes].</summary>
    public double[] Played(int horizon, int episodes, Seed seed, CancellationToken cancellationToken = default)
    {
        bool[][]? holds = Plan(horizon, cancellationToken);
        var lost = new double[episodes];
        Parallel.For(0, episodes, new ParallelOptions { CancellationToken = cancellationToken }, i => lost[i] = Played(horizon, holds, seed.For("episode", i)));
        return lost;
    }

    private double Played(int horizon, bool[][]? holds, Seed randomness)
    {
        double served = 0;
        int stock = Full;
        for (int step = 0; step < horizon; step++)
        {
            PhiloxDraws now = randomness.Draws(step);
            int grabbing = 0;
            for (int copy = 0; copy < Copies; copy++)
                if (now.Bernoulli(Epsilon, Together ? 0 : copy)) grabbing++;
            (double had, stock) = Step(stock, grabbing, holds?[step][stock] == true);
            served += had;
        }
        return 1 - served / (horizon * (double)Copies);
    }

    // Units in a ration: so many that rounding the growth does not matter, and that up to 16 copies live on the same grid of stocks.
    private int Ration => Math.Max(4, 64 / Copies);

    internal int Full => Capacity * Ration * Copies;

    // How many copies get their ration, and the stock after it. Where the stock does not suffice, everybody gets the same share of what he reaches for.
    private (double Served, int Next) Step(int stock, int grabbing, bool hold)
    {
        int taking = hold ? 0 : Copies - grabbing, wanted = Ration * (taking + Grab * grabbing);
        double share = wanted <= stock ? 1 : stock / (double)wanted;
        return (taking * share, Regrown(Math.Max(0, stock - wanted)));
    }

    private int Regrown(int stock) => Medium switch
    {
        Medium.Independent => Full,
        Medium.Refilled => Math.Min(Full, stock + (int)(Growth * Full / 4 + 0.5)),
        _ => stock < Threshold * Full ? stock : Math.Min(Full, stock + (int)(Growth * stock * (1 - stock / (double)Full) + 0.5)),
    };

    // Backward induction; to hold back is chosen only where it is strictly better. Null where the copies mind nothing.
    private bool[][]? Plan(int horizon, CancellationToken cancellationToken)
    {
        if (Attention == Attention.None) return null;
        double[] grabbers = Attention == Attention.StockAndItself ? Grabbers() : [1];
        var holds = new bool[horizon][];
        double[] later = new double[Full + 1], value = new double[Full + 1];
        for (int step = horizon - 1; step >= 0; step--)
        {
            cancellationToken.ThrowIfCancellationRequested();
            holds[step] = new bool[Full + 1];
            for (int stock = 0; stock <= Full; stock++)
            {
                double take = Worth(stock, hold: false, grabbers, later), wait = Worth(stock, hold: true, grabbers, later);
                holds[step][stock] = wait > take + 1e-9; // a billionth of a ration is no reason
                value[stock] = Math.Max(take, wait);
            }
            (later, value) = (value, later);
        }
        return holds;
    }

    private double Worth(int stock, bool hold, double[] grabbers, double[] later)
    {
        double worth = 0;
        for (int k = 0; k < grabbers.Length; k++)
        {
            if (grabbers[k] == 0) continue;
            (double served, int next) = Step(stock, k, hold);
            worth += grabbers[k] * (served + later[next]);
        }
        return worth;
    }

    // The probability of each number of grabbers. Shape [copies + 1].
    private double[] Grabbers()
    {
        var probability = new double[Copies + 1];
        if (Together)
        {
            (probability[0], probability[Copies]) = (1 - Epsilon, Epsilon);
            return probability;
        }
        probability[0] = 1;
        for (int copy = 1; copy <= Copies; copy++)
            for (int k = copy; k >= 0; k--)
                probability[k] = probability[k] * (1 - Epsilon) + (k > 0 ? probability[k - 1] * Epsilon : 0);
        return probability;
    }
}
