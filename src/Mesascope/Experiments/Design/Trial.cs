using Mesascope.Runs;

namespace Mesascope.Experiments;

/// <summary>What a trial knows of the run that it belongs to.</summary>
/// <param name="Id">The id of its cell.</param>
/// <param name="Folder">Where its artifacts are kept; null where they are not.</param>
/// <param name="Token">Looked at between units of work.</param>
/// <param name="Report">Told the share of this cell that is done, and what it is at.</param>
public sealed record Trial(string Id, string? Folder, CancellationToken Token, Action<double, string> Report)
{
    /// <summary>Keeps what was made, such as a trained agent, under a name of its own.</summary>
    /// <param name="name">One cell may make several: <c>agent</c>.</param>
    /// <param name="organism">Made only where artifacts are kept.</param>
    public void Keep(string name, Func<Organism> organism)
    {
        if (Folder is not null) organism().Save(Path.Combine(Folder, name));
    }
}
