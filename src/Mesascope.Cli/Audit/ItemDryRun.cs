using System.Globalization;
using System.Text.Json.Nodes;
using Mesascope.Items;

namespace Mesascope.Cli;

/// <summary>Carries out <c>mesascope audit --items FILE --dry-run</c>: how many questions would be asked, what it costs, and the first of them.</summary>
internal static class ItemDryRun
{
    private const int Samples = 3, CharactersPerToken = 4, TokensOfAnswer = 8;

    /// <summary>Prints it; nothing is sent.</summary>
    /// <returns>The exit code.</returns>
    public static int Tell(ChatPlan plan, ItemFile items, Terminal terminal)
    {
        int asked = Math.Min(items.Items.Count, plan.Question.Pairs);
        long calls = (items.HasControl ? 2 : 1) * (long)asked, written = calls * TokensOfAnswer;
        double length = items.Items.Select((item, index) => new ItemCase(item, index, true).Text.Length).Average() + (plan.System?.Length ?? 0);
        long read = (long)(calls * length / CharactersPerToken);
        double? dollars = plan.Limit.Price?.Of(read, written);
        ItemCase[] samples = [.. items.Items.Take(Samples).Select((item, index) => new ItemCase(item, index, true))];
        if (plan.Request.Json)
        {
            terminal.Write(new JsonObject
            {
                ["dryRun"] = true, ["subject"] = plan.Question.Subject, ["items"] = asked, ["calls"] = calls, ["tokensSent"] = read, ["tokensReceived"] = written, ["dollars"] = dollars,
                ["receivers"] = new JsonArray([.. DryRun.Receivers(plan).Select(receiver => (JsonNode)receiver)]), ["samples"] = new JsonArray([.. samples.Select(sample => (JsonNode)sample.Text)]),
            }, CliJson.Default.JsonObject);
            return ExitCode.Done;
        }
        terminal.Line("Dry run: nothing is sent, nothing is written.");
        terminal.Line();
        terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{plan.Question.Subject}: {asked:#,0} of {items.Items.Count:#,0} items in {(items.HasControl ? "two arms" : "one arm")}, at most {calls:#,0} calls, about {read / 1e3:0.0} k tokens sent and {written / 1e3:0.0} k received{(dollars is { } known ? $", about {known:0.00} dollars" : "")}"));
        foreach (string receiver in DryRun.Receivers(plan)) terminal.Line(receiver);
        foreach (ItemCase sample in samples)
        {
            terminal.Line();
            terminal.Line($"== {items.Name}, item {sample.Item.Id}{(items.HasControl ? ", treated" : "")}");
            foreach (string line in sample.Text.Split('\n')) terminal.Line(line);
        }
        return ExitCode.Done;
    }
}
