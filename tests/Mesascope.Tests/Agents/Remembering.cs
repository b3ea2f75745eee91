using Mesascope.Agents;
using Mesascope.Worlds;

namespace Mesascope.Tests.Agents;

/// <summary>Another agent that insists on being asked in order, as one with a memory must: whatever asks it otherwise fails.</summary>
internal sealed record Remembering(IAgent Inner) : IAgent
{
    public string Name => Inner.Name + ", remembering";

    public IPolicy<TState> Enter<TWorld, TState>(TWorld world, in TState start)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState> => new Policy<TState>(Inner.Enter<TWorld, TState>(world, start));

    private sealed class Policy<TState>(IPolicy<TState> inner) : IPolicy<TState>
    {
        private int _next;

        public bool Remembers => true;

        public void Probabilities(in TState state, int step, Span<double> probabilities)
        {
            if (step != 0 && step != _next) throw new InvalidOperationException($"Step {_next} was due, and {step} was asked.");
            _next = step + 1;
            inner.Probabilities(state, step, probabilities);
        }
    }
}
