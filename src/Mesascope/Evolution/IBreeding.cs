namespace Mesascope.Evolution;

/// <summary>A breeding in progress, wherever its generations run: on the processor (<see cref="Breeding"/>) or on a graphics card.</summary>
public interface IBreeding
{
    /// <summary>Generations done.</summary>
    int Generation { get; }

    /// <summary>True when every generation is done.</summary>
    bool Finished { get; }

    /// <summary>One generation.</summary>
    BreedingProgress Step(CancellationToken cancellationToken = default);

    /// <summary>Everything needed to go on from here.</summary>
    SearchState Save();

    /// <summary>Goes on from a saved state of the same recipe and seed.</summary>
    /// <exception cref="ArgumentException">It does not fit.</exception>
    void Load(SearchState state);

    /// <summary>The best candidate so far, judged on new levels.</summary>
    Champion Champion();
}
