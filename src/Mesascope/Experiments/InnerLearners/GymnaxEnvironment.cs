using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>One environment of gymnax 0.0.4, on the CPU, with real-valued observations. What is random in a step is drawn apart from the step, so that a recorded step can be made again.</summary>
/// <remarks>Rules: the README beside the policies. States are single-precision numbers: a step reads them, computes in double and rounds each once.</remarks>
internal abstract class GymnaxEnvironment
{
    /// <summary>How many numbers are observed.</summary>
    public abstract int Inputs { get; }

    /// <summary>How many actions there are; where an action is a vector, how many numbers it has.</summary>
    public abstract int Outputs { get; }

    /// <summary>After how many steps an episode is cut off.</summary>
    public abstract int Limit { get; }

    /// <summary>How many numbers the chance of one step is.</summary>
    public virtual int Chances => 0;

    /// <summary>What an episode stands in, in the columns of the reference episodes.</summary>
    public float[] State { get; protected init; } = [];

    /// <summary>What is drawn at the start and is not in the state: a goal, the odds, a mean.</summary>
    public float[] Hidden { get; protected init; } = [];

    /// <summary>Steps made since the start.</summary>
    public int Time { get; private set; }

    /// <summary>Begins an episode.</summary>
    public void Reset(PhiloxDraws random)
    {
        Time = 0;
        Draw(random);
        Begun();
    }

    /// <summary>Begins a recorded episode.</summary>
    /// <param name="state">Shape [state].</param>
    /// <param name="hidden">Shape [hidden].</param>
    public void Reset(ReadOnlySpan<float> state, ReadOnlySpan<float> hidden)
    {
        Time = 0;
        state.CopyTo(State);
        hidden.CopyTo(Hidden);
        Begun();
    }

    /// <summary>Makes one step.</summary>
    /// <param name="action">One number: which action; or the vector.</param>
    /// <param name="chance">What is random in it. Shape [<see cref="Chances"/>].</param>
    /// <returns>The reward, and whether the environment ended the episode; the limit is for the caller.</returns>
    public (double Reward, bool Done) Step(ReadOnlySpan<double> action, ReadOnlySpan<double> chance)
    {
        var result = Advance(action, chance);
        Time++;
        return result;
    }

    /// <summary>Draws what is random in the next step. Shape [<see cref="Chances"/>].</summary>
    public virtual void Draw(PhiloxDraws random, ReadOnlySpan<double> action, Span<double> chance)
    {
    }

    /// <summary>What was random in a recorded step, from what came of it. Shape [<see cref="Chances"/>].</summary>
    /// <param name="reward">The reward that was recorded.</param>
    /// <param name="next">The state after it; empty where none was recorded.</param>
    /// <param name="executed">The direction really walked, where one was recorded.</param>
    /// <param name="chance">Filled completely.</param>
    public virtual void Recall(double reward, ReadOnlySpan<float> next, int executed, Span<double> chance)
    {
    }

    /// <summary>What the agent is shown. Shape [<see cref="Inputs"/>], filled completely.</summary>
    public virtual void Observe(Span<float> seen) => State.CopyTo(seen);

    /// <summary>Draws the first state and what is hidden.</summary>
    protected abstract void Draw(PhiloxDraws random);

    /// <summary>Puts everything beside state and hidden numbers to its beginning.</summary>
    protected virtual void Begun()
    {
    }

    /// <inheritdoc cref="Step"/>
    protected abstract (double Reward, bool Done) Advance(ReadOnlySpan<double> action, ReadOnlySpan<double> chance);

    /// <summary>A number drawn uniformly from [low, high).</summary>
    protected static float Uniform(PhiloxDraws random, int index, double low, double high) => (float)(low + (high - low) * random.Uniform(index));

    /// <summary>The environment of that name: <c>CartPole-v1</c>.</summary>
    /// <param name="name">As the authors' folders have it.</param>
    /// <param name="startsAnywhere">For FourRooms: true where a run started in any cell.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static GymnaxEnvironment Named(string name, bool startsAnywhere = false) => name switch
    {
        "CartPole-v1" => new CartPole(),
        "Acrobot-v1" => new Acrobot(),
        "MountainCar-v0" => new MountainCar(),
        "MountainCarContinuous-v0" => new MountainCarContinuous(),
        "Pendulum-v1" => new Pendulum(),
        "PointRobot-misc" => new PointRobot(),
        "Catch-bsuite" => new Catch(),
        "DeepSea-bsuite" => new DeepSea(),
        "UmbrellaChain-bsuite" => new UmbrellaChain(),
        "MemoryChain-bsuite" => new MemoryChain(),
        "DiscountingChain-bsuite" => new DiscountingChain(),
        "GaussianBandit-misc" => new GaussianBandit(),
        "BernoulliBandit-misc" => new BernoulliBanditEnvironment(),
        "FourRooms-misc" => new FourRoomsEnvironment(startsAnywhere),
        "MetaMaze-misc" => new MetaMazeEnvironment(),
        _ => throw new ArgumentException($"There is no environment \"{name}\" here.", nameof(name)),
    };
}
