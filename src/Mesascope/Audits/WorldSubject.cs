using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Audits;

/// <summary>An agent as the subject of audits in one kind of world.</summary>
public sealed class WorldSubject<TWorld, TState>(IAgent agent) : ISubject<TWorld, Episode>
    where TWorld : unmanaged, IWorld<TWorld, TState>
    where TState : unmanaged, IEquatable<TState>
{
    /// <inheritdoc/>
    public ValueTask<Answer<Episode>> AnswerAsync(TWorld @case, Seed randomness, CancellationToken cancellationToken = default)
    {
        Episode episode = Play.Once<TWorld, TState>(@case, agent, randomness);
        return ValueTask.FromResult(new Answer<Episode>(episode, episode.ActionString));
    }
}
