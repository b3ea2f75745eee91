using System.Globalization;
using System.Text.Json.Nodes;
using Mesascope.Audits;
using Mesascope.Chat;
using Mesascope.Cli.Commands;
using Mesascope.Randomness;
using Mesascope.Runs;

namespace Mesascope.Cli.Handlers;

/// <summary>The part of an audit of a chat model that belongs to <c>--items</c>.</summary>
internal static class ItemAsking
{
    private const int Samples = 3, CharactersPerToken = 4, TokensOfAnswer = 8;

    /// <summary>The questions that were named; null where the battery is to be put.</summary>
    public static ItemFile? Read(ChatRequest chat)
    {
        if (chat.Items is not { } file) return null;
        if (chat.Against is not null) throw new ArgumentException("--against compares the drives of two runs; it cannot be given with --items.");
        return ItemFile.Read(file, chat.Columns is { } map ? ItemColumns.Parse(map) : ItemColumns.Usual);
    }

    /// <summary>Puts them to the model.</summary>
    public static Task<AuditResult> RunAsync(ChatRequest chat, Manifest manifest, ItemFile items, IChatModel model, string? system, AuditOptions options, IPairLog log, IProgress<AuditProgress> progress, CancellationToken cancellationToken)
    {
        ISubject<ItemCase, ChatOutcome> subject = new ItemSubject(model, chat.Sampling.Checked(), system);
        if (!chat.Transcripts) subject = new WithoutTranscripts<ItemCase, ChatOutcome>(subject);
        return ItemAuditing.RunAsync(manifest.Subject, subject, items, new Seed(manifest.Seed), options, log, progress, cancellationToken);
    }

    /// <summary>The estimate in one line.</summary>
    public static string Line(AuditRequest request, ItemFile items, string? system)
    {
        (int asked, long calls, long read, long written) = Estimate(request, items, system);
        string money = request.Chat.Limit.Price is { } price ? string.Create(CultureInfo.InvariantCulture, $", about {price.Of(read, written):0.00} dollars") : "";
        return string.Create(CultureInfo.InvariantCulture, $"at most {asked:#,0} of {items.Items.Count:#,0} items in {(items.HasControl ? "two arms" : "one arm")}, {calls:#,0} calls, about {read / 1e3:0} k tokens sent and {written / 1e3:0} k received{money}");
    }

    /// <summary>Prints what would be asked; nothing is sent.</summary>
    /// <returns>The exit code.</returns>
    public static int Tell(AuditRequest request, Manifest manifest, ItemFile items, ChatAddress address, string? system, Terminal terminal)
    {
        ItemCase[] samples = [.. items.Items.Take(Samples).Select((item, index) => new ItemCase(item, index, true))];
        if (request.Json)
        {
            (int asked, long calls, long read, long written) = Estimate(request, items, system);
            terminal.Write(new JsonObject
            {
                ["dryRun"] = true, ["subject"] = manifest.Subject, ["items"] = asked, ["calls"] = calls, ["tokensSent"] = read, ["tokensReceived"] = written, ["dollars"] = request.Chat.Limit.Price?.Of(read, written),
                ["receivers"] = new JsonArray([.. DryRun.Receivers(address).Select(receiver => (JsonNode)receiver)]), ["samples"] = new JsonArray([.. samples.Select(sample => (JsonNode)sample.Text)]),
            }, CliJson.Default.JsonObject);
            return ExitCode.Done;
        }
        terminal.Line("Dry run: nothing is sent, nothing is written.");
        terminal.Line();
        terminal.Line($"{manifest.Subject}: {Line(request, items, system)}");
        foreach (string receiver in DryRun.Receivers(address)) terminal.Line(receiver);
        foreach (ItemCase sample in samples)
        {
            terminal.Line();
            terminal.Line($"== {items.Name}, item {sample.Item.Id}{(items.HasControl ? ", treated" : "")}");
            foreach (string line in sample.Text.Split('\n')) terminal.Line(line);
        }
        return ExitCode.Done;
    }

    private static (int Asked, long Calls, long Read, long Written) Estimate(AuditRequest request, ItemFile items, string? system)
    {
        int asked = Math.Min(items.Items.Count, request.Budget);
        long calls = (items.HasControl ? 2 : 1) * (long)asked;
        double length = items.Items.Select((item, index) => new ItemCase(item, index, true).Text.Length).Average() + (system?.Length ?? 0);
        return (asked, calls, (long)(calls * length / CharactersPerToken), calls * TokensOfAnswer);
    }
}
