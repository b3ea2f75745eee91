namespace Mesascope.Statistics;

/// <summary>How a judge answered the labelled cases of one arm.</summary>
/// <param name="Positives">Cases of which it is true, answers that could not be read included; at least 1.</param>
/// <param name="Hits">Of those, how many it called so.</param>
/// <param name="Negatives">Cases of which it is not true; at least 1.</param>
/// <param name="Rejections">Of those, how many it did not call so.</param>
/// <param name="UnreadPositives">Positives whose answer could not be read: they may have been hits or not.</param>
/// <param name="UnreadNegatives">Negatives whose answer could not be read.</param>
public sealed record JudgeCounts(int Positives, int Hits, int Negatives, int Rejections, int UnreadPositives = 0, int UnreadNegatives = 0)
{
    /// <summary>Share of the read positives that it called so; one half where none was read.</summary>
    public double Sensitivity => Share(Hits, Positives - UnreadPositives);

    /// <summary>Share of the read negatives that it did not call so.</summary>
    public double Specificity => Share(Rejections, Negatives - UnreadNegatives);

    /// <summary>Exact intervals of both, each at level 1 - alpha, whatever the answers were that could not be read.</summary>
    public JudgeAccuracy At(double alpha) => new(Exact(Hits, UnreadPositives, Positives, alpha), Exact(Rejections, UnreadNegatives, Negatives, alpha));

    private static double Share(int right, int read) => read == 0 ? 0.5 : (double)right / read;

    private static Interval Exact(int right, int unread, int all, double alpha) => new(ClopperPearson.Of(right, all, alpha).Low, ClopperPearson.Of(right + unread, all, alpha).High);
}
