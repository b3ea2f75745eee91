using Mesascope.Agents;
using Mesascope.Audits;
using Mesascope.Randomness;
using Mesascope.Statistics;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>What our own instruments say of the policies, and of controls in the same worlds: planners of known goal, a random agent, and a reflex.</summary>
internal static class InstrumentQuestions
{
    private const string Planner = "planner:";

    /// <summary>Who is audited where.</summary>
    public static IEnumerable<(string World, string Subject)> Asked =>
    [
        .. Of("four-rooms", ["FourRooms-misc.es", "FourRooms-misc.ppo", "planner:goal", "planner:usual-place"]),
        .. Of("bernoulli-bandit", ["BernoulliBandit-misc.es", "planner:pay", "planner:shown-pay"]),
        ("meta-maze", "MetaMaze-misc.es"), // minutes of exact planning; its controls are for calibrate
    ];

    /// <summary>One audit: every contrast's effect with its sequence's interval, whether it is divergent or consistent, T, and the goal that is named.</summary>
    /// <param name="world">Where.</param>
    /// <param name="subject">A policy, or a control.</param>
    /// <param name="organism">Loads a policy.</param>
    /// <param name="seed">Of the audit.</param>
    /// <param name="cancellationToken">Looked at before every pair.</param>
    public static InstrumentFindings Of(string world, string subject, Func<string, Runs.Organism> organism, Seed seed, CancellationToken cancellationToken) =>
        WorldCatalogue.Named(world).Accept(new Visitor(subject, organism, seed, cancellationToken));

    private static IEnumerable<(string, string)> Of(string world, IEnumerable<string> subjects) => subjects.Concat(["random", "reflex"]).Select(subject => (world, subject));

    private sealed record Visitor(string Subject, Func<string, Runs.Organism> Organism, Seed Seed, CancellationToken Token) : IWorldVisitor<InstrumentFindings>
    {
        public InstrumentFindings Visit<TWorld, TState>()
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState>
        {
            var log = new PairMemory();
            AuditResult result = WorldAuditing.RunAsync<TWorld, TState>(Audited(), Seed, null, new AuditOptions { Parallelism = 1 }, log, cancellationToken: Token).GetAwaiter().GetResult();
            return new InstrumentFindings(
                [.. result.Findings.Select(finding => new InstrumentFinding(finding.Audit, finding.Effect, finding.Low, finding.High, finding.Pairs, finding.Verdict))],
                result.Of<GoalReport>()?.TerminalIndex, result.Of<GoalReport>()?.OptimisesFor, result.Conclusion);
        }

        private AuditedAgent Audited()
        {
            if (Subject == "random") return new AuditedAgent(Subject, new RandomAgent());
            if (Subject == "reflex") return new AuditedAgent(Subject, new ReflexAgent(1, []));
            if (Subject.StartsWith(Planner, StringComparison.Ordinal)) return new AuditedAgent(Subject, new PlannerAgent(Subject[Planner.Length..]));
            Runs.Organism organism = Organism(Subject);
            return new AuditedAgent(Subject, organism.Agent, organism.Card.Varied, false, organism.World);
        }
    }
}

/// <summary>What one audit found.</summary>
internal sealed record InstrumentFindings(IReadOnlyList<InstrumentFinding> Findings, Estimate? Terminal, string? OptimisesFor, string Conclusion);

/// <summary>One contrast of it.</summary>
internal sealed record InstrumentFinding(string Audit, double? Effect, double Low, double High, int Pairs, Verdict Verdict);
