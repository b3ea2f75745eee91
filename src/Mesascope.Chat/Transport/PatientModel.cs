using Polly;
using Polly.Retry;

namespace Mesascope.Chat;

/// <summary>Asks again where that may help, waits where the server asks for it, and tells one missing reply from a server that is gone.</summary>
/// <param name="attempt">Asks once; throws <see cref="ServerException"/>.</param>
/// <param name="concurrency">How many may be in flight.</param>
/// <param name="health">Whether to go on at all.</param>
/// <param name="timeout">The time of one attempt, its wait for a place not counted.</param>
/// <param name="patience">How often, and how long.</param>
/// <param name="time">The clock.</param>
internal sealed class PatientModel(IChatModel attempt, AdaptiveConcurrency concurrency, ServerHealth health, TimeSpan timeout, RetryLimits patience, TimeProvider time) : IChatModel
{
    private static readonly ResiliencePropertyKey<long> AnsweredBefore = new("answered at the failure before");

    private readonly ResiliencePipeline<Reply> _retries = new ResiliencePipelineBuilder<Reply> { TimeProvider = time }.AddRetry(new RetryStrategyOptions<Reply>
    {
        MaxRetryAttempts = int.MaxValue,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = patience.FirstWait,
        MaxDelay = patience.LongestWait,
        ShouldHandle = tried => ValueTask.FromResult(tried.Outcome.Exception is ServerException problem && IsWorthwhile(problem, tried, health, patience)),
        DelayGenerator = tried => ValueTask.FromResult(tried.Outcome.Exception is ServerException { RetryAfter: { } asked } ? (TimeSpan?)asked : null),
    }).Build();

    /// <inheritdoc/>
    public async Task<Reply> ReplyAsync(Request request, CancellationToken cancellationToken = default)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            return await _retries.ExecuteAsync(static async (tried, state) => await state.Self.AskAsync(state.Request, tried.CancellationToken).ConfigureAwait(false), context, (Self: this, Request: request)).ConfigureAwait(false);
        }
        catch (ServerException problem)
        {
            health.GaveUp(LostKinds.Of(request), problem);
            health.ThrowIfStopped();
            throw new ReplyMissingException(problem.Said is { } said ? $"{problem.Message} (it says: {said.TrimEnd('.')})" : problem.Message, problem);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    // While nobody is answered, the server is what fails, and no request is called missing for it: it waits until somebody is answered or the run stops.
    // So each failure asks whether anybody was answered since the one before.
    private static bool IsWorthwhile(ServerException problem, RetryPredicateArguments<Reply> tried, ServerHealth health, RetryLimits patience)
    {
        if (!problem.IsTransient) return false;
        if (problem.Fault == ServerFault.Malformed) return tried.AttemptNumber < patience.RetriesOfMalformed;
        long answered = health.Answered, before = tried.Context.Properties.GetValue(AnsweredBefore, answered);
        tried.Context.Properties.Set(AnsweredBefore, answered);
        int most = problem.Fault is ServerFault.Overloaded or ServerFault.Loading ? patience.RetriesOfOverloaded : patience.Retries;
        return tried.AttemptNumber < most || problem.ConcernsAll && before == answered;
    }

    private async Task<Reply> AskAsync(Request request, CancellationToken cancellationToken)
    {
        RequestKind kind = LostKinds.Of(request);
        health.ThrowIfStopped();
        health.Ask(kind);
        long generation = await concurrency.EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            health.ThrowIfStopped();
            health.Ask(kind);
            long sent = time.GetTimestamp();
            Reply reply = await WithinAsync(request, cancellationToken).ConfigureAwait(false);
            health.Succeeded(kind);
            // More at once make the queue of a slow server longer, and it is as long already as the time of an attempt allows.
            if (time.GetElapsedTime(sent) < timeout / 2) concurrency.Succeeded();
            return reply;
        }
        catch (ServerException problem)
        {
            if (problem.Fault is ServerFault.Refused) health.Refused();
            else health.Failed(kind, problem);
            if (problem.Fault is ServerFault.Overloaded or ServerFault.TimedOut) concurrency.Overloaded(generation, problem.RetryAfter);
            health.ThrowIfStopped();
            health.Refused(kind, problem);
            throw;
        }
        finally
        {
            concurrency.Leave();
        }
    }

    private async Task<Reply> WithinAsync(Request request, CancellationToken cancellationToken)
    {
        using var tooLate = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, tooLate.Token);
        try
        {
            return await attempt.ReplyAsync(request, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException problem) when (tooLate.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ServerException(ServerFault.TimedOut, "no reply came in time", problem);
        }
    }
}
