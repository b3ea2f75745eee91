using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Explanations;

/// <summary>Plays a fitted model in the levels where the subject was observed: what an agent of the subject's competence brings about that wants just this, or nothing.</summary>
internal static class Impostor
{
    private const int Episodes = 4;

    /// <summary>What it is worth to each goal, the mean over a few episodes. Shape [cases][goals]. Only where episodes were tabulated whole.</summary>
    public static double[][] Utilities(Explainer explainer, HeldOut model, IReadOnlyList<Goal> goals, Seed seed, CancellationToken cancellationToken)
    {
        var worth = new double[explainer.Cases.Count][];
        CaseLoop.Run(worth.Length, cancellationToken, c =>
        {
            worth[c] = new double[goals.Count];
            for (int episode = 0; episode < Episodes; episode++) Play(explainer.Cases[c], c, model, goals, seed.For("impostor", (long)c * Episodes + episode), worth[c]);
        });
        return worth;
    }

    private static void Play(ObservedCase @case, int c, HeldOut model, IReadOnlyList<Goal> goals, Seed randomness, double[] worth)
    {
        Transitions transitions = @case.Decisions[0].Ahead;
        for (int step = 0, state = 0, action = -1; step < @case.Horizon && state >= 0; step++)
        {
            PhiloxDraws draws = randomness.Draws(step);
            double[] probabilities = model.Anywhere(c, new Decision(transitions, state, step, action, [], () => ""));
            action = Agents.Play.Sample(probabilities, ref draws);
            int outcome = Drawn(transitions, state * transitions.Actions + action, draws.Uniform(probabilities.Length));
            uint events = new EventCode(transitions.EventSets[transitions.Kind[outcome]]).Events;
            for (int goal = 0; goal < worth.Length; goal++) worth[goal] += goals[goal].Utility(events) / Episodes;
            state = transitions.Next[outcome];
        }
    }

    private static int Drawn(Transitions transitions, int pair, double uniform)
    {
        int outcome = transitions.First[pair];
        for (; outcome < transitions.First[pair + 1] - 1 && uniform >= transitions.Probability[outcome]; outcome++) uniform -= transitions.Probability[outcome];
        return outcome;
    }
}
