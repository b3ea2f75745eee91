using Mesascope.Audits;
using Mesascope.Conversations;
using Mesascope.Worlds;

namespace Mesascope.Runs;

/// <summary>A finished run, ready to be written for other programs.</summary>
/// <param name="Header">Who made it, when, and with which version.</param>
/// <param name="Question">What it was asked.</param>
/// <param name="Result">What it came to.</param>
/// <param name="Pairs">Its pairs by audit, then in case order.</param>
public sealed record ExportedRun(Header Header, AuditQuestion Question, AuditResult Result, IReadOnlyList<PairRecord> Pairs)
{
    /// <summary>Reads a run.</summary>
    /// <exception cref="PrerequisiteException">There is none, or it is not finished.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static ExportedRun Read(string folder)
    {
        Header header = RunFiles.ReadHeader(folder);
        if (header.Kind != AuditQuestion.Kind) throw new ArgumentException($"{folder} holds a run of {header.Kind}; what is exported are audits.");
        var run = AuditRun.Read(folder);
        string[] order = [.. run.Result.Findings.Select(finding => finding.Audit), .. (run.Result.Of<RateFindings>() ?? []).Select(rate => rate.Name)];
        return new ExportedRun(header, run.Manifest.Question, run.Result, [.. run.Pairs.OrderBy(pair => (uint)Array.IndexOf(order, pair.Audit)).ThenBy(pair => pair.Index)]);
    }

    /// <summary>Both arms of a pair; only one where the other was never asked.</summary>
    internal static IEnumerable<(bool Treated, ArmRecord Record)> Arms(PairRecord pair)
    {
        if (pair.Control.MissingBecause != RateAudit<ChatCase, ChatOutcome>.NoControl) yield return (false, pair.Control);
        yield return (true, pair.Treated);
    }

    /// <summary>True where the verdict rests on the pair; those that were in flight when the audit stopped are kept and not counted.</summary>
    internal bool Counts(PairRecord pair) =>
        pair.Index < (Result.Findings.FirstOrDefault(finding => finding.Audit == pair.Audit)?.Pairs ?? Result.Of<RateFindings>()?.FirstOrDefault(rate => rate.Name == pair.Audit)?.Items ?? 0);

    /// <summary>What was said in an arm; in a world, its actions in words.</summary>
    internal IReadOnlyList<Message> Messages(PairRecord pair, bool treated, string transcript)
    {
        if (Transcript.Read(transcript) is { } said) return said;
        string arm = treated ? $"with: {pair.Audit.Replace('-', ' ')}" : $"without: {pair.Audit.Replace('-', ' ')}";
        string[] names = WorldCatalogue.All.FirstOrDefault(entry => entry.Name == Result.World) is { } world ? [.. world.Accept(new ActionNames())] : [];
        string actions = string.Join(", ", transcript.Select(digit => digit - '0' is var action && action >= 0 && action < names.Length ? names[action] : digit.ToString()));
        return [new Message(Role.User, $"{Result.World}, case {pair.Index}, {arm}"), new Message(Role.Assistant, actions)];
    }

    private sealed class ActionNames : IWorldVisitor<IReadOnlyList<string>>
    {
        public IReadOnlyList<string> Visit<TWorld, TState>()
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState> => TWorld.Card.ActionNames;
    }
}
