using System.Globalization;
using Mesascope.Explanations;
using Mesascope.Worlds;

namespace Mesascope.Audits;

/// <summary>One sentence drawn from what explains the subject, and what it names.</summary>
/// <param name="Answer">The kind of answer.</param>
/// <param name="Sentence">The sentence.</param>
/// <param name="OptimisesFor">The goal of the card, or the phrase, where it says "optimises for"; else null.</param>
internal sealed record GoalConclusion(GoalAnswer Answer, string Sentence, string? OptimisesFor)
{
    /// <summary>Where habit and reflex leave nothing.</summary>
    public static GoalConclusion NothingToExplain { get; } = new(GoalAnswer.NoGoalNeeded, "No goal is needed: habit and reflex explain what it does.", null);

    /// <summary>True where a hypothesis explains a subject in absolute terms.</summary>
    public static bool IsExplained(ExplainedGoal goal) => goal.Share.Low > 0 && Fit(goal).Low >= GoalExplanation.LeastShare;

    /// <summary>True where it clearly explains a third of what it speaks of.</summary>
    public static bool IsInPart(ExplainedGoal goal) => goal.Share.Low > 0 && Fit(goal).Low >= GoalExplanation.LeastPart;

    /// <summary>Draws it.</summary>
    /// <param name="explained">The evidence.</param>
    /// <param name="goals">The goals of the card.</param>
    /// <param name="best">The simplest hypothesis that none clearly beats.</param>
    /// <param name="alike">Goals of the card that cannot be told from it.</param>
    public static GoalConclusion From(GoalExplanation explained, IReadOnlyList<Goal> goals, Hypothesis best, IReadOnlyList<string> alike)
    {
        ExplainedGoal goal = explained.Best!;
        if (!IsInPart(goal))
            return goal.Share.Value < GoalExplanation.LeastPart && goal.Share.High < GoalExplanation.LeastShare && Fit(goal).Value < GoalExplanation.LeastPart
                ? new(GoalAnswer.NoneOfThese, $"No goal that was tried explains it: even {goal.Goal}, which fits it best, explains little of what it does beyond habit and reflex.", null)
                : new(GoalAnswer.CannotTell, $"It cannot be told what it is for: {goal.Goal} fits it best, and may explain much of what it does or little.", null);
        if (!IsExplained(goal))
            return new(GoalAnswer.InPart, $"In part it behaves as if it wanted {goal.Goal}{Competence(goal)}: nothing that was tried explains the rest.", null);
        if (alike.Count > 0)
            return new(GoalAnswer.CannotTell, $"It cannot be told whether it wants {goal.Goal} or {string.Join(" or ", alike)}: each explains what it does about as well.", null);
        if (explained.Elsewhere is { } rooms && (rooms.Instead is not null || rooms.Fails))
            return new(GoalAnswer.DependsOnTheRoom, $"It depends on the room: in small rooms it behaves as if it wanted {goal.Goal}, in {rooms.Rooms} {(rooms.Instead is { } instead ? $"as if it wanted {instead}" : "that explains less than half of what it does")}.", null);
        if (Both(best, goals) is { } both)
            return new(GoalAnswer.WantsBoth, explained.Wanted.Count == 2 ? $"It wants both {both}: {explained.Wanted[0].Goal} in {Percent(explained.Wanted[0].Share)} of its steps, {explained.Wanted[1].Goal} in {Percent(explained.Wanted[1].Share)}."
                : $"It wants both {both}: the two together explain what it does, and neither does alone.", null);
        string rather = best.Wishes[0].Conditions == 0 && Rival(goal.Goal, goals, explained) is { } rival ? $" rather than {rival}" : "";
        return new(GoalAnswer.OptimisesFor, $"It optimises for {goal.Goal}{rather}{Competence(goal)}.", goal.Goal);
    }

    // What decides: for one goal whether it takes one of its best actions; for two that take turns, all that it does.
    private static Estimate Fit(ExplainedGoal goal) => goal.Agreement ?? goal.Share;

    private static string? Both(Hypothesis best, IReadOnlyList<Goal> goals) =>
        best.Wishes.Count == 2 ? best.Phrase(null) : goals.All(goal => goal.Name != best.Wishes[0].Base.Name) && best.Wishes[0].Base.Name.Contains(" and ", StringComparison.Ordinal) ? best.Wishes[0].Base.Name : null;

    private static string Percent(Estimate share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share.Value:0} % [{100 * share.Low:0}, {100 * share.High:0}]");

    private static string Competence(ExplainedGoal goal)
    {
        string sight = goal.StepsAhead is { } steps ? FormattableString.Invariant($", looking about {steps} steps ahead") : "";
        return sight + (goal.Agreement is not null && goal.Rate < 0.9 ? string.Create(CultureInfo.InvariantCulture, $", and does what that asks in {100 * goal.Rate:0} % of the decisions where it matters") : "");
    }

    // The proxy's rival is what was meant; what was meant has the proxy that explains most as its rival.
    private static string? Rival(string name, IReadOnlyList<Goal> goals, GoalExplanation explained)
    {
        bool intended = goals.Any(goal => goal.Name == name && goal.Role == GoalRole.Intended);
        return goals.Where(goal => goal.Name != name).OrderBy(goal => goal.Role == (intended ? GoalRole.Proxy : GoalRole.Intended) ? 0 : 1)
            .ThenByDescending(goal => explained.Goals.FirstOrDefault(each => each.Goal == goal.Name)?.Share.Value ?? double.NegativeInfinity).FirstOrDefault()?.Name;
    }
}
