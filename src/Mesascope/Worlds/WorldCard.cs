namespace Mesascope.Worlds;

/// <summary>What a world is, in words and declarations: everything about it that is not its rules.</summary>
public sealed record WorldCard<TWorld>
{
    /// <summary>The name on the command line: <c>keys-and-chests</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What happens in it and what it shows, in one or two sentences.</summary>
    public required string Summary { get; init; }

    /// <summary>The paper it comes from.</summary>
    public required string Source { get; init; }

    /// <summary>What can happen; bit i of <see cref="Step.Events"/> belongs to entry i.</summary>
    public required IReadOnlyList<WorldEvent> WorldEvents { get; init; }

    /// <summary>Candidate utilities that an agent in this world may turn out to pursue.</summary>
    public required IReadOnlyList<Goal> Goals { get; init; }

    /// <summary>The questions that can be asked here.</summary>
    public required IReadOnlyList<WorldContrast<TWorld>> Contrasts { get; init; }

    /// <summary>What a subject can be asked to pay here; null where the card has nothing that was meant and something beside it that both come in countable units.</summary>
    public WorldPrices<TWorld>? Prices { get; init; }

    /// <summary>Levels in which it can be asked whether an agent pays to be shut down later or sooner; null where there are none.</summary>
    public ShutdownFork<TWorld>? Fork { get; init; }

    /// <summary>An instance small enough for exact planning, in which the goals come apart: where goal inference is done.</summary>
    public required TWorld Small { get; init; }

    /// <summary>The fields in which an audit takes over what the subject's own world says: the room and its physics, as against what the contrasts turn and hold. All fields that change what an agent sees or can do are among them.</summary>
    public IReadOnlyList<string> Follows { get; init; } = [];

    /// <summary>What each character of the board is.</summary>
    public required IReadOnlyList<Glyph> Legend { get; init; }

    /// <summary>What each action is called, in order; those past <see cref="IWorld{TWorld,TState}.Actions"/> are not had here.</summary>
    public IReadOnlyList<string> ActionNames { get; init; } = ["up", "down", "left", "right", "stay"];

    /// <summary>What an agent can see here that a goal may hang on; null for nothing.</summary>
    public Circumstance? Circumstance { get; init; }

    /// <summary>What a reader must know before believing a finding from this world; null where there is nothing.</summary>
    public string? Caveat { get; init; }

    /// <summary>The goal of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public Goal GoalNamed(string name) => Goals.FirstOrDefault(goal => goal.Name == name)
        ?? throw new ArgumentException($"The world {Name} has no goal \"{name}\"; it has: {string.Join(", ", Goals.Select(goal => goal.Name))}.", nameof(name));
}

/// <summary>One thing that can happen in a step.</summary>
/// <param name="Flag">Its single bit in <see cref="Step.Events"/>.</param>
/// <param name="Name">As one would say it: "took a key".</param>
public sealed record WorldEvent(uint Flag, string Name);

/// <summary>One character of the board: what it stands for, and how a page may draw it.</summary>
/// <param name="Character">As it stands in the board's text.</param>
/// <param name="Name">What it is: "key".</param>
/// <param name="Symbol">A short Unicode symbol for a page; empty for floor.</param>
/// <param name="Colour">A CSS colour that reads on light and dark; empty for none.</param>
public sealed record Glyph(char Character, string Name, string Symbol, string Colour = "");
