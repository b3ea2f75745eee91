using Mesascope.Worlds;

namespace Mesascope.Explanations;

/// <summary>What a subject may be for: one wish, or several that take turns.</summary>
/// <param name="Wishes">At least 1; of several each decides a share of the steps.</param>
internal sealed record Hypothesis(IReadOnlyList<Wish> Wishes)
{
    /// <summary>One wish.</summary>
    public Hypothesis(Wish wish) : this([wish]) { }

    /// <summary>As in "optimises for".</summary>
    public string Phrase(Circumstance? circumstance) => string.Join(" and ", Wishes.Select(wish => wish.Phrase(circumstance)));
}

/// <summary>How well a hypothesis explains the cases that it was not fitted to.</summary>
internal sealed record HeldOut
{
    /// <summary>The hypothesis; null for the best that wants nothing.</summary>
    public required Hypothesis? Hypothesis { get; init; }

    /// <summary>Expected log-likelihood of the subject's actions, nats, summed over the case's decisions. Shape [cases].</summary>
    public required double[] LogLikelihood { get; init; }

    /// <summary>The predicted probabilities. Shape [cases][decisions·actions].</summary>
    public required double[][] Predicted { get; init; }

    /// <summary>What each wish by itself would do. Shape [cases][wishes][decisions·actions].</summary>
    public required double[][][] Experts { get; init; }

    /// <summary>Advantages at the sight that was chosen, of a single wish; else empty. Shape [cases][decisions·actions].</summary>
    public required double[][] Advantages { get; init; }

    /// <summary>The models, one a fold.</summary>
    public required ChoiceModel[] Models { get; init; }

    /// <summary>The sight of each wish, for each fold. Shape [folds][wishes].</summary>
    public required Sight[][] Sights { get; init; }

    /// <summary>What the model held out from a case would do at any decision of its level, met by the subject or not. Shape of the result [actions].</summary>
    public required Func<int, Decision, double[]> Anywhere { get; init; }

    /// <summary>The sum over cases.</summary>
    public double Total => LogLikelihood.Sum();
}
