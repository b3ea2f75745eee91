using Mesascope.Randomness;

namespace Mesascope.Worlds;

/// <summary>Somewhere to live for a learner with a table: rules, and situations few enough to be numbered.</summary>
/// <typeparam name="TState">One moment of a life.</typeparam>
/// <remarks>The members are those of <see cref="IWorld{TWorld, TState}"/> of the same name, so a world becomes one by numbering its situations.</remarks>
public interface IHabitat<TState> where TState : unmanaged
{
    /// <summary>How many actions there are, at least 2.</summary>
    int Actions { get; }

    /// <summary>How many situations can be told apart, at least 1.</summary>
    int Situations { get; }

    /// <summary>The situation that one is in, in [0, <see cref="Situations"/>).</summary>
    int Situation(in TState state);

    /// <summary>The first moment of a life.</summary>
    TState Start<TDraws>(ref TDraws random) where TDraws : struct, IDraws;

    /// <summary>Carries out one action.</summary>
    Step Advance<TDraws>(ref TState state, int action, ref TDraws random) where TDraws : struct, IDraws;
}
