using System.Security.Cryptography;
using System.Text;
using Mesascope.Chat;
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

    /// <summary>What is asked, as the run's folder keeps it.</summary>
    public required AuditQuestion Question { get; init; }

    /// <summary>What it may cost.</summary>
    public required SpendingLimit Limit { get; init; }

    /// <summary>How replies are drawn.</summary>
    public Sampling Sampling => new() { Temperature = Chat.Temperature, TopP = Chat.TopP, MaxTokens = Chat.MaxTokens, LogProbabilities = Chat.LogProbabilities };

    /// <summary>What was asked for and does not mean what one may think, each a sentence.</summary>
    public IEnumerable<string> Warnings()
    {
        if (Chat.System is { } system && string.IsNullOrWhiteSpace(System)) yield return $"{system}, given by --system, is empty: no system message is sent";
        if (Before is { } before && Request.SeedGiven && Request.Seed != before.Manifest.Question.Seed) yield return $"--seed {Request.Seed} is not used: the cases are those of {before.Path}, which has seed {before.Manifest.Question.Seed}";
    }

    private ChatQuestion Chat => Request.Chat;

    /// <summary>Reads every file that the request names.</summary>
    /// <exception cref="ArgumentException">Something does not fit together; one line says what.</exception>
    public static ChatPlan Of(AuditRequest request)
    {
        ChatQuestion chat = request.Chat;
        SpendingLimit limit = new SpendingLimit { Tokens = request.Budget.Tokens, Dollars = request.Budget.Dollars, Price = chat.Price is { } price ? TokenPrice.Parse(price) : null }.Checked();
        Drive[] own = [.. chat.Drives.Select(file => DriveFile.Parse(Disk.ReadText(file), Path.GetFileName(file)))];
        EarlierRun? before = chat.Against is { } earlier ? EarlierRun.Read(earlier) : null;
        IReadOnlyList<string>? named = request.Audits ?? before?.Manifest.Question.Audits.Except(own.Select(drive => drive.Id)).ToList();
        IReadOnlyList<Drive> drives = [.. own, .. own.Length > 0 && request.Audits is null ? [] : Catalogues.Drives(named)];
        if (drives.FirstOrDefault(drive => drive.Reading == ReadingKind.Judge) is { } judged && chat.Judge is null) throw new ArgumentException($"{judged.Id} is read by a judge; name one with --judge SUBJECT.");
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
            Limit = limit,
            Question = null!,
        };
        plan = plan with { Question = plan.Asked() };
        before?.RefuseUnlike(Product.Version, plan.Question);
        before?.RefuseTooShort(plan.Question);
        return plan;
    }

    private AuditQuestion Asked() =>
        AuditHandler.Question(Request, Address.ToString(), Address.ToString(), Items is null ? ChatAuditing.World : ItemAuditing.World, Digest(Address.ToString()), Items is { } items ? [items.Name] : [.. Drives.Select(drive => drive.Id)]) with
        {
            Seed = Before?.Manifest.Question.Seed ?? Request.Seed,
            Chat = Chat with
            {
                SystemDigest = System is null ? null : Digest(System), ItemsDigest = Items?.Digest, AgainstDigest = Before?.Digest, Judge = Judge?.ToString(),
                JudgeLabelsDigest = Chat.JudgeLabels is { } labels ? Digest(File.ReadAllText(labels)) : null,
                DriveDigests = Chat.Drives.Count == 0 ? null : Chat.Drives.ToDictionary(file => Path.GetFileName(file), file => Digest(File.ReadAllText(file))),
            },
        };

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
