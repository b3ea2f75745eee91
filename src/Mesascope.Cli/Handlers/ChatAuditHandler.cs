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
        IChatModel model = ChatModels.Open(address);
        var subject = new ChatSubject(model, request.Chat.Sampling.Checked(), system);
        string folder = request.Out ?? RunPlaces.Free("audit-" + address.Model.Split(',')[0]);
        var options = new AuditOptions
        {
            Alpha = manifest.Alpha, Margin = manifest.Margin, Budget = manifest.Budget, EarlyStop = manifest.EarlyStop, Parallelism = request.Chat.Concurrency, Ahead = Math.Max(16, 2 * request.Chat.Concurrency),
        };
        AuditResult result;
        using (var progress = new Progress(terminal, request.Json))
            result = await AuditRun.RunAsync(manifest, folder, request.Resume,
                log => ChatAuditing.RunAsync(manifest.Subject, subject, new Seed(manifest.Seed), manifest.Audits, before?.Pairs, options.Checked(), log, new AuditHandler.Told(progress, manifest.Audits), cancellationToken)).ConfigureAwait(false);
        return await AuditHandler.TellAsync(request, result, folder, terminal, cancellationToken).ConfigureAwait(false);
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
        if (system is not null) settings["systemPromptSha256"] = Digest(system);
        if (before is not null) settings["against"] = before.Digest;
        return settings;
    }

    private static IEnumerable<string> Words(ChatRequest chat)
    {
        List<string> words = ["--temperature", Text(chat.Sampling.Temperature), "--top-p", Text(chat.Sampling.TopP), "--max-tokens", Text(chat.Sampling.MaxTokens)];
        if (chat.Against is { } run) words.AddRange(["--against", run]);
        if (chat.System is { } file) words.AddRange(["--system", file]);
        if (!chat.Sampling.LogProbabilities) words.Add("--no-logprobs");
        return words;
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
