using Mesascope.Audits;
using Mesascope.Chat;
using Mesascope.Conversations;
using Mesascope.Items;
using Mesascope.Randomness;
using Mesascope.Runs;

namespace Mesascope.Cli;

/// <summary>Carries out <c>mesascope audit</c> for chat models.</summary>
internal static class ChatAuditHandler
{
    /// <summary>Audits the model, keeps the run, writes the report and prints the answer.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(AuditRequest request, Terminal terminal, CancellationToken cancellationToken)
    {
        ChatPlan plan = ChatPlan.Of(request);
        foreach (string warning in plan.Warnings()) terminal.Note(warning);
        if (request.DryRun) return DryRun.Tell(plan, terminal);
        if (plan.Address.Scheme != "scripted") _ = WarmUp.Begin(plan);
        using var session = new ChatSession(plan.Question.Subject, ChatModels.Open(plan.Address, ConnectionOf(request.Chat, terminal)), plan.Limit) { Before = plan.Before?.Probabilities };
        if (request.Chat.Reuse is { } other) session.Reuse(Reusable(other, plan.Question));
        string folder = request.Out ?? RunPlaces.Claim("audit-" + plan.Address.Model.Split(',')[0]);
        AuditRun run;
        long started = TimeProvider.System.GetTimestamp();
        using (var progress = new Progress(terminal, request.Json))
            try
            {
                run = await Stopped.AtAsync(folder, () => AuditRun.RunAsync(ThisMachine.Begins(plan.Question), folder, request.Resume,
                    (log, told) =>
                    {
                        if (plan.Address.Scheme != "scripted" && plan.Items is null) terminal.Note(DryRun.Line(plan));
                        return AskAsync(plan, session, terminal, folder, log, told, cancellationToken);
                    }, progress)).ConfigureAwait(false);
            }
            finally
            {
                // A finished run that is only printed again keeps what it has cost.
                if (session.Spent.Calls > 0) UsageOf(session, plan.Limit.Price, TimeProvider.System.GetElapsedTime(started)).Save(folder);
            }
        return await AuditHandler.TellAsync(request, run, terminal, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<AuditResult> AskAsync(ChatPlan plan, ChatSession session, Terminal terminal, string folder, IPairLog log, IProgress<AuditProgress> progress, CancellationToken cancellationToken)
    {
        (ChatQuestion chat, AuditQuestion asked) = (plan.Request.Chat, plan.Question);
        if (chat.Transcripts) session.KeepIn(folder);
        // All audits together keep the slots full: what each has begun when it is decided was asked, and paid for, in vain.
        var options = new AuditOptions
        {
            Alpha = asked.Alpha, Margin = asked.Margin, Budget = asked.Pairs, EarlyStop = asked.EarlyStop, Parallelism = chat.Concurrency, Ahead = Math.Max(16, 2 * chat.Concurrency / asked.Audits.Count),
        };
        var seed = new Seed(asked.Seed);
        Sampling sampling = plan.Sampling.Checked();
        if (plan.Items is { } items)
        {
            ISubject<ItemCase, ChatOutcome> subjectOfItems = new ItemSubject(session, sampling, plan.System);
            if (!chat.Transcripts) subjectOfItems = new WithoutTranscripts<ItemCase, ChatOutcome>(subjectOfItems);
            return (await ItemAuditing.RunAsync(asked.Subject, subjectOfItems, items, seed, options, log, progress, cancellationToken).ConfigureAwait(false)).WeakenedBy(session.Caveats());
        }
        using ChatSession? judge = plan.Judge is { } address ? JudgeOf(address, session, chat, terminal, folder) : null;
        Judging? judging = judge is null ? null : new Judging(new Judge(judge, new Sampling { Temperature = 0 }), plan.Labels);
        ISubject<ChatCase, ChatOutcome> subject = new ChatSubject(session, sampling, plan.System, judging?.Judge);
        if (!chat.Transcripts) subject = new WithoutTranscripts<ChatCase, ChatOutcome>(subject);
        var questions = new ChatQuestions { Drives = plan.Drives, Before = plan.Before?.Pairs, Judging = judging };
        AuditResult result = await ChatAuditing.RunAsync(asked.Subject, subject, seed, questions, options.Checked(), log, progress, cancellationToken).ConfigureAwait(false);
        if (chat.Awareness > 0) result = result.With(await SuspectedAsync(result, session, sampling, log, chat.Awareness, cancellationToken).ConfigureAwait(false));
        return result.WeakenedBy(session.Caveats());
    }

    private static RunUsage UsageOf(ChatSession session, TokenPrice? price, TimeSpan taken)
    {
        (long calls, long read, long written) = session.Spent;
        return new RunUsage(calls, read, written, price?.Of(read, written), taken.TotalSeconds) { TextReplies = session.Probabilities.Replies, WithProbabilities = session.Probabilities.With };
    }

    // The judge's answers are kept beside the subject's, so that a resumed run asks neither twice. Both spend the same budget.
    private static ChatSession JudgeOf(ChatAddress address, ChatSession subject, ChatQuestion chat, Terminal terminal, string folder)
    {
        ChatSession session = subject.Beside($"judge {address}", ChatModels.Open(address, ConnectionOf(chat, terminal)));
        string kept = Path.Combine(folder, "judge");
        Disk.CreateFolder(kept);
        if (chat.Transcripts) session.KeepIn(kept);
        return session;
    }

    private static async Task<SuspectedTests> SuspectedAsync(AuditResult result, ChatSession session, Sampling sampling, IPairLog log, int count, CancellationToken cancellationToken) =>
        [.. await Task.WhenAll(result.Findings.Select(finding =>
            Awareness.AskAsync(session, sampling, finding.Audit, [.. Enumerable.Range(0, finding.Pairs).Select(index => log.Find(finding.Audit, index)).OfType<PairRecord>()], count, cancellationToken))).ConfigureAwait(false)];

    private static Connection ConnectionOf(ChatQuestion chat, Terminal terminal) => new() { Note = terminal.Note, Concurrency = chat.Concurrency, Timeout = TimeSpan.FromSeconds(chat.TimeoutSeconds), KeyName = chat.KeyEnv };

    // Another model's replies would be taken for this one's.
    private static string Reusable(string folder, AuditQuestion asked)
    {
        AuditQuestion other = Run<AuditQuestion>.ReadManifest(folder).Question;
        return other.Subject == asked.Subject ? folder : throw new ArgumentException($"{folder} holds replies of {other.Subject}, not of {asked.Subject}; --reuse takes a run of the same subject.");
    }
}
