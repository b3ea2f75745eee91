using Mesascope.Agents;
using Mesascope.Audits;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>Replication 9: the goal-directedness of a noisy walker to a corner, for its own goal and for a wrong one.</summary>
/// <remarks>
/// The convention that gives the figures: a step costs <see cref="StepCost"/> unless it begins in the goal's cell. Reaching the walker's own corner
/// holds it there until the horizon; its steps there still count towards the utility of the whole trajectory (free for the right goal, costly for a wrong one),
/// and explain nothing, because every action there does the same.
/// Source: MacDermott et al. (2024), section 5, in the set-up of replication 9.
/// </remarks>
public sealed record MegReplication
{
    /// <summary>Cells along a side, at least 2.</summary>
    public int Size { get; init; } = 5;

    /// <summary>Steps in an episode, at least 1.</summary>
    public int Horizon { get; init; } = 12;

    /// <summary>The rationality of the Boltzmann policy that the walker follows.</summary>
    public double Beta { get; init; } = 40;

    /// <summary>What a step outside the goal costs, above 0.</summary>
    public double StepCost { get; init; } = 1;

    /// <summary>Where the walker wants to go, and is held: size·row + column; null is the corner opposite the start, which is cell 0.</summary>
    public int? GoalCell { get; init; }

    /// <summary>One row: MEG of the walker that acts at random with probability <paramref name="epsilon"/>, under a hypothesis about its goal.</summary>
    /// <param name="epsilon">The share of uniformly random actions, in [0, 1].</param>
    /// <param name="hypothesisCell">The goal it is measured against; null is its own.</param>
    /// <param name="cancellationToken">Looked at between one rationality that is tried and the next.</param>
    /// <exception cref="ArgumentException">A size, cell, share or cost outside its range.</exception>
    public MegRow Run(double epsilon, int? hypothesisCell = null, CancellationToken cancellationToken = default)
    {
        int goal = GoalCell ?? Size * Size - 1, hypothesis = hypothesisCell ?? goal;
        Check(epsilon, hypothesisCell);
        Transitions grid = Grid(goal, hypothesis);
        double[] pursued = [.. grid.EventSets.Select(Towards(OutsideGoal).Utility)];
        double[][] boltzmann = SoftPlan.Policy(grid, [.. pursued.Select(cost => Beta * cost)]);
        double[] kinds = PolicyEvaluation.ExpectedKinds(grid, (step, state, probabilities) =>
        {
            for (int action = 0; action < probabilities.Length; action++)
                probabilities[action] = (1 - epsilon) * boltzmann[step][state * 4 + action] + epsilon / 4;
        });
        var meg = MaximumEntropyGoalDirectedness.Of([new Behaviour(grid, kinds)], Towards(OutsideHypothesis), cancellationToken);
        return new MegRow(epsilon, hypothesis, meg.Nats, meg.Beta);
    }

    private const int MostMoments = 5_000_000;
    private const uint OutsideGoal = 1, OutsideHypothesis = 2;

    private Goal Towards(uint outside) => new("corner", "to be in its corner", GoalRole.Other)
    {
        EventUtility = outside == OutsideGoal ? [-StepCost] : [0, -StepCost],
    };

    // Certain moves over size² numbered cells; every cell counts as reached from the first step on, which changes nothing but the work.
    private Transitions Grid(int goal, int hypothesis)
    {
        int cells = Size * Size;
        var next = new int[cells * 4];
        var kind = new int[cells * 4];
        for (int cell = 0; cell < cells; cell++)
            for (int action = 0; action < 4; action++)
            {
                next[cell * 4 + action] = cell == goal ? cell : Moved(cell, action);
                kind[cell * 4 + action] = (cell == goal ? 0 : (int)OutsideGoal) + (cell == hypothesis ? 0 : (int)OutsideHypothesis);
            }
        var probability = new double[next.Length];
        Array.Fill(probability, 1);
        return new Transitions
        {
            Actions = 4, Horizon = Horizon, Reached = [.. Enumerable.Repeat(cells, Horizon + 1)],
            First = [.. Enumerable.Range(0, next.Length + 1)], Next = next, Probability = probability, Kind = kind, EventSets = [0, 1, 2, 3],
        };
    }

    private int Moved(int cell, int action)
    {
        int row = cell / Size, column = cell % Size;
        return action switch
        {
            0 => row > 0 ? cell - Size : cell,
            1 => row < Size - 1 ? cell + Size : cell,
            2 => column > 0 ? cell - 1 : cell,
            _ => column < Size - 1 ? cell + 1 : cell,
        };
    }

    /// <summary>Refuses what has no meaning.</summary>
    /// <exception cref="ArgumentException">A size, cell, share or cost outside its range.</exception>
    internal void Check(double epsilon, int? hypothesisCell)
    {
        int goal = GoalCell ?? Size * Size - 1, hypothesis = hypothesisCell ?? goal;
        if (Size is < 2 or > 100) throw new ArgumentException($"The size is in [2, 100]; got {Size}.");
        if (Horizon is < 1 or > 10_000) throw new ArgumentException($"The horizon is in [1, 10000]; got {Horizon}.");
        if (Size * Size * Horizon > MostMoments) throw new ArgumentException($"{Size} by {Size} cells over {Horizon} steps are more than {MostMoments} moments; take a smaller size or horizon.");
        if (!(StepCost > 0) || !double.IsFinite(StepCost)) throw new ArgumentException($"A step costs more than 0; got {StepCost}.");
        if (!double.IsFinite(Beta)) throw new ArgumentException($"The rationality is a finite number; got {Beta}.");
        if (!(epsilon is >= 0 and <= 1)) throw new ArgumentException($"The share of random actions is in [0, 1]; got {epsilon}.", nameof(epsilon));
        foreach (int cell in (int[])[goal, hypothesis])
            if (cell < 0 || cell >= Size * Size) throw new ArgumentException($"A goal's cell is in [0, {Size * Size}); got {cell}.");
    }
}

/// <summary>One row of replication 9.</summary>
/// <param name="Epsilon">The share of uniformly random actions.</param>
/// <param name="HypothesisCell">The goal it was measured against, size·row + column.</param>
/// <param name="Nats">MEG, nats per episode, exact.</param>
/// <param name="Beta">The rationality that explains most.</param>
public sealed record MegRow(double Epsilon, int HypothesisCell, double Nats, double Beta);
