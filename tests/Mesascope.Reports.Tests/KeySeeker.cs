using Mesascope.Agents;
using Mesascope.Worlds;

namespace Mesascope.Reports.Tests;

/// <summary>Walks to the nearest key and takes it, and to a chest when no key is left; four actions in ten are random. So that sample runs show something.</summary>
internal sealed record KeySeeker : IAgent
{
    public string Name => "key-seeker";

    public IPolicy<TState> Enter<TWorld, TState>(TWorld world, in TState start)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState> => (IPolicy<TState>)(object)new Policy();

    private sealed class Policy : IPolicy<KeysAndChests.State>
    {
        public void Probabilities(in KeysAndChests.State state, int step, Span<double> probabilities)
        {
            probabilities.Fill(0.4 / probabilities.Length);
            probabilities[Towards(state.Agent, Nearest(state.Agent, state.Keys) ?? Nearest(state.Agent, state.Chests) ?? state.Agent)] += 0.6;
        }

        private static int? Nearest(int agent, ulong board) => Enumerable.Range(0, 64)
            .Where(cell => ((board >> cell) & 1) != 0)
            .OrderBy(cell => Math.Abs((cell & 7) - (agent & 7)) + Math.Abs((cell >> 3) - (agent >> 3)))
            .Select(cell => (int?)cell).FirstOrDefault();

        private static int Towards(int agent, int cell) =>
            (cell >> 3) < (agent >> 3) ? 0 : (cell >> 3) > (agent >> 3) ? 1 : (cell & 7) < (agent & 7) ? 2 : (cell & 7) > (agent & 7) ? 3 : 4;
    }
}
