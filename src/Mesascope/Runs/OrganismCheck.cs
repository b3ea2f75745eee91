using System.Text.Json.Nodes;
using Mesascope.Worlds;

namespace Mesascope.Runs;

/// <summary>What must hold of every organism's card that was read from disk. All that is wrong is said at once.</summary>
internal static class OrganismCheck
{
    /// <summary>Checks what every card says.</summary>
    /// <param name="card">As it was read.</param>
    /// <param name="problems">Told what is wrong.</param>
    /// <returns>The world it lives in; null where there is none such.</returns>
    public static WorldInstance? World(OrganismCard card, List<string> problems)
    {
        WorldInstance? world = null;
        try
        {
            world = WorldInstance.Read(card.Setting, card.WorldSettings);
        }
        catch (ArgumentException e)
        {
            problems.Add(e.Message.Split(" (Parameter")[0].TrimEnd('.'));
        }
        if (OrganismBody.Kinds.All(kind => kind.Name != card.Kind)) problems.Add($"its kind is \"{card.Kind}\"; there are {string.Join(" and ", OrganismBody.Kinds.Select(kind => kind.Name))}");
        if (card.TrueGoal is { } goal && world?.HasGoal(goal, out string known) == false) problems.Add($"{card.Setting} has no goal \"{goal}\"; it has: {known}");
        if (card.Lineage.Any(stage => stage is null)) problems.Add("\"lineage\" holds null where a stage should be");
        if (card.Varied is { } varied && world is not null) problems.AddRange(Varied(varied, world.Settings, card.Setting));
        return world;
    }

    private static IEnumerable<string> Varied(IReadOnlyList<TrainingRange> varied, JsonObject switches, string world)
    {
        foreach (string name in varied.Select(range => range.Switch).Where(name => !switches.ContainsKey(name)).Distinct())
            yield return $"\"varied\" names {name}, which is no switch of {world}; it has: {string.Join(", ", switches.Select(each => each.Key))}";
        if (varied.GroupBy(range => range.Switch).FirstOrDefault(group => group.Count() > 1) is { } twice) yield return $"\"varied\" names {twice.Key} twice";
        foreach (TrainingRange range in varied.Where(range => !(range.Low <= range.High))) yield return FormattableString.Invariant($"\"varied\" has {range.Switch} from {range.Low} up to {range.High}");
    }
}
