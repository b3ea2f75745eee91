using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Mesascope.Worlds;

namespace Mesascope.Audits;

/// <summary>How far an audit goes along with the rules of the subject's own world: it takes over those that the card's <see cref="WorldCard{TWorld}.Follows"/> names, and says which others it does not.</summary>
public static class SubjectRules
{
    /// <summary>A world of the audit with the subject's own rules where the card lets it follow them.</summary>
    /// <param name="usual">The world that the audit would play otherwise.</param>
    /// <param name="own">The subject's rules; null where it has none of its own.</param>
    public static TWorld Follow<TWorld, TState>(TWorld usual, WorldInstance? own)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        if (own is null) return usual;
        TWorld theirs = own.Accept(new Rules<TWorld>());
        object followed = usual;
        foreach (string name in TWorld.Card.Follows) Field<TWorld>(name).SetValue(followed, Value(theirs, name));
        return (TWorld)followed;
    }

    /// <summary>The rules that an audit takes over and that are not the usual ones, by name; null where all are as usual. What a replay needs to know beside the seed.</summary>
    public static JsonObject? Followed(WorldInstance? own) => own?.Accept(new Differences());

    /// <summary>What a reader must know of the rules: those that were followed, and those of the subject that these worlds do not have.</summary>
    /// <param name="audited">Who is audited.</param>
    /// <param name="turned">The switches that the question itself is about.</param>
    /// <param name="played">The worlds that are played.</param>
    public static IEnumerable<Caveat> Caveats<TWorld, TState>(AuditedAgent audited, IReadOnlyList<string> turned, params TWorld[] played)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        if (audited.Rules is null) yield break;
        TWorld own = audited.Rules.Accept(new Rules<TWorld>()), usual = new();
        string[] different = [.. Names<TWorld, TState>().Where(name => !Value(own, name).Equals(Value(usual, name)))];
        string[] kept = [.. different.Where(name => TWorld.Card.Follows.Contains(name) && played.All(world => Value(world, name).Equals(Value(own, name))))];
        if (kept.Length > 0)
            yield return new Caveat(CaveatCode.Rules, $"It is asked under the subject's own rules, {Listed(kept.Select(name => $"{name} {Text(Value(own, name))}"))}; the error rates were measured under the usual ones, {Listed(kept.Select(name => $"{name} {Text(Value(usual, name))}"))}.", CaveatSeverity.Note);
        string[] lost = [.. different.Except(kept).Where(name => !turned.Contains(name) && !IsReward(name) && !Varied(audited, name) && played.Any(world => !Value(world, name).Equals(Value(own, name))))];
        if (lost.Length > 0)
            yield return new Caveat(CaveatCode.Rules, $"It cannot be asked under all of the subject's own rules: here {Listed(lost.Select(name => $"{name} is {string.Join(" or ", played.Select(world => Text(Value(world, name))).Distinct())}, not {Text(Value(own, name))}"))}.");
    }

    private static string Listed(IEnumerable<string> parts) => string.Join(", ", parts);

    // What the trainer paid is not seen by who acts.
    private static bool IsReward(string name) => name.EndsWith("Reward", StringComparison.Ordinal);

    // How far a number ranged is said of the number: Keys, not KeysUpTo.
    private static bool Varied(AuditedAgent audited, string name) =>
        audited.Varied?.Any(range => range.Switch == name || range.Switch + "UpTo" == name) ?? false;

    private static IEnumerable<string> Names<TWorld, TState>()
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState> => WorldInstance.Of<TWorld, TState>(new TWorld()).Settings.Select(setting => setting.Key);

    private static PropertyInfo Field<TWorld>(string name) => typeof(TWorld).GetProperty(name)!;

    private static object Value<TWorld>(TWorld world, string name) => Field<TWorld>(name).GetValue(world)!;

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private sealed class Rules<TWanted> : IWorldInstanceVisitor<TWanted>
    {
        public TWanted Visit<TWorld, TState>(TWorld world)
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState> => (TWanted)(object)world;
    }

    private sealed class Differences : IWorldInstanceVisitor<JsonObject?>
    {
        public JsonObject? Visit<TWorld, TState>(TWorld world)
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState>
        {
            JsonObject settings = WorldInstance.Of<TWorld, TState>(world).Settings;
            string[] followed = [.. TWorld.Card.Follows.Where(name => !Value(world, name).Equals(Value(new TWorld(), name)))];
            return followed.Length == 0 ? null : new JsonObject(followed.Select(name => KeyValuePair.Create(name, settings[name]?.DeepClone())));
        }
    }
}
