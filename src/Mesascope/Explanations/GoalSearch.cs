using Mesascope.Agents;
using Mesascope.Statistics;
using Mesascope.Worlds;

namespace Mesascope.Explanations;

/// <summary>What a search for an explanation came to.</summary>
/// <param name="Nothing">The best that wants nothing.</param>
/// <param name="Bases">Each base goal by itself, in the order given.</param>
/// <param name="Best">The simplest hypothesis that no other clearly beats.</param>
/// <param name="Tried">How many hypotheses were held against the subject.</param>
internal sealed record SearchResult(HeldOut Nothing, IReadOnlyList<HeldOut> Bases, HeldOut Best, int Tried);

/// <summary>Searches a small grammar of goals (event × where × how many × when × under which circumstance; two that take turns; one worth so much of another) for what explains a subject, by held-out likelihood.</summary>
/// <remarks>A more complex hypothesis replaces a simpler one only where it explains clearly more (one-sided 99 % over cases) and by at least <see cref="LeastGain"/> of what there is to explain: the penalty for looking at many.</remarks>
internal sealed class GoalSearch
{
    /// <summary>What a condition must add to be believed, as a share of what there is to explain.</summary>
    public const double LeastGain = 0.02;

    /// <summary>What a second goal must add: more, since one of no account soaks up what is peculiar to how a subject errs.</summary>
    public const double LeastGainOfSecond = 0.05;

    private const double LookedAtMany = 0.99;
    private const int TopBases = 3, TopConditions = 6, TopPrices = 4, MostRounds = 3;
    private static readonly double[] Prices = [0.2, 0.5, 1, 2, 5];

    private readonly Explainer _explainer;
    private readonly Explainer _few;
    private readonly bool _places, _circumstance;
    private readonly double _gap;
    private readonly CancellationToken _cancellationToken;
    private readonly HashSet<Goal> _sums = [];
    private int _tried;

    /// <summary>Prepares a search.</summary>
    /// <param name="explainer">All cases.</param>
    /// <param name="few">Some of them, for a first look.</param>
    /// <param name="nothing">The best that wants nothing.</param>
    /// <param name="places">Whether the world has places.</param>
    /// <param name="circumstance">Whether it has a circumstance.</param>
    /// <param name="cancellationToken">Looked at before every fit.</param>
    public GoalSearch(Explainer explainer, Explainer few, HeldOut nothing, bool places, bool circumstance, CancellationToken cancellationToken = default)
    {
        (_explainer, _few, Nothing, _places, _circumstance, _cancellationToken) = (explainer, few, nothing, places, circumstance, cancellationToken);
        _gap = explainer.Ceiling.Sum() - nothing.Total;
    }

    private HeldOut Nothing { get; }

    /// <summary>Searches from these base goals.</summary>
    /// <param name="named">Those of the card, at least 1.</param>
    /// <param name="events">Single events that no named goal is about alone: they must explain clearly more than the best named one.</param>
    public SearchResult From(IReadOnlyList<Goal> named, IReadOnlyList<Goal> events)
    {
        HeldOut[] bases = Each([.. named.Concat(events).Select(goal => new Wish(goal))], wish => _explainer.For(wish, Sight.All));
        HeldOut best = Better(bases.Take(named.Count).MaxBy(held => held.Total)!, bases.Skip(named.Count));
        HeldOut[] top = [.. bases.Take(named.Count).OrderByDescending(held => held.Total).Take(TopBases)];
        if (IsWorthMore(best)) best = Better(best, [.. Conditioned(bases), .. Turns(top), .. Worth(top)]);
        for (int round = 1; round < MostRounds && IsWorthMore(best) && best.Hypothesis!.Wishes is [{ Conditions: > 0 } wish] && wish.Conditions == round; round++)
            best = Better(best, Conditioned([best]));
        return new SearchResult(Nothing, bases, best, _tried);
    }

    /// <summary>How much more one explains than the other, as a share of what there is to explain: the estimate and its lower end at that level.</summary>
    public (double Gain, double Low) Gain(HeldOut one, HeldOut other, double level)
    {
        double[] gains = [.. one.LogLikelihood.Zip(other.LogLikelihood, (a, b) => a - b)];
        double gain = gains.Sum(), low = gain - gains.Length * StudentT.Quantile(level, gains.Length - 1) * CaseInterval.StandardError(gains);
        return _gap <= 0 ? (0, 0) : (gain / _gap, low / _gap);
    }

    // Where nearly all is explained nothing can explain clearly more.
    private bool IsWorthMore(HeldOut best) => _explainer.Ceiling.Sum() - best.Total >= LeastGain * _gap;

    private HeldOut Better(HeldOut best, IEnumerable<HeldOut> challengers)
    {
        HeldOut simple = best;
        foreach (HeldOut challenger in challengers)
        {
            (double gain, double low) = Gain(challenger, simple, LookedAtMany);
            if (gain >= (IsSecond(challenger) ? LeastGainOfSecond : LeastGain) && low > 0 && challenger.Total > best.Total) best = challenger;
        }
        return best;
    }

    // Two that take turns, or one worth so much of another, which no goal of the card is.
    private bool IsSecond(HeldOut held) => held.Hypothesis!.Wishes.Count > 1 || _sums.Contains(held.Hypothesis.Wishes[0].Base);

    // A first look at a few cases decides which conditions are worth a second.
    private HeldOut[] Conditioned(IReadOnlyList<HeldOut> simpler)
    {
        (Wish Wish, HeldOut Of)[] all = [.. simpler.SelectMany(held => Narrowed(held.Hypothesis!.Wishes[0]).Select(wish => (wish, held)))];
        double[] look = Each(all, each => _few.For(each.Wish, [each.Of.Sights[0][0].IsWhole ? each.Of.Sights[0][0] : Sight.Farthest[0]]).Total);
        (Wish Wish, HeldOut Of)[] kept = [.. all.Zip(look).OrderByDescending(each => each.Second).Take(TopConditions).Select(each => each.First)];
        return Each(kept, each => _explainer.For(each.Wish, [.. Sight.Farthest.Concat(each.Of.Sights.Select(sight => sight[0])).Distinct()]));
    }

    private IEnumerable<Wish> Narrowed(Wish wish)
    {
        if (_places && wish.Where == Part.Anywhere)
            foreach (Part part in (Part[])[Part.Upper, Part.Lower, Part.Left, Part.Right]) yield return wish with { Where = part };
        if (!wish.IsSatiable)
        {
            for (int most = 1; most <= EventCode.MostTold; most++) yield return wish with { Most = most };
            yield return wish with { Leaves = 1 };
        }
        if (wish.When == Phase.Always)
            foreach (Phase phase in (Phase[])[Phase.Early, Phase.Late]) yield return wish with { When = phase };
        if (_circumstance && wish.Circumstance is null)
            foreach (bool holds in (bool[])[true, false]) yield return wish with { Circumstance = holds };
    }

    private HeldOut[] Turns(HeldOut[] top)
    {
        (HeldOut, HeldOut)[] pairs = [.. Pairs(top)];
        return Each(pairs, pair => _explainer.Together(pair.Item1, pair.Item2));
    }

    private HeldOut[] Worth(HeldOut[] top)
    {
        Wish[] all = [.. Pairs(top).SelectMany(pair => Prices.Select(price => new Wish(Sum(pair.Item1.Hypothesis!.Wishes[0].Base, pair.Item2.Hypothesis!.Wishes[0].Base, price))))];
        _sums.UnionWith(all.Select(wish => wish.Base));
        double[] look = Each(all, wish => _few.For(wish, Sight.Farthest).Total);
        return Each([.. all.Zip(look).OrderByDescending(each => each.Second).Take(TopPrices).Select(each => each.First)], wish => _explainer.For(wish, Sight.Farthest));
    }

    private static IEnumerable<(HeldOut, HeldOut)> Pairs(HeldOut[] of)
    {
        for (int i = 0; i < of.Length; i++) for (int j = i + 1; j < of.Length; j++) yield return (of[i], of[j]);
    }

    /// <summary>Both goals, the second worth so much of the first.</summary>
    internal static Goal Sum(Goal first, Goal second, double price)
    {
        double Of(Goal goal, int i) => i < goal.EventUtility.Count ? goal.EventUtility[i] : 0;
        return new Goal($"{first.Name} and {second.Name}", $"{first.Meaning}, and {second.Meaning}", GoalRole.Other)
        {
            EventUtility = [.. Enumerable.Range(0, Math.Max(first.EventUtility.Count, second.EventUtility.Count)).Select(i => Of(first, i) + price * Of(second, i))],
            StepUtility = first.StepUtility + price * second.StepUtility,
        };
    }

    private TResult[] Each<T, TResult>(T[] of, Func<T, TResult> work)
    {
        var results = new TResult[of.Length];
        CaseLoop.Run(of.Length, _cancellationToken, i => results[i] = work(of[i]));
        _tried += of.Length;
        return results;
    }
}
