using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Mesascope.Worlds;

/// <summary>Work that is compiled anew for each world and is given its rules as well.</summary>
public interface IWorldInstanceVisitor<out TResult>
{
    /// <summary>Does the work in one world with these rules.</summary>
    TResult Visit<TWorld, TState>(TWorld world)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>;
}

/// <summary>One world with its rules set, its types hidden: what a recipe declares and an organism remembers.</summary>
public abstract class WorldInstance
{
    private static readonly JsonSerializerOptions Json = new()
    {
        IgnoreReadOnlyProperties = true, // what is computed from the rules is no rule
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    // What a person types may name an enumeration's member; what is written stays a number.
    private static readonly JsonSerializerOptions Typing = new(Json) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>The world's name: <c>keys-and-chests</c>.</summary>
    public abstract string Name { get; }

    /// <summary>How many bits an agent sees there.</summary>
    public abstract int ObservationBits { get; }

    /// <summary>How many actions it has.</summary>
    public abstract int Actions { get; }

    /// <summary>The world's fields by name, as JSON.</summary>
    public abstract JsonObject Settings { get; }

    /// <summary>Lets the visitor in.</summary>
    public abstract TResult Accept<TResult>(IWorldInstanceVisitor<TResult> visitor);

    /// <summary>Hides the types of a world.</summary>
    public static WorldInstance Of<TWorld, TState>(TWorld world)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState> => new Typed<TWorld, TState>(world);

    /// <summary>The world of that name with these fields; those not mentioned keep their usual values.</summary>
    /// <exception cref="ArgumentException">There is no such world, or it has no such field.</exception>
    public static WorldInstance Read(string name, JsonObject settings) => WorldCatalogue.Named(name).Accept(new Reader(settings));

    /// <summary>True where the goal stands on the world's card; <paramref name="known"/> lists those that do.</summary>
    public abstract bool HasGoal(string goal, out string known);

    private sealed class Typed<TWorld, TState>(TWorld world) : WorldInstance
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        public override string Name => TWorld.Card.Name;
        public override int ObservationBits => world.ObservationBits;
        public override int Actions => world.Actions;
        public override JsonObject Settings => JsonSerializer.SerializeToNode(world, Json)!.AsObject();
        public override TResult Accept<TResult>(IWorldInstanceVisitor<TResult> visitor) => visitor.Visit<TWorld, TState>(world);

        public override bool HasGoal(string goal, out string known)
        {
            known = string.Join(", ", TWorld.Card.Goals.Select(each => each.Name));
            return TWorld.Card.Goals.Any(each => each.Name == goal);
        }
    }

    private sealed class Reader(JsonObject settings) : IWorldVisitor<WorldInstance>
    {
        public WorldInstance Visit<TWorld, TState>()
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState>
        {
            string[] known = [.. Of<TWorld, TState>(new TWorld()).Settings.Select(each => each.Key)], unknown = [.. settings.Select(each => each.Key).Except(known)];
            if (unknown.Length > 0) throw new ArgumentException($"{TWorld.Card.Name} has no switch {string.Join(", ", unknown)}; it has: {string.Join(", ", known)}.");
            try
            {
                return Of<TWorld, TState>(InRange(settings.Deserialize<TWorld>(Typing), TWorld.Card.Name));
            }
            catch (JsonException e)
            {
                string name = (e.Path ?? "").TrimStart('$', '.');
                throw new ArgumentException(settings.TryGetPropertyValue(name, out JsonNode? value) ? $"{name} of {TWorld.Card.Name} cannot be read: {value?.ToJsonString() ?? "null"}." : $"The settings of {TWorld.Card.Name} cannot be read: {e.Message.Split('\n')[0]}", e);
            }
        }

        // What lies outside its documented range would play, and mean nothing.
        private static TWorld InRange<TWorld>(TWorld world, string name) where TWorld : notnull
        {
            foreach (PropertyInfo rule in typeof(TWorld).GetProperties())
                if (rule.GetCustomAttribute<RangeAttribute>() is { } range && !range.IsValid(rule.GetValue(world)))
                    throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{rule.Name} of {name} is {(range.Maximum is int.MaxValue ? $"at least {range.Minimum}" : $"in [{range.Minimum}, {range.Maximum}]")}; got {rule.GetValue(world)}."));
            return world;
        }
    }
}
