using Mesascope.Learning;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Evolution;

/// <summary>How a population in the savanna lives and breeds.</summary>
internal sealed record PopulationSettings
{
    /// <summary>How many there is room for, at least 2.</summary>
    public int Room { get; init; } = 100;

    /// <summary>Standard deviation of a drive's mutation before the drives are scaled to length 1, above 0.</summary>
    public double MutationSigma { get; init; } = 0.05;

    /// <summary>Whether genomes hold innate preferences beside the drives.</summary>
    public bool Innate { get; init; }

    /// <summary>Whether genomes hold the decoy drives of <see cref="SavannaLife.Decoys"/> beside the five: nothing that raises young is felt through them.</summary>
    public bool Decoys { get; init; }

    /// <summary>Standard deviation of the innate preferences of the first generation.</summary>
    public double InnateSpread { get; init; } = 0.2;

    /// <summary>Standard deviation of the mutation of an innate preference.</summary>
    public double InnateMutationSigma { get; init; } = 0.04;

    /// <summary>True: children are the young that were raised, as many as there is room for, and a population that raises none is gone. False: there are always as many as there is room for.</summary>
    public bool CanDieOut { get; init; }

    /// <summary>False: a child's genome is drawn as in the first generation, so nothing is passed on and nothing evolves.</summary>
    public bool Inherits { get; init; } = true;

    /// <summary>How each of them learns.</summary>
    public LifeSettings Life { get; init; } = new();

    /// <summary>Refuses what no population can be set to.</summary>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public void Check()
    {
        if (Room < 2) throw new ArgumentException($"A population has room for at least 2; got {Room}.");
        if (!(MutationSigma > 0)) throw new ArgumentException($"A mutation has a standard deviation above 0; got {MutationSigma}.");
        if (!(InnateSpread > 0 && InnateMutationSigma > 0)) throw new ArgumentException($"Innate preferences have a spread and a mutation above 0; got {InnateSpread} and {InnateMutationSigma}.");
        Life.Check();
    }
}

/// <summary>A population of genomes: five drives (and decoys where they are asked for), together scaled to length 1, and innate preferences where they are asked for. Who raises more young has more children; nothing else is selected, and nobody is told.</summary>
/// <remarks>
/// Generations do not overlap. A child has two parents, each drawn by a raised young of theirs; each gene comes from either with equal chance and is then mutated.
/// To who learns from them only the direction of the drives matters, and their length beside the hope at birth: it is held at 1.
/// </remarks>
internal sealed class SavannaPopulation
{
    private readonly PopulationSettings _settings;
    private readonly Seed _seed;
    private readonly SavannaLife _life;
    private readonly int _length;
    private double[] _genes;
    private Biography[] _lives = [];

    /// <summary>The first generation: drives in any direction, innate preferences normal.</summary>
    public SavannaPopulation(PopulationSettings settings, Seed seed)
    {
        settings.Check();
        (_settings, _seed) = (settings, seed);
        _life = new SavannaLife(settings.Life);
        DriveCount = Savanna.Drives + (settings.Decoys ? SavannaLife.Decoys : 0);
        _length = DriveCount + (settings.Innate ? SavannaLife.InnateLength : 0);
        _genes = new double[settings.Room * _length];
        Seed first = seed.For("first");
        for (int i = 0; i < settings.Room; i++) Draw(Genome(i), first.Value, i);
    }

    private SavannaPopulation(SavannaPopulation ancestors, Seed seed, bool canDieOut)
    {
        (_settings, _seed, _length, DriveCount) = (ancestors._settings with { CanDieOut = canDieOut }, seed, ancestors._length, ancestors.DriveCount);
        _life = new SavannaLife(_settings.Life);
        _genes = (double[])ancestors._genes.Clone();
    }

    /// <summary>How many there are.</summary>
    public int Count => _genes.Length / _length;

    /// <summary>How many generations have bred.</summary>
    public int Generation { get; private set; }

    /// <summary>The lives of this generation, in the order of its members; empty before it has lived.</summary>
    public IReadOnlyList<Biography> Lives => _lives;

    /// <summary>Weights that are scaled together: the five drives, and the decoys where there are any.</summary>
    public int DriveCount { get; }

    /// <summary>The drives of one, decoys last. Shape [<see cref="DriveCount"/>], length 1.</summary>
    public ReadOnlySpan<double> Drives(int individual) => Genome(individual)[..DriveCount];

    /// <summary>The innate preferences of one; empty where genomes hold none.</summary>
    public ReadOnlySpan<double> Innate(int individual) => Genome(individual)[DriveCount..];

    /// <summary>The same genomes with a fate of their own from here on.</summary>
    /// <param name="seed">Of that fate.</param>
    /// <param name="canDieOut">Whether they can die out there; null as their ancestors.</param>
    public SavannaPopulation Branch(Seed seed, bool? canDieOut = null) => new(this, seed, canDieOut ?? _settings.CanDieOut);

    /// <summary>Everybody lives one life.</summary>
    public void Live(Savanna world)
    {
        Seed generation = _seed.For("lives", Generation);
        if (_lives.Length != Count) _lives = new Biography[Count];
        for (int i = 0; i < Count; i++) _lives[i] = _life.Live(world, Drives(i), Innate(i), generation.For("life", i));
    }

    /// <summary>The next generation takes their place.</summary>
    public void Breed()
    {
        int[] tickets = Tickets();
        PhiloxDraws randomness = _seed.For("breeding", Generation).Draws();
        int children = _settings.CanDieOut ? Math.Min(_settings.Room, tickets.Length) : _settings.Room;
        if (tickets.Length == 0 && !_settings.CanDieOut) tickets = [.. Enumerable.Range(0, Count)]; // nobody raised any: all alike
        var next = new double[children * _length];
        ulong noise = _seed.For("mutation", Generation).Value;
        for (int child = 0; child < children; child++)
        {
            Span<double> genome = next.AsSpan(child * _length, _length);
            if (_settings.Inherits) Cross(genome, Drawn(tickets, child, randomness), tickets[randomness.Choice(tickets.Length, 2 * child + 1)], noise, child);
            else Draw(genome, noise, child);
        }
        _genes = next;
        _lives = [];
        Generation++;
    }

    private Span<double> Genome(int individual) => _genes.AsSpan(individual * _length, _length);

    // A genome of nobody's.
    private void Draw(Span<double> genome, ulong key, int individual)
    {
        for (int gene = 0; gene < _length; gene++) genome[gene] = Gaussian.At(key, (long)individual * _length + gene) * (gene < DriveCount ? 1 : _settings.InnateSpread);
        ScaleToOne(genome[..DriveCount]);
    }

    // Each gene from either parent, and mutated.
    private void Cross(Span<double> genome, int mother, int father, ulong key, int child)
    {
        for (int gene = 0; gene < _length; gene++)
        {
            int number = child * _length + gene;
            bool fromFather = (Philox.At(key, (ulong)number, 1).W0 & 1) != 0; // the 1 keeps it apart from the noise
            double sigma = gene < DriveCount ? _settings.MutationSigma : _settings.InnateMutationSigma;
            genome[gene] = Genome(fromFather ? father : mother)[gene] + sigma * Gaussian.At(key, number);
        }
        ScaleToOne(genome[..DriveCount]);
    }

    // One for each raised young: its parent.
    private int[] Tickets() => [.. Enumerable.Range(0, Count).SelectMany(i => Enumerable.Repeat(i, _lives[i].Offspring))];

    // Where they can die out, each raised young is one child at most; else a ticket may be drawn again.
    private int Drawn(int[] tickets, int child, PhiloxDraws randomness)
    {
        if (!_settings.CanDieOut) return tickets[randomness.Choice(tickets.Length, 2 * child)];
        int other = child + randomness.Choice(tickets.Length - child, 2 * child);
        (tickets[child], tickets[other]) = (tickets[other], tickets[child]);
        return tickets[child];
    }

    /// <summary>Scales the drives to length 1; all 0 they stay.</summary>
    public static void ScaleToOne(Span<double> drives)
    {
        double squares = 0;
        for (int i = 0; i < drives.Length; i++) squares += drives[i] * drives[i];
        if (squares == 0) return;
        double length = Math.Sqrt(squares);
        for (int i = 0; i < drives.Length; i++) drives[i] /= length;
    }
}
