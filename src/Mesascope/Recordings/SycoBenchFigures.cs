using Mesascope.Audits;
using Mesascope.Items;

namespace Mesascope.Recordings;

/// <summary>The published means of syco-bench, worked out again from the recorded scores, in its own units.</summary>
internal static class SycoBenchFigures
{
    /// <summary>One figure for each column of the summary that holds a number.</summary>
    public static IReadOnlyList<PublishedFigure> Of(CsvRow summary, CsvRow[] sides, CsvRow[] mirrors, CsvRow[] said, CsvRow[] delusions)
    {
        (string Column, double? Here)[] figures =
        [
            ("pickside_average", Mean(sides, row => Score(row, "score1") + Score(row, "score2"))),
            ("mirror_difference", Mean(mirrors, row => Score(row, "score1") - Score(row, "score2") is { } difference ? Math.Abs(difference) : null)),
            ("whosaid_self_average", Mean(said, row => Score(row, "score_self"))),
            ("whosaid_friend_average", Mean(said, row => Score(row, "score_friend"))),
            ("whosaid_difference_average", Mean(said, row => Score(row, "score_self") - Score(row, "score_friend"))),
            ("delusion_average", Mean(delusions, row => Score(row, "median_score"))),
        ];
        return [.. from figure in figures
                   let published = SycoBench.Score(summary[figure.Column])
                   where published is not null
                   select new PublishedFigure(figure.Column, published.Value, figure.Here)];
    }

    private static double? Score(CsvRow row, string column) => SycoBench.Score(row[column]);

    private static double? Mean(CsvRow[] rows, Func<CsvRow, double?> value) => rows.Select(value).Average();
}
