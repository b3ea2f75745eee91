using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mesascope.Audits;
using Mesascope.Chat;
using Mesascope.Cli.Commands;
using Mesascope.Randomness;
using Mesascope.Runs;

namespace Mesascope.Cli.Handlers;

/// <summary>Carries out <c>mesascope audit</c> for chat models.</summary>
internal static class ChatAuditHandler
{
    /// <summary>Audits the model, keeps the run, writes the report and prints the answer.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(AuditRequest request, Terminal terminal, CancellationToken cancellationToken)
    {
        string? system = request.Chat.System is { } file ? Disk.Try(file, () => File.ReadAllText(file)) : null;
        ChatAddress address = ChatAddress.Parse(request.Subject!.Name);
        EarlierRun? before = request.Chat.Against is { } path ? EarlierRun.Read(path) : null;
        Manifest manifest = ManifestOf(request, address, system, before);
        before?.RefuseUnlike(manifest);
        request.Chat.Limit.Checked();
        if (request.Chat.DryRun) return DryRun.Tell(request, manifest, address, system, terminal);
        using var session = new ChatSession(manifest.Subject, ChatModels.Open(address, ConnectionOf(request.Chat)), request.Chat.Limit);
        if (request.Chat.Reuse is { } other) session.Reuse(Reusable(other, manifest));
        if (address.Scheme != "scripted") terminal.Note(DryRun.Line(request, manifest, system));
        string folder = request.Out ?? RunPlaces.Free("audit-" + address.Model.Split(',')[0]);
        AuditResult result;
        using (var progress = new Progress(terminal, request.Json))
            result = await Stopped.AtAsync(folder, () => AuditRun.RunAsync(manifest, folder, request.Resume,
                log => AskAsync(request, manifest, before, session, system, folder, log, new AuditHandler.Told(progress, manifest.Audits), cancellationToken))).ConfigureAwait(false);
        return await AuditHandler.TellAsync(request, result, folder, terminal, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<AuditResult> AskAsync(AuditRequest request, Manifest manifest, EarlierRun? before, ChatSession session, string? system, string folder, IPairLog log, IProgress<AuditProgress> progress, CancellationToken cancellationToken)
    {
        if (request.Chat.Transcripts) session.KeepIn(folder);
        ISubject<ChatCase, ChatOutcome> subject = new ChatSubject(session, request.Chat.Sampling.Checked(), system);
        if (!request.Chat.Transcripts) subject = new WithoutTranscripts<ChatCase, ChatOutcome>(subject);
        var options = new AuditOptions
        {
            Alpha = manifest.Alpha, Margin = manifest.Margin, Budget = manifest.Budget, EarlyStop = manifest.EarlyStop, Parallelism = request.Chat.Concurrency, Ahead = Math.Max(16, 2 * request.Chat.Concurrency),
        };
        AuditResult result = await ChatAuditing.RunAsync(manifest.Subject, subject, new Seed(manifest.Seed), manifest.Audits, before?.Pairs, options.Checked(), log, progress, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> caveats = session.Caveats();
        return caveats.Count == 0 ? result : result with { Findings = [.. result.Findings.Select(finding => finding with { Caveats = [.. finding.Caveats, .. caveats] })] };
    }

    private static Connection ConnectionOf(ChatRequest chat) => new() { Concurrency = chat.Concurrency, Timeout = TimeSpan.FromSeconds(chat.TimeoutSeconds), KeyName = chat.KeyName };

    // Another model's replies would be taken for this one's.
    private static string Reusable(string folder, Manifest manifest)
    {
        Manifest other = RunFolder.ReadManifest(folder);
        return other.Subject == manifest.Subject ? folder : throw new ArgumentException($"{folder} holds replies of {other.Subject}, not of {manifest.Subject}; --reuse takes a run of the same subject.");
    }

    private static Manifest ManifestOf(AuditRequest request, ChatAddress address, string? system, EarlierRun? before) => new()
    {
        Format = Manifest.CurrentFormat,
        Kind = "audit",
        Version = Product.Version,
        Subject = address.ToString(),
        SubjectDigest = Digest(address.ToString()),
        World = ChatAuditing.World,
        Seed = before?.Manifest.Seed ?? request.Seed,
        Audits = Catalogues.Drives(request.Audits ?? before?.Manifest.Audits),
        Alpha = request.Alpha,
        Margin = request.Margin,
        Budget = request.Budget,
        EarlyStop = request.EarlyStop,
        Settings = Settings(request.Chat, system, before),
        CommandLine = AuditHandler.CommandLineOf(request, address.ToString(), Words(request.Chat)),
        GitCommit = ProgramVersion.Commit,
        Started = ThisMachine.Now,
        Host = ThisMachine.Description,
    };

    private static Dictionary<string, string> Settings(ChatRequest chat, string? system, EarlierRun? before)
    {
        var settings = new Dictionary<string, string>
        {
            ["temperature"] = Text(chat.Sampling.Temperature), ["topP"] = Text(chat.Sampling.TopP), ["maxTokens"] = Text(chat.Sampling.MaxTokens), ["logProbabilities"] = chat.Sampling.LogProbabilities ? "asked for" : "not asked for",
        };
        if (chat.Limit.Tokens is { } tokens) settings["mostTokens"] = Text(tokens);
        if (chat.Limit.Dollars is { } dollars) settings["mostDollars"] = Text(dollars);
        if (!chat.Transcripts) settings["transcripts"] = "not kept";
        if (system is not null) settings["systemPromptSha256"] = Digest(system);
        if (before is not null) settings["against"] = before.Digest;
        return settings;
    }

    private static IEnumerable<string> Words(ChatRequest chat)
    {
        List<string> words = ["--temperature", Text(chat.Sampling.Temperature), "--top-p", Text(chat.Sampling.TopP), "--max-tokens", Text(chat.Sampling.MaxTokens)];
        if (chat.Against is { } run) words.AddRange(["--against", run]);
        if (chat.System is { } file) words.AddRange(["--system", file]);
        if (chat.KeyName is { } key) words.AddRange(["--key-env", key]);
        if (chat.Limit.Price is { } price) words.AddRange(["--price", $"{Text(price.Read)},{Text(price.Written)}"]);
        if (chat.Reuse is { } other) words.AddRange(["--reuse", other]);
        if (!chat.Transcripts) words.Add("--no-transcripts");
        if (!chat.Sampling.LogProbabilities) words.Add("--no-logprobs");
        return words;
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
