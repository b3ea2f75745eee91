using Mesascope.Agents;
using Mesascope.Audits;
using Mesascope.Conversations;
using Mesascope.Experiments;
using Mesascope.Randomness;
using Mesascope.Runs;
using Mesascope.Worlds;

namespace Mesascope.Cli;

/// <summary>A subject that is ready to be audited.</summary>
/// <param name="Audited">The agent, and what varied while it was trained.</param>
/// <param name="World">The world it is audited in.</param>
/// <param name="Digest">What tells it from another subject of the same name.</param>
/// <param name="Typed">As the command line names it; findings name an organism in a folder by its own name, since a path is of one machine.</param>
internal sealed record Subject(AuditedAgent Audited, WorldEntry World, string Digest, string Typed);

/// <summary>From a subject's name to the subject.</summary>
internal static class Subjects
{
    /// <summary>The organism that is audited where none is named.</summary>
    public const string Shipped = "keykeeper";

    private const string PlannerPrefix = "planner:", ScriptPrefix = "script:";
    private static readonly string[] WantNothing = ["random", "untrained", "habit"];

    /// <summary>Finds and reads the subject.</summary>
    /// <param name="name">As it was typed; null for the shipped organism.</param>
    /// <param name="world">The world that was named; null for the subject's own.</param>
    /// <param name="seed">What an untrained network or a habit is drawn from.</param>
    /// <exception cref="ArgumentException">There is no such subject, or it does not fit the world.</exception>
    /// <exception cref="PrerequisiteException">It cannot be read.</exception>
    public static Subject Resolve(SubjectName? name, string? world, Seed seed)
    {
        name ??= new SubjectName(SubjectKind.Organism, Shipped);
        if (name.Kind == SubjectKind.Scripted) return Scripted(name, WorldCatalogue.Named(world ?? WorldCatalogue.All[0].Name), seed);
        Organism organism = name.Kind switch { SubjectKind.Organism => OrganismCatalogue.Named(name.Name), SubjectKind.Policy => GymnaxOrganisms.Read(name.Name), _ => Organism.Load(name.Name) };
        if (name.Kind == SubjectKind.Folder && FolderName(name.Name) is { Length: > 0 } folder) organism = organism with { Name = folder };
        if (world is not null && world != organism.Card.Setting)
            throw new ArgumentException($"{name} lives in {organism.Card.Setting}; it cannot be audited in {world}.");
        bool trained = organism.Body is not PlannerBody;
        string known = name.Kind == SubjectKind.Organism ? name.ToString() : organism.Name;
        return new Subject(new AuditedAgent(known, organism.Agent, trained ? organism.Card.Varied : null, trained && organism.Card.Varied is null, organism.World), WorldCatalogue.Named(organism.Card.Setting), organism.Digest, name.ToString());
    }

    /// <summary>The names after <c>scripted:</c> that a world has.</summary>
    public static IReadOnlyList<string> ScriptedNames(WorldEntry world) => [.. WantNothing, .. world.Accept(new GoalNames()).Select(goal => PlannerPrefix + goal), .. ScriptCatalogue.Goals(world.Name).Select(goal => ScriptPrefix + goal)];

    // The name of a folder is of its owner's choosing; its path is of one machine.
    private static string FolderName(string path) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));

    private static Subject Scripted(SubjectName name, WorldEntry world, Seed seed)
    {
        IReadOnlyList<string> known = ScriptedNames(world);
        if (!known.Contains(name.Name)) throw new ArgumentException(NearestNames.Unknown($"scripted subject of {world.Name}, or as a chat model,", name.Name, [.. known, .. Disposition.Names]));
        IAgent agent = name.Name switch
        {
            "random" => new RandomAgent(),
            "habit" => new HabitAgent(seed),
            "untrained" => world.Accept(new Untrained(seed)),
            _ when name.Name.StartsWith(ScriptPrefix, StringComparison.Ordinal) => ScriptCatalogue.PursuerOf(world.Name, name.Name[ScriptPrefix.Length..]),
            _ => new PlannerAgent(name.Name[PlannerPrefix.Length..]),
        };
        return new Subject(new AuditedAgent(name.ToString(), agent), world, name.ToString(), name.ToString());
    }

    private sealed class GoalNames : IWorldVisitor<IReadOnlyList<string>>
    {
        public IReadOnlyList<string> Visit<TWorld, TState>()
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState> => [.. TWorld.Card.Goals.Select(goal => goal.Name)];
    }

    private sealed record Untrained(Seed Seed) : IWorldVisitor<IAgent>
    {
        public IAgent Visit<TWorld, TState>()
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState> => UntrainedAgent.For<TWorld, TState>(new TWorld(), Seed);
    }
}
