namespace Mesascope.Cli;

/// <summary>Which of the known names was probably meant.</summary>
internal static class NearestNames
{
    /// <summary>"unknown organism keykeper; did you mean keykeeper?", or, where nothing is near, all there are.</summary>
    public static string Unknown(string kind, string typed, IReadOnlyCollection<string> known)
    {
        IReadOnlyList<string> near = To(typed, known);
        string rest = near.Count > 0 ? $"did you mean {string.Join(" or ", near)}?"
            : known.Count > 0 ? $"there are: {string.Join(", ", known)}"
            : "there are none";
        return $"unknown {kind} {typed}; {rest}";
    }

    /// <summary>The known names within a third of the letters, nearest first, at most three; capitals do not count.</summary>
    public static IReadOnlyList<string> To(string typed, IEnumerable<string> known)
    {
        var near = from name in known
                   let distance = Distance(typed.ToLowerInvariant(), name.ToLowerInvariant())
                   where distance <= Math.Max(1, Math.Max(typed.Length, name.Length) / 3)
                   orderby distance, name.Length, name
                   select name;
        return [.. near.Take(3)];
    }

    /// <summary>How many letters must be put in, taken out, exchanged or swapped with a neighbour to get from one to the other.</summary>
    /// <remarks>Source: Damerau (1964); the restricted form, in which no letter is changed twice.</remarks>
    public static int Distance(string from, string to)
    {
        var cost = new int[from.Length + 1, to.Length + 1];
        for (int i = 0; i <= from.Length; i++) cost[i, 0] = i;
        for (int j = 0; j <= to.Length; j++) cost[0, j] = j;
        for (int i = 1; i <= from.Length; i++)
            for (int j = 1; j <= to.Length; j++)
            {
                int exchanged = cost[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                cost[i, j] = Math.Min(exchanged, 1 + Math.Min(cost[i - 1, j], cost[i, j - 1]));
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    cost[i, j] = Math.Min(cost[i, j], 1 + cost[i - 2, j - 2]);
            }
        return cost[from.Length, to.Length];
    }
}
