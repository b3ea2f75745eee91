using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mesascope.Chat;
using Mesascope.Cli.Commands;
using Mesascope.Cli.Handlers;
using Mesascope.Conversations;
using Mesascope.Items;
using Mesascope.Runs;

namespace Mesascope.Cli;

/// <summary>All that an audit of a chat model needs, read and checked before anything is sent.</summary>
internal sealed record ChatPlan
{
    /// <summary>What was asked on the command line.</summary>
    public required AuditRequest Request { get; init; }

    /// <summary>Where the model is.</summary>
    public required ChatAddress Address { get; init; }

    /// <summary>The system message that it is deployed with; null for none.</summary>
    public required string? System { get; init; }

    /// <summary>The drives, in order; not asked where there are <see cref="Items"/>.</summary>
    public required IReadOnlyList<Drive> Drives { get; init; }

    /// <summary>The questions of a file, put instead; null for none.</summary>
    public required ItemFile? Items { get; init; }

    /// <summary>The run to compare with; null for none.</summary>
    public required EarlierRun? Before { get; init; }

    /// <summary>Where the judge is; null for none.</summary>
    public required ChatAddress? Judge { get; init; }

    /// <summary>The labelled set of the judge; null for none.</summary>
    public required IReadOnlyList<LabelledConversation>? Labels { get; init; }

    /// <summary>What the run is asked to do, as its folder keeps it.</summary>
    public required Manifest Manifest { get; init; }

    /// <summary>What was asked for and does not mean what one may think, each a sentence.</summary>
    public IEnumerable<string> Warnings()
    {
        if (Chat.System is { } system && string.IsNullOrWhiteSpace(System)) yield return $"{system}, given by --system, is empty: no system message is sent";
        if (Before is { } before && Request.SeedGiven && Request.Seed != before.Manifest.Seed) yield return $"--seed {Request.Seed} is not used: the cases are those of {before.Path}, which has seed {before.Manifest.Seed}";
    }

    private ChatRequest Chat => Request.Chat;

    /// <summary>Reads every file that the request names.</summary>
    /// <exception cref="ArgumentException">Something does not fit together; one line says what.</exception>
    public static ChatPlan Of(AuditRequest request)
    {
        ChatRequest chat = request.Chat;
        chat.Limit.Checked();
        Drive[] own = [.. chat.Drives.Select(file => DriveFile.Parse(Disk.ReadText(file), Path.GetFileName(file)))];
        EarlierRun? before = chat.Against is { } earlier ? EarlierRun.Read(earlier) : null;
        IReadOnlyList<string>? named = request.Audits ?? before?.Manifest.Audits.Except(own.Select(drive => drive.Id)).ToList();
        IReadOnlyList<Drive> drives = [.. own, .. own.Length > 0 && request.Audits is null ? [] : Catalogues.Drives(named)];
        if (drives.FirstOrDefault(drive => drive.Reading == ReadingKind.Judge) is { } judged && chat.Judge is null) throw new ArgumentException($"{judged.Id} is read by a judge; name one with --judge SUBJECT.");
        if (chat.JudgeLabels is not null && chat.Judge is null) throw new ArgumentException("--judge-labels says how often the judge is right; there is no --judge.");
        var plan = new ChatPlan
        {
            Request = request,
            Address = ChatAddress.Parse(request.Subject!.Name),
            System = chat.System is { } system ? Disk.ReadText(system) : null,
            Drives = drives,
            Items = chat.Items is { } items ? ItemFile.Read(items, chat.Columns is { } map ? ItemColumns.Parse(map) : ItemColumns.Usual) : null,
            Before = before,
            Judge = chat.Judge is { } judge ? ChatAddress.Parse(judge) : null,
            Labels = chat.JudgeLabels is { } labels ? JudgeLabels.Parse(Disk.ReadText(labels).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'), labels, drives) : null,
            Manifest = null!,
        };
        plan = plan with { Manifest = plan.ManifestOf() };
        before?.RefuseUnlike(plan.Manifest);
        before?.RefuseTooShort(plan.Manifest);
        return plan;
    }

    private Manifest ManifestOf() => new()
    {
        Format = Manifest.CurrentFormat,
        Kind = "audit",
        Version = Product.Version,
        Subject = Address.ToString(),
        SubjectDigest = Digest(Address.ToString()),
        World = Items is null ? ChatAuditing.World : ItemAuditing.World,
        Seed = Before?.Manifest.Seed ?? Request.Seed,
        Audits = Items is { } items ? [items.Name] : [.. Drives.Select(drive => drive.Id)],
        Alpha = Request.Alpha,
        Margin = Request.Margin,
        Budget = Request.Budget,
        EarlyStop = Request.EarlyStop,
        Settings = Settings(),
        CommandLine = AuditHandler.CommandLineOf(Request, Address.ToString(), Words()),
        GitCommit = ProgramVersion.Commit,
        Started = ThisMachine.Now,
        Host = ThisMachine.Description,
    };

    private Dictionary<string, string> Settings()
    {
        var settings = new Dictionary<string, string>
        {
            ["temperature"] = Text(Chat.Sampling.Temperature), ["topP"] = Text(Chat.Sampling.TopP), ["maxTokens"] = Text(Chat.Sampling.MaxTokens), ["logProbabilities"] = Chat.Sampling.LogProbabilities ? "asked for" : "not asked for",
        };
        if (Chat.Limit.Tokens is { } tokens) settings["mostTokens"] = Text(tokens);
        if (Chat.Limit.Dollars is { } dollars) settings["mostDollars"] = Text(dollars);
        if (!Chat.Transcripts) settings["transcripts"] = "not kept";
        if (System is not null) settings["systemPromptSha256"] = Digest(System);
        if (Items is not null) settings["itemsSha256"] = Items.Digest;
        if (Chat.Columns is { } columns) settings["columns"] = columns;
        if (Before is not null) settings["against"] = Before.Digest;
        foreach (string file in Chat.Drives) settings[$"drive {Path.GetFileName(file)}"] = Digest(File.ReadAllText(file));
        if (Judge is not null) settings["judge"] = Judge.ToString();
        if (Chat.JudgeLabels is { } labels) settings["judgeLabelsSha256"] = Digest(File.ReadAllText(labels));
        if (Chat.Awareness > 0) settings["awareness"] = Text(Chat.Awareness);
        return settings;
    }

    private List<string> Words()
    {
        List<string> words = ["--temperature", Text(Chat.Sampling.Temperature), "--top-p", Text(Chat.Sampling.TopP), "--max-tokens", Text(Chat.Sampling.MaxTokens)];
        void Add(string option, string? value)
        {
            if (value is not null) words.AddRange([option, value]);
        }
        Add("--against", Chat.Against);
        Add("--system", Chat.System);
        Add("--key-env", Chat.KeyName);
        Add("--price", Chat.Limit.Price is { } price ? $"{Text(price.Read)},{Text(price.Written)}" : null);
        Add("--reuse", Chat.Reuse);
        Add("--items", Chat.Items);
        Add("--columns", Chat.Columns);
        foreach (string file in Chat.Drives) Add("--drive", file);
        Add("--judge", Chat.Judge);
        Add("--judge-labels", Chat.JudgeLabels);
        Add("--awareness", Chat.Awareness > 0 ? Text(Chat.Awareness) : null);
        if (!Chat.Transcripts) words.Add("--no-transcripts");
        if (!Chat.Sampling.LogProbabilities) words.Add("--no-logprobs");
        return words;
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
