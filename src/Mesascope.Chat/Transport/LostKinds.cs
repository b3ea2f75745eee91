using System.Text.RegularExpressions;
using Mesascope.Audits;

namespace Mesascope.Chat;

/// <summary>What a request has that not every server takes.</summary>
[Flags]
internal enum RequestKind
{
    Plain = 0,
    Tools = 1,
    System = 2,

    /// <summary>A reply of the model stands in it already.</summary>
    LaterTurn = 4,
}

/// <summary>Kinds of request that a server does not take. They are asked no more, and the audits that need them end; the others go on.</summary>
/// <param name="givenUp">Requests of one kind in a row that are given up, until the kind is.</param>
internal sealed partial class LostKinds(int givenUp)
{
    private const int Kinds = 8;

    // Words of what a server has, not of one reply that it could not parse.
    private const string Lacks = @"((\b(not|no longer|cannot|never)\b|n't\b).{0,20}\b(support|enabled|available|allowed|permitted|implemented|accept|configured)|\b(unsupported|disabled|forbidden|requires?)\b)";

    private readonly Lock _changing = new();
    private readonly int[] _failures = new int[Kinds];
    private readonly bool[] _asked = new bool[Kinds], _answered = new bool[Kinds];
    private readonly string?[] _lost = new string?[Kinds];

    /// <summary>The kind of a request.</summary>
    public static RequestKind Of(Request request) =>
        (request.Tools.Count > 0 ? RequestKind.Tools : 0) | (request.Messages[0].Role == Role.System ? RequestKind.System : 0) | (request.Messages.Any(message => message.Role == Role.Assistant) ? RequestKind.LaterTurn : 0);

    /// <summary>What a server says that it does not take: tools, or a system message; <see cref="RequestKind.Plain"/> where it says neither.</summary>
    public static RequestKind Named(string said) => Tools().IsMatch(said) ? RequestKind.Tools : System().IsMatch(said) ? RequestKind.System : RequestKind.Plain;

    /// <summary>Says before a request whether its kind is still asked.</summary>
    /// <exception cref="LimitReachedException">It is not; the message quotes the server.</exception>
    public void Ask(RequestKind kind)
    {
        lock (_changing)
        {
            _asked[(int)kind] = true;
            if (_lost[(int)kind] is { } reason) throw new LimitReachedException(reason);
        }
    }

    /// <summary>A request of the kind was answered.</summary>
    public void Answered(RequestKind kind)
    {
        lock (_changing) (_answered[(int)kind], _failures[(int)kind]) = (true, 0);
    }

    /// <summary>True where this kind was never answered, and another was, or has not been given up yet.</summary>
    public bool OthersMayDoBetter(RequestKind kind)
    {
        lock (_changing) return !_answered[(int)kind] && Enumerable.Range(0, Kinds).Any(one => one != (int)kind && _asked[one] && (_answered[one] || _failures[one] == 0));
    }

    /// <summary>A request was refused. Where the server names what it does not take, and never took it, all requests with that are lost.</summary>
    /// <exception cref="LimitReachedException">They are.</exception>
    public void Refused(RequestKind kind, ServerException problem)
    {
        if (problem.Fault is not (ServerFault.Refused or ServerFault.Failed) || problem.Said is not { } said || Named(said) is var named && (named == RequestKind.Plain || !kind.HasFlag(named))) return;
        lock (_changing)
        {
            if (Each(named).Any(one => _answered[one])) return;
            foreach (int one in Each(named)) _lost[one] ??= $"the server takes no requests with {(named == RequestKind.Tools ? "tools" : "a system message")}{Quoted(problem)}";
        }
        Ask(kind);
    }

    /// <summary>A request of the kind was given up for itself.</summary>
    /// <returns>True where nothing else is left to ask, so that the run has no point.</returns>
    /// <exception cref="LimitReachedException">The kind is lost, and others are not.</exception>
    public bool GaveUp(RequestKind kind, ServerException problem)
    {
        lock (_changing)
        {
            if (++_failures[(int)kind] < givenUp) return false;
            if (Enumerable.Range(0, Kinds).All(one => !_asked[one] || _lost[one] is not null || _failures[one] >= givenUp)) return true;
            _lost[(int)kind] = $"requests {Words(kind)} fail at this server, {givenUp} of them in a row; the last one because {problem.Message}{Quoted(problem)}";
        }
        Ask(kind);
        return false;
    }

    private static IEnumerable<int> Each(RequestKind with) => Enumerable.Range(0, Kinds).Where(one => ((RequestKind)one).HasFlag(with));

    private static string Words(RequestKind kind)
    {
        string[] parts = [.. new[] { (RequestKind.Tools, "tools"), (RequestKind.System, "a system message"), (RequestKind.LaterTurn, "earlier replies") }.Where(part => kind.HasFlag(part.Item1)).Select(part => part.Item2)];
        return parts.Length == 0 ? "of a single question" : $"with {string.Join(" and ", parts)}";
    }

    private static string Quoted(ServerException problem) => problem.Said is { } said ? $" (it says: {said.TrimEnd('.')})" : "";

    [GeneratedRegex(@$"\b(tools?(_choice|_calls|.?calling| use| choice)?|function.?call(ing|s)?)\b.{{0,60}}{Lacks}|{Lacks}.{{0,60}}\b(tools?|tool.?(use|calls?|calling|choice)|function.?call(ing|s)?)\b|only named tools|no endpoints found that support tool", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Tools();

    [GeneratedRegex(@"(system|developer).{0,12}(role|message|prompt|instruction)s?.{0,60}(not|n't|unsupported|disabled|forbidden)|(not|n't|unsupported|unknown|invalid).{0,40}(system|developer).{0,12}(role|message|prompt|instruction)|roles? must alternate|must (start|begin) with.{0,20}user|first message.{0,40}user|(role|roles?).{0,30}'?system'?.{0,30}(not|unsupported)", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex System();
}
