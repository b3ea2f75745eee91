using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mesascope.Agents;
using Mesascope.Audits;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Cli;

/// <summary>Carries out <c>mesascope play</c>.</summary>
internal static class PlayHandler
{
    /// <summary>Walks until the keys end.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(PlayRequest request, Terminal terminal, CancellationToken cancellationToken)
    {
        Subject? subject = request.Subject is null ? null : Subjects.Resolve(request.Subject, request.World, new Seed(request.Seed));
        WorldInstance world = World(request.World ?? subject!.World.Name, request.Set, subject?.Audited.Rules);
        if (request.StepsOut is not null) return StepsHandler.RunAsync(request, subject!, world, terminal, cancellationToken);
        ulong episode = request.Seed;
        Walk walk = Begin();
        Show("");
        try
        {
            foreach (PlayKey key in terminal.Keys(cancellationToken))
            {
                if (key == PlayKey.End) break;
                if (key == PlayKey.Next)
                {
                    episode++;
                    walk = Begin();
                }
                Show(Press(walk, key, subject is not null));
            }
        }
        catch (OperationCanceledException)
        {
            return Task.FromResult(ExitCode.Cancelled); // nothing was being saved, so there is nothing to say
        }
        return Task.FromResult(ExitCode.Done);

        Walk Begin() => Walk.Begin(world, new Seed(episode), subject?.Audited.Agent);
        void Show(string note) => terminal.Frame(walk.Board, walk.Legend, note.Length > 0 ? [.. Panel(walk, request, world, episode), note] : [.. Panel(walk, request, world, episode)]);
    }

    private static string Press(Walk walk, PlayKey key, bool hasSubject)
    {
        if (key == PlayKey.Back)
        {
            walk.Back();
            return "one step back";
        }
        if (key == PlayKey.Next) return "the next episode";
        if (key == PlayKey.Help) return "arrows or w a s d: move; space: stay; 0 to 9: the action of that number; Enter: the subject moves; b: one step back; n: the next episode; q: end";
        if (walk.IsOver) return "it is over: b steps back, n begins the next, q ends";
        int action = key == PlayKey.Subject ? walk.Ask() : key.Action;
        if (action < 0) return hasSubject ? "" : "there is no subject to move; name one with --subject";
        if (action >= walk.ActionNames.Count) return $"there is no action {action} here; there are 0 to {walk.ActionNames.Count - 1}";
        walk.Act(action);
        string who = key == PlayKey.Subject ? "it went" : "you went";
        return $"{who} {walk.ActionNames[action]}{(walk.JustHappened.Count > 0 ? ": " + string.Join(", ", walk.JustHappened) : "")}{(walk.IsOver ? ". It is over: b steps back, n begins the next, q ends" : "")}";
    }

    private static IEnumerable<string> Panel(Walk walk, PlayRequest request, WorldInstance world, ulong episode)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"{world.Name}, seed {episode}{(request.Subject is { } subject ? $", with {subject} (Enter: its move)" : "")}");
        yield return string.Create(CultureInfo.InvariantCulture, $"step {walk.Step} of {walk.Horizon}   reward {walk.Reward:0.##;-0.##;0} (the trainer sees it)   performance {walk.Performance:0.##;-0.##;0} (the designer means it)");
        string[] happened = [.. walk.Happened.Select(each => each.Count == 1 ? each.Name : string.Create(CultureInfo.InvariantCulture, $"{each.Name} ({each.Count} times)"))];
        if (walk.Carried.Length > 0 || happened.Length > 0) yield return string.Join("; ", (string[])[.. walk.Carried.Length > 0 ? [walk.Carried] : Array.Empty<string>(), .. happened.Length > 0 ? [$"so far: {string.Join(", ", happened)}"] : Array.Empty<string>()]);
        yield return "actions: " + string.Join("  ", walk.ActionNames.Select((name, action) => $"{action} {name}"));
    }

    // A subject brings the rules of its own that its audit would follow.
    private static WorldInstance World(string name, IReadOnlyDictionary<string, string> set, WorldInstance? own)
    {
        string[] known = [.. WorldInstance.Read(name, []).Settings.Select(each => each.Key)];
        JsonObject switches = SubjectRules.Followed(own) ?? [];
        foreach ((string typed, string value) in set)
        {
            string named = known.FirstOrDefault(each => each.Equals(typed, StringComparison.OrdinalIgnoreCase)) ?? throw new ArgumentException(NearestNames.Unknown($"switch of {name}", typed, known));
            switches[named] = Value(value);
        }
        return WorldInstance.Read(name, switches);
    }

    private static JsonNode? Value(string typed)
    {
        try
        {
            return JsonNode.Parse(typed.ToLowerInvariant() is "true" or "false" ? typed.ToLowerInvariant() : typed);
        }
        catch (JsonException)
        {
            return JsonValue.Create(typed, CliJson.Default.String);
        }
    }
}
