using System.Globalization;
using System.Text.Json.Nodes;
using Mesascope.Chat;
using Mesascope.Conversations;
using Mesascope.Randomness;
using Mesascope.Runs;

namespace Mesascope.Cli;

/// <summary>Carries out <c>mesascope audit --dry-run</c>: what would be asked, what it costs, who receives what. Nothing is sent and nothing is written.</summary>
internal static class DryRun
{
    private const int Pairs = 3;

    /// <summary>Prints it.</summary>
    /// <returns>The exit code.</returns>
    public static int Tell(ChatPlan plan, Terminal terminal)
    {
        if (plan.Items is { } items) return ItemDryRun.Tell(plan, items, terminal);
        if (plan.Request.Json)
        {
            terminal.Write(Object(plan), CliJson.Default.JsonObject);
            return ExitCode.Done;
        }
        terminal.Line("Dry run: nothing is sent, nothing is written.");
        terminal.Line();
        terminal.Line($"{plan.Question.Subject}: {Line(plan)}");
        foreach (string receiver in Receivers(plan)) terminal.Line(receiver);
        foreach ((Drive drive, int index) in SamplePairs.Of(plan.Drives, Pairs))
            foreach (ChatCase arm in SamplePairs.Arms(drive, new Seed(plan.Question.Seed), index))
            {
                terminal.Line();
                terminal.Line($"== {drive.Id}, pair {index}, {arm.ArmName}");
                foreach ((string role, string text) in SamplePairs.Said(arm, plan.System))
                {
                    terminal.Line($"[{role}]");
                    foreach (string line in text.Split('\n')) terminal.Line(line);
                }
            }
        return ExitCode.Done;
    }

    /// <summary>The estimate in one line.</summary>
    public static string Line(ChatPlan plan)
    {
        CostEstimate estimate = EstimateOf(plan);
        string money = plan.Limit.Price is { } price ? string.Create(CultureInfo.InvariantCulture, $", about {price.Of(estimate.Read, estimate.Written):0.00} dollars") : "";
        string judged = estimate.JudgeCalls == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", about {estimate.JudgeCalls:#,0} calls of the judge");
        string limit = plan.Limit is { Tokens: null, Dollars: null } ? "" : $"; it ends at {plan.Question.Budget}";
        return string.Create(CultureInfo.InvariantCulture,
            $"{Counted(estimate.Audits, "audit")}, at most {estimate.Pairs:#,0} pairs, about {estimate.Calls:#,0} calls, {Rounded(estimate.Read)} tokens sent and {Rounded(estimate.Written)} received{money}{judged}{limit}; audits that are soon decided take fewer");
    }

    /// <summary>Who is sent what.</summary>
    public static IEnumerable<string> Receivers(ChatPlan plan)
    {
        yield return plan.Address.Scheme == "scripted" ? "The subject is a script on this machine." : $"Receives every message: {Host(plan.Address)}, the server of the subject.";
        yield return plan.Judge is not { } judge ? "Nobody else receives any." : judge.Scheme == "scripted" ? "The judge is a script on this machine." : $"Receives the transcripts of drives with a rubric: {Host(judge)}, the server of the judge.";
    }

    private static string Host(ChatAddress address) => address.Scheme switch
    {
        "openai" => "api.openai.com",
        "anthropic" => "api.anthropic.com",
        "azure" => "the host in AZURE_OPENAI_ENDPOINT",
        _ => address.Endpoint!.Authority,
    };

    private static JsonObject Object(ChatPlan plan)
    {
        CostEstimate estimate = EstimateOf(plan);
        return new JsonObject
        {
            ["dryRun"] = true,
            ["subject"] = plan.Question.Subject,
            ["audits"] = estimate.Audits,
            ["pairs"] = estimate.Pairs,
            ["calls"] = estimate.Calls,
            ["judgeCalls"] = estimate.JudgeCalls,
            ["tokensSent"] = estimate.Read,
            ["tokensReceived"] = estimate.Written,
            ["dollars"] = plan.Limit.Price?.Of(estimate.Read, estimate.Written),
            ["receivers"] = new JsonArray([.. Receivers(plan).Select(receiver => (JsonNode)receiver)]),
            ["samples"] = new JsonArray([.. from pair in SamplePairs.Of(plan.Drives, Pairs) from arm in SamplePairs.Arms(pair.Drive, new Seed(plan.Question.Seed), pair.Index) select Sample(pair.Drive, pair.Index, arm, plan.System)]),
        };
    }

    private static JsonNode Sample(Drive drive, int index, ChatCase arm, string? system) => new JsonObject
    {
        ["audit"] = drive.Id,
        ["index"] = index,
        ["arm"] = arm.ArmName,
        ["messages"] = new JsonArray([.. SamplePairs.Said(arm, system).Select(said => (JsonNode)new JsonObject { ["role"] = said.Role, ["text"] = said.Text })]),
    };

    private static CostEstimate EstimateOf(ChatPlan plan) => CostEstimate.Of(plan.Drives, new Seed(plan.Question.Seed), plan.Question.Pairs, plan.System, plan.Request.Chat.Awareness);

    private static string Counted(int count, string noun) => count == 1 ? $"1 {noun}" : FormattableString.Invariant($"{count} {noun}s");

    private static string Rounded(long tokens) => tokens >= 1_000_000 ? string.Create(CultureInfo.InvariantCulture, $"{tokens / 1e6:0.0} M") : string.Create(CultureInfo.InvariantCulture, $"{tokens / 1e3:0} k");
}
