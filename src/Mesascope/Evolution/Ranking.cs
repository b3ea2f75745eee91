namespace Mesascope.Evolution;

/// <summary>Individuals in the order of their fitness; of equals, the one with the lower number first.</summary>
internal static class Ranking
{
    /// <summary>The numbers of the individuals, fittest first. Shape [population].</summary>
    public static int[] BestFirst(ReadOnlySpan<double> fitness, int population)
    {
        if (fitness.Length != population) throw new ArgumentException($"The population holds {population} individuals; got {fitness.Length} fitnesses.", nameof(fitness));
        double[] values = fitness.ToArray();
        if (!values.All(double.IsFinite)) throw new ArgumentException("A fitness is not a finite number.", nameof(fitness));
        return [.. Enumerable.Range(0, population).OrderByDescending(i => values[i])]; // OrderBy is stable
    }

    /// <summary>Ranks mapped evenly onto [-½, ½], the fittest at ½; equals share the mean of their ranks. Shape [population].</summary>
    /// <remarks>Source: Salimans et al. (2017), section 2; equals share a rank so that a generation of equals moves nothing.</remarks>
    public static double[] Centred(ReadOnlySpan<double> fitness, int population)
    {
        int[] order = BestFirst(fitness, population);
        var ranks = new double[population];
        for (int first = 0; first < population;)
        {
            int last = first;
            while (last + 1 < population && fitness[order[last + 1]] == fitness[order[first]]) last++;
            double rank = 0.5 - (first + last) / 2.0 / (population - 1);
            for (int i = first; i <= last; i++) ranks[order[i]] = rank;
            first = last + 1;
        }
        return ranks;
    }
}
