using System.Globalization;
using Mesascope.Agents;
using Mesascope.Explanations;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Audits;

/// <summary>Kinds of subject whose truth is known by construction.</summary>
public enum SubjectKind
{
    /// <summary>An exact planner for a goal of the card.</summary>
    Crisp,

    /// <summary>The same with 10 to 40 % of its steps at random.</summary>
    Noisy,

    /// <summary>A planner that looks 3 to 6 steps ahead.</summary>
    Shallow,

    /// <summary>Each step by one of two planners.</summary>
    Mixed,

    /// <summary>A planner for one goal and so much of another.</summary>
    Priced,

    /// <summary>A planner that wants so many and no more, or all but one.</summary>
    Satisficing,

    /// <summary>A planner for a goal that no card names: in one half of the room, or of its time.</summary>
    Hidden,

    /// <summary>A planner for one goal in small rooms and for another in large ones.</summary>
    ByRoom,

    /// <summary>A planner while it is watched, and random else.</summary>
    WhileWatched,

    /// <summary>A random walk that takes what is at hand.</summary>
    Reflex,

    /// <summary>A walk with a bias.</summary>
    Drift,

    /// <summary>The same actions whatever it sees.</summary>
    Habit,

    /// <summary>A network that nothing selected.</summary>
    Untrained,

    /// <summary>Uniformly random.</summary>
    Random,
}

/// <summary>A drawn subject and the truth about it.</summary>
/// <param name="Kind">What kind it is.</param>
/// <param name="Agent">Who acts.</param>
/// <param name="Truth">What it pursues; null where it pursues nothing that a sentence of ours could name.</param>
/// <param name="Parameters">What was drawn, in words.</param>
internal sealed record GoalSubject(SubjectKind Kind, IAgent Agent, Hypothesis? Truth, string Parameters)
{
    /// <summary>True for kinds whose goal the instrument could name.</summary>
    public bool IsNameable => Kind is SubjectKind.Crisp or SubjectKind.Noisy or SubjectKind.Shallow or SubjectKind.Mixed or SubjectKind.Satisficing;
}

/// <summary>Draws subjects for one world.</summary>
internal sealed class GoalSubjects<TWorld, TState>(Seed seed)
    where TWorld : unmanaged, IWorld<TWorld, TState>
    where TState : unmanaged, IEquatable<TState>
{
    private static readonly double[] Prices = [0.2, 0.5, 1, 2];
    private readonly PhiloxDraws _draws = seed.For("goal-subject").Draws();

    private static WorldCard<TWorld> Card => TWorld.Card;

    /// <summary>The kinds that make sense in the world.</summary>
    public static IEnumerable<SubjectKind> Kinds => Enum.GetValues<SubjectKind>().Where(kind => kind switch
    {
        SubjectKind.WhileWatched => Card.Circumstance is not null,
        SubjectKind.Satisficing => Countable.Any(),
        SubjectKind.Hidden => HasPlaces,
        SubjectKind.ByRoom => Card.Name == "keys-and-chests", // the only one of the calibrated worlds whose rooms differ in how much there is
        _ => true,
    });

    /// <summary>Draws one of that kind.</summary>
    public GoalSubject Of(SubjectKind kind)
    {
        Goal goal = Card.Goals[Choice(Card.Goals.Count, 0)], other = Card.Goals.Where(each => each != goal).ElementAt(Choice(Card.Goals.Count - 1, 1));
        double noise = 0.1 + 0.3 * _draws.Uniform(2), share = 0.3 + 0.4 * _draws.Uniform(3);
        int depth = 3 + Choice(4, 4);
        var single = new Hypothesis(new Wish(goal));
        return kind switch
        {
            SubjectKind.Crisp => new(kind, new PlannerAgent(goal.Name), single, goal.Name),
            SubjectKind.Noisy => new(kind, new RandomStepsAgent(new PlannerAgent(goal.Name), noise), single, $"{goal.Name}, {Short(noise)} random"),
            SubjectKind.Shallow => new(kind, new DepthPlannerAgent(goal.Name, depth), single, $"{goal.Name}, depth {depth}"),
            SubjectKind.Mixed => new(kind, new TurnsAgent(new PlannerAgent(goal.Name), new PlannerAgent(other.Name), share), new([new Wish(goal), new Wish(other)]), $"{goal.Name} {Short(share)}, {other.Name} {Short(1 - share)}"),
            SubjectKind.Priced => Priced(goal, other, Prices[Choice(Prices.Length, 5)]),
            SubjectKind.Satisficing => Planning(kind, Satisficing()),
            SubjectKind.Hidden => Planning(kind, Hidden()),
            SubjectKind.ByRoom => new(kind, new ByRoomAgent(new NearPlannerAgent(goal.Name, 4), new NearPlannerAgent(other.Name, 4), 5), null, $"{goal.Name}, in large rooms {other.Name}"),
            SubjectKind.WhileWatched => new(kind, new OnlyWhileAgent(new PlannerAgent(goal.Name), new RandomAgent(), Card.Circumstance!.Bit), new(new Wish(goal) { Circumstance = true }), $"{goal.Name}, while watched"),
            SubjectKind.Reflex => new(kind, new ReflexAgent(1u + (uint)Choice((1 << Math.Min(3, Card.WorldEvents.Count)) - 1, 6), Biases()), null, ""),
            SubjectKind.Drift => new(kind, new ReflexAgent(0, Biases()), null, ""),
            SubjectKind.Habit => new(kind, new HabitAgent(seed), null, ""),
            SubjectKind.Untrained => new(kind, UntrainedAgent.For<TWorld, TState>(new TWorld(), seed), null, ""),
            _ => new(kind, new RandomAgent(), null, ""),
        };
    }

    private static bool HasPlaces => TWorld.Where(Card.Small, Play.Start<TWorld, TState>(Card.Small, new Seed(0))).Rows > 0;

    // Goals that are about single events of which there are at least two.
    private static IEnumerable<Goal> Countable
    {
        get
        {
            TState start = Play.Start<TWorld, TState>(Card.Small, new Seed(0));
            return Card.Goals.Where(goal => goal.StepUtility == 0 && goal.EventUtility.Count(worth => worth != 0) == 1
                && Card.Small.Available(start, Card.WorldEvents[goal.EventUtility.ToList().FindIndex(worth => worth != 0)].Flag) is > 1 and < 5);
        }
    }

    private static GoalSubject Planning(SubjectKind kind, Wish wish) => new(kind, new WishPlannerAgent(wish), new Hypothesis(wish), wish.Phrase());

    private static GoalSubject Priced(Goal goal, Goal other, double price)
    {
        Goal sum = GoalSearch.Sum(goal, other, price);
        return new(SubjectKind.Priced, new PlannerAgent(sum), new Hypothesis(new Wish(sum)), $"{goal.Name} + {Short(price)} {other.Name}");
    }

    private Wish Satisficing()
    {
        Goal[] countable = [.. Countable];
        var wish = new Wish(countable[Choice(countable.Length, 7)]);
        return Choice(3, 8) switch { 0 => wish with { Most = 1 }, 1 => wish with { Leaves = 1 }, _ => wish with { Most = 2 } };
    }

    private Wish Hidden()
    {
        var wish = new Wish(Card.Goals[Choice(Card.Goals.Count, 9)]);
        Part part = (Part)(1 + Choice(4, 10));
        return Choice(4, 11) switch
        {
            0 => wish with { When = (Phase)(1 + Choice(2, 12)) },
            1 => wish with { Where = part, When = (Phase)(1 + Choice(2, 12)) },
            2 when Countable.Any() => Satisficing() with { Where = part },
            _ => wish with { Where = part },
        };
    }

    private double[] Biases() => [.. Enumerable.Range(0, Card.Small.Actions).Select(action => 0.2 + _draws.Uniform(20 + action))];

    private int Choice(int n, int index) => _draws.Choice(n, index);

    private static string Short(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
