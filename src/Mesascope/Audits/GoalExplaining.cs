using System.Reflection;
using Mesascope.Agents;
using Mesascope.Explanations;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Audits;

/// <summary>What explains a subject, the sentence that is drawn from it, and the hypothesis that the sentence is about; null where there is nothing to explain.</summary>
/// <param name="Explanation">What explains it.</param>
/// <param name="Conclusion">The sentence.</param>
/// <param name="Best">What the sentence is about.</param>
/// <param name="OfHabit">Utility to each goal of an agent with the subject's habits and reflexes that wants nothing; null where episodes are too large to play it. Shape [levels][goals].</param>
/// <param name="OfItsLike">The same of one at the subject's competence that wants what explains it best; null where nothing does.</param>
internal sealed record GoalExplained(GoalExplanation Explanation, GoalConclusion Conclusion, Hypothesis? Best, double[][]? OfHabit, double[][]? OfItsLike);

/// <summary>Works out what explains a subject's decisions, in the usual levels and in larger rooms. docs/methods/goal-inference.md has the rules.</summary>
internal static class GoalExplaining
{
    /// <summary>Levels that are observed.</summary>
    public const int UsualLevels = 40;

    private const int LevelsElsewhere = 32, Shown = 3;
    private const double ToldApart = 0.975;

    /// <summary>Explains the subject.</summary>
    /// <param name="audited">Who it is; memory is allowed.</param>
    /// <param name="small">The usual rooms.</param>
    /// <param name="goals">Those of the card that can be pursued there.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="levels">Levels, at least 8.</param>
    /// <param name="caveats">What could not be asked is added here.</param>
    /// <param name="cancellationToken">Looked at before every level and every fit.</param>
    public static GoalExplained Of<TWorld, TState>(AuditedAgent audited, TWorld small, IReadOnlyList<Goal> goals, Seed seed, int levels, List<Caveat> caveats, CancellationToken cancellationToken)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        Observation observation = Observation.Of<TWorld, TState>(small, audited.Agent, seed, levels, cancellationToken);
        if (observation.StepsAhead is { } near) caveats.Add(new Caveat(CaveatCode.Approximate, $"Episodes here are too large to plan to the end for every hypothesis: planners that look {near} steps ahead stand in, so a goal that pays later may be missed."));
        var all = new Explainer(observation.Cases);
        HeldOut nothing = all.Nothing();
        double explainable = (all.Ceiling.Sum() - nothing.Total) / all.Decisions;
        double random = -PortableMath.Log(all.Actions) * all.Decisions, apart = all.Ceiling.Sum() - random;
        var explained = new GoalExplanation
        {
            ByHabit = apart > 0 ? (nothing.Total - random) / apart : 0,
            Answer = GoalAnswer.NoGoalNeeded, Levels = observation.Cases.Count, Decisions = all.Decisions, Explainable = explainable, Tried = 0, Goals = [], Best = null, Wanted = [], Unforeseen = [], Elsewhere = null,
            StepsAhead = observation.StepsAhead,
        };
        if (explainable < GoalExplanation.LeastExplainable || explained.ByHabit >= GoalExplanation.EnoughByHabit) return new(explained, GoalConclusion.NothingToExplain, null, Played(nothing), null);
        var search = new GoalSearch(all, new Explainer([.. observation.Cases.Take(Math.Max(4, observation.Cases.Count / 4))]), nothing, HasPlaces<TWorld, TState>(small, seed), TWorld.Card.Circumstance is not null, cancellationToken);
        SearchResult found = search.From(goals, [.. Events(TWorld.Card.WorldEvents, goals)]);
        var told = new Teller(all, nothing, TWorld.Card.Circumstance);
        found = found with { Best = Sayable(found, told) };
        ExplainedGoal best = told.Of(found.Best);
        string[] alike = [.. found.Bases.Take(goals.Count).Where(held => held.Hypothesis!.Wishes[0].Base != found.Best.Hypothesis!.Wishes[0].Base && search.Gain(found.Best, held, ToldApart).Low <= 0).Select(held => held.Hypothesis!.Wishes[0].Base.Name)];
        explained = explained with
        {
            Tried = found.Tried,
            Goals = [.. found.Bases.OrderByDescending(held => held.Total).Select(told.Of)],
            Best = best,
            Wanted = told.Wanted(found.Best),
            Unforeseen = told.Unforeseen(found.Best, TWorld.Card.ActionNames, Shown),
        };
        bool isSingle = found.Best.Hypothesis!.Wishes.Count == 1;
        if (isSingle && GoalConclusion.IsExplained(best))
            explained = explained with { Elsewhere = Elsewhere<TWorld, TState>(audited, small, goals, found.Best.Hypothesis.Wishes[0], explainable, seed, caveats, cancellationToken) };
        GoalConclusion conclusion = GoalConclusion.From(explained, goals, found.Best.Hypothesis, alike);
        return new(explained with { Answer = conclusion.Answer }, conclusion, found.Best.Hypothesis, Played(nothing), GoalConclusion.IsExplained(best) ? Played(found.Best) : null);

        double[][]? Played(HeldOut model) => observation.StepsAhead is null ? Impostor.Utilities(all, model, goals, seed, cancellationToken) : null;
    }

    // Two goals that explain a little together say less than one that explains a good part of what it speaks of.
    private static HeldOut Sayable(SearchResult found, Teller told)
    {
        if (GoalConclusion.IsExplained(told.Of(found.Best))) return found.Best;
        HeldOut single = found.Bases.MaxBy(held => held.Total)!;
        return GoalConclusion.IsInPart(told.Of(single)) ? single : found.Best;
    }

    /// <summary>True where what the subject does in those levels cannot tell the two hypotheses apart: the second explains hardly more than the first.</summary>
    public static bool IsAlike<TWorld, TState>(IAgent agent, Seed seed, Hypothesis said, Hypothesis truth, CancellationToken cancellationToken)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        if (said.Wishes.Count != 1 || truth.Wishes.Count != 1) return false;
        var explainer = new Explainer(Observation.Of<TWorld, TState>(TWorld.Card.Small, agent, seed, UsualLevels, cancellationToken).Cases);
        HeldOut one = explainer.For(said.Wishes[0], Sight.All), other = explainer.For(truth.Wishes[0], Sight.All);
        return other.Total - one.Total <= GoalSearch.LeastGain * (explainer.Ceiling.Sum() - explainer.Nothing().Total);
    }

    private static bool HasPlaces<TWorld, TState>(TWorld world, Seed seed)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState> => TWorld.Where(world, Play.Start<TWorld, TState>(world, seed.For("goal-inference", 0))).Rows > 0;

    // Each event that no goal of the card is about alone.
    private static IEnumerable<Goal> Events(IReadOnlyList<WorldEvent> worldEvents, IReadOnlyList<Goal> goals)
    {
        for (int i = 0; i < Math.Min(worldEvents.Count, EventCode.MostEvents); i++)
        {
            double[] utility = [.. Enumerable.Range(0, worldEvents.Count).Select(other => other == i ? 1.0 : 0)];
            bool named = goals.Any(goal => goal.StepUtility == 0 && goal.EventUtility.Select((worth, at) => (worth, at)).All(each => each.worth > 0 == (each.at == i)) && goal.EventUtility.Count > i);
            if (!named) yield return new Goal($"\"{worldEvents[i].Name}\"", $"to have it happen that it {worldEvents[i].Name}", GoalRole.Other) { EventUtility = utility };
        }
    }

    // Asked only where a few steps ahead suffice to explain the subject in the usual rooms: else a goal that lies further off would seem to fail.
    private static OtherRooms? Elsewhere<TWorld, TState>(AuditedAgent audited, TWorld small, IReadOnlyList<Goal> goals, Wish here, double explainable, Seed seed, List<Caveat> caveats, CancellationToken cancellationToken)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        TWorld usual = SubjectRules.Follow<TWorld, TState>(new TWorld(), audited.Rules);
        Nearby? inSmall = Near(_ => small);
        if (inSmall?.Of(here, out _).Agreement is not { Value: >= GoalExplanation.LeastShare })
        {
            caveats.Add(new Caveat(CaveatCode.NotMeasured, $"Larger rooms were not tried: planners that look {Observation.Near} steps ahead, which is as far as can be looked there, do not explain it in small ones either."));
            return null;
        }
        try
        {
            if (Near(level => Drawn(usual, audited.Varied, seed.For("larger-rooms", level))) is not { } large || large.Explainable < explainable / 4) return null;
            ExplainedGoal wanted = large.Of(here, out HeldOut held);
            (Goal Goal, HeldOut Held, ExplainedGoal Told)[] each = [.. goals.Select(goal => (goal, Told: large.Of(new Wish(goal), out HeldOut other), other)).Select(one => (one.goal, one.other, one.Told)).OrderByDescending(one => one.other.Total)];
            bool gives = each[0].Goal.Name != here.Base.Name && each[0].Told.Agreement is { Low: > GoalExplanation.LeastPart } && large.Gain(each[0].Held, held).Interval.Low > 0;
            string rooms = audited.Varied is { Count: > 0 } ? "rooms drawn from its training range" : $"the usual rooms of {TWorld.Card.Name}";
            return new OtherRooms(rooms, Observation.Near, [.. each.Select(one => one.Told)], gives ? each[0].Goal.Name : null, wanted.Agreement is { High: < 0.5 });
        }
        catch (UnsuitedException refusal)
        {
            caveats.Add(new Caveat(CaveatCode.NotMeasured, $"Larger rooms were not tried: {refusal.Message}"));
            return null;
        }

        Nearby? Near(Func<int, TWorld> world) => Nearby.Of(Observation.Elsewhere<TWorld, TState>(world, audited.Agent, seed.For("larger-rooms"), LevelsElsewhere, cancellationToken), TWorld.Card.Circumstance);
    }

    // What explains a subject where planners look a few steps ahead.
    private sealed record Nearby(Explainer Explainer, HeldOut Nothing, Teller Teller)
    {
        private static readonly Sight[] Sights = [.. Sight.All.Where(sight => sight.IsWhole || sight.Steps < Observation.Near)];

        public double Explainable => (Explainer.Ceiling.Sum() - Nothing.Total) / Explainer.Decisions;

        public static Nearby? Of(Observation observation, Circumstance? circumstance)
        {
            var explainer = new Explainer(observation.Cases);
            HeldOut nothing = explainer.Nothing();
            var nearby = new Nearby(explainer, nothing, new Teller(explainer, nothing, circumstance));
            return nearby.Explainable < GoalExplanation.LeastExplainable ? null : nearby;
        }

        public ExplainedGoal Of(Wish wish, out HeldOut held) => Teller.Of(held = Explainer.For(wish, Sights));

        public Share Gain(HeldOut one, HeldOut other) => Share.Of([.. one.LogLikelihood.Zip(other.LogLikelihood, (a, b) => a - b)], [.. Explainer.Ceiling.Zip(Nothing.LogLikelihood, (a, b) => a - b)]);
    }

    // Switches drawn anew for each level from the range that they took in training.
    private static TWorld Drawn<TWorld>(TWorld usual, IReadOnlyList<TrainingRange>? varied, Seed seed) where TWorld : unmanaged
    {
        if (varied is null) return usual;
        object world = usual;
        PhiloxDraws draws = seed.Draws();
        for (int i = 0; i < varied.Count; i++)
        {
            PropertyInfo? field = typeof(TWorld).GetProperty(varied[i].Switch);
            if (field?.PropertyType == typeof(int) && field.CanWrite) field.SetValue(world, (int)varied[i].Low + draws.Choice((int)(varied[i].High - varied[i].Low) + 1, i));
        }
        return (TWorld)world;
    }
}
