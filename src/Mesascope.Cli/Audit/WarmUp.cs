using Mesascope.Audits;
using Mesascope.Conversations;
using Mesascope.Randomness;
using Mesascope.Reports;
using Mesascope.Runs;

namespace Mesascope.Cli;

/// <summary>An audit of two pairs that asks nobody and keeps nothing, while the first replies are waited for: it compiles what the end of a run needs, and the end need not wait for that. See docs/methods/chat-transport.md.</summary>
internal static class WarmUp
{
    /// <summary>Begins it where a core would idle.</summary>
    /// <returns>The warm-up, for who wants to know its end; whoever does not may forget it, whatever becomes of it.</returns>
    public static Task Begin(ChatPlan plan) =>
        Environment.ProcessorCount > 1 && plan.Items is null && plan.Drives.FirstOrDefault(drive => drive.Reading != ReadingKind.Judge) is { } drive ? Task.Run(() => PlayAsync(plan, drive)) : Task.CompletedTask;

    private static async Task PlayAsync(ChatPlan plan, Drive drive)
    {
        var log = new PairMemory();
        var subject = new ChatSubject(new Prompter(), plan.Sampling, plan.System);
        AuditResult result = await ChatAuditing.RunAsync(plan.Question.Subject, subject, new Seed(plan.Question.Seed), new ChatQuestions { Drives = [drive] }, new AuditOptions { Budget = 2, Parallelism = 1 }, log).ConfigureAwait(false);
        _ = RunJson.ToJson(result, "").ToJsonString(RunJson.File);
        _ = await AuditReport.RenderAsync(new AuditRun("", ThisMachine.Begins(plan.Question), result, [.. log.Pairs])).ConfigureAwait(false);
    }

    private sealed class Prompter : IChatModel
    {
        public Task<Reply> ReplyAsync(Request request, CancellationToken cancellationToken = default) => Task.FromResult(new Reply("A"));
    }
}
