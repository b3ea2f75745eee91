using Mesascope.Agents;
using Mesascope.Audits;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>What a walker's behaviour says about its goal.</summary>
/// <param name="Nats">MEG, nats per episode, exact.</param>
/// <param name="Beta">The rationality that explains most.</param>
/// <remarks>
/// The convention that gives the figures: a step costs <see cref="MegSetUp.StepCost"/> unless it begins in the goal's cell. Reaching the walker's own corner
/// holds it there until the horizon; its steps there still count towards the utility of the whole trajectory (free for the right goal, costly for a wrong one),
/// and explain nothing, because every action there does the same.
/// Source: MacDermott et al. (2024), section 5, in the set-up of replication 9.
/// </remarks>
internal sealed record MegTrial(double Nats, double Beta)
{
    private const uint OutsideGoal = 1, OutsideHypothesis = 2;

    /// <summary>MEG of the walker that acts at random with the cell's probability, under its hypothesis.</summary>
    public static MegTrial Run(MegSetUp setUp, MegCell cell, CancellationToken cancellationToken)
    {
        Transitions grid = Grid(setUp, cell.Hypothesis);
        double[] pursued = [.. grid.EventSets.Select(Towards(OutsideGoal, setUp.StepCost).Utility)];
        double[][] boltzmann = SoftPlan.Policy(grid, [.. pursued.Select(cost => setUp.Beta * cost)]);
        double[] kinds = PolicyEvaluation.ExpectedKinds(grid, (step, state, probabilities) =>
        {
            for (int action = 0; action < probabilities.Length; action++)
                probabilities[action] = (1 - cell.Epsilon) * boltzmann[step][state * 4 + action] + cell.Epsilon / 4;
        });
        var meg = MaximumEntropyGoalDirectedness.Of([new Behaviour(grid, kinds)], Towards(OutsideHypothesis, setUp.StepCost), cancellationToken);
        return new MegTrial(meg.Nats, meg.Beta);
    }

    private static Goal Towards(uint outside, double stepCost) => new("corner", "to be in its corner", GoalRole.Other)
    {
        EventUtility = outside == OutsideGoal ? [-stepCost] : [0, -stepCost],
    };

    // Certain moves over size² numbered cells; every cell counts as reached from the first step on, which changes nothing but the work.
    private static Transitions Grid(MegSetUp setUp, int hypothesis)
    {
        int cells = setUp.Size * setUp.Size, goal = setUp.GoalCell;
        var next = new int[cells * 4];
        var kind = new int[cells * 4];
        for (int cell = 0; cell < cells; cell++)
            for (int action = 0; action < 4; action++)
            {
                next[cell * 4 + action] = cell == goal ? cell : Moved(cell, action, setUp.Size);
                kind[cell * 4 + action] = (cell == goal ? 0 : (int)OutsideGoal) + (cell == hypothesis ? 0 : (int)OutsideHypothesis);
            }
        var probability = new double[next.Length];
        Array.Fill(probability, 1);
        return new Transitions
        {
            Actions = 4, Horizon = setUp.Horizon, Reached = [.. Enumerable.Repeat(cells, setUp.Horizon + 1)],
            First = [.. Enumerable.Range(0, next.Length + 1)], Next = next, Probability = probability, Kind = kind, EventSets = [0, 1, 2, 3],
        };
    }

    private static int Moved(int cell, int action, int size)
    {
        int row = cell / size, column = cell % size;
        return action switch
        {
            0 => row > 0 ? cell - size : cell,
            1 => row < size - 1 ? cell + size : cell,
            2 => column > 0 ? cell - 1 : cell,
            _ => column < size - 1 ? cell + 1 : cell,
        };
    }
}
