using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Mesascope.Chat;

/// <summary>Any <see cref="IChatClient"/> as a chat model of ours: one attempt, no retries.</summary>
/// <param name="client">The vendor's.</param>
/// <param name="taken">Which parameters its server takes.</param>
/// <param name="dialect">What is peculiar to it.</param>
internal sealed class ClientModel(IChatClient client, SupportedParameters taken, IDialect dialect) : IChatModel
{
    private static readonly JsonSerializerOptions OnOneLine = new(AIJsonUtilities.DefaultOptions) { WriteIndented = false };

    private readonly SemaphoreSlim _trying = new(1);

    /// <inheritdoc/>
    public async Task<Reply> ReplyAsync(Request request, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            RequestForm form = taken.Form;
            try
            {
                return await AttemptAsync(request, form, cancellationToken).ConfigureAwait(false);
            }
            catch (ServerException problem) when (taken.Learn(problem, form, request.Sampling.MaxTokens))
            {
                // Put differently, it may be taken.
            }
            catch (ServerException problem) when (taken.Leaner(problem, form, request.Sampling.MaxTokens, LostKinds.Of(request)) is { Count: > 0 } leaner)
            {
                if (await TryAsync(request, form, leaner, cancellationToken).ConfigureAwait(false) is { } reply) return reply;
                if (taken.Form == form) throw;
            }
        }
    }

    // A parameter is to blame where the same request is answered without it and, once more, not with it.
    private async Task<Reply?> TryAsync(Request request, RequestForm form, IReadOnlyList<RequestForm> leaner, CancellationToken cancellationToken)
    {
        await _trying.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!taken.MayTry(form, LostKinds.Of(request))) return null;
            foreach (RequestForm less in leaner)
                if (await OrNullAsync(less).ConfigureAwait(false) is { } without)
                {
                    if (await OrNullAsync(form).ConfigureAwait(false) is { } with) return with;
                    taken.Adopt(less, form);
                    return without;
                }
            return null;
        }
        finally
        {
            _trying.Release();
        }

        async Task<Reply?> OrNullAsync(RequestForm tried)
        {
            try
            {
                return await AttemptAsync(request, tried, cancellationToken).ConfigureAwait(false);
            }
            catch (ServerException problem) when (problem.Fault is ServerFault.Refused or ServerFault.Failed)
            {
                return null;
            }
        }
    }

    private async Task<Reply> AttemptAsync(Request request, RequestForm form, CancellationToken cancellationToken)
    {
        try
        {
            ChatResponse response = await client.GetResponseAsync(request.Messages.Select(message => Written(message, form)), Options(request, form), cancellationToken).ConfigureAwait(false);
            Reply reply = Read(response, request, form);
            taken.Accepted(form);
            return reply;
        }
        catch (Exception problem) when (Cause(problem) is { } cause)
        {
            throw cause;
        }
        catch (Exception problem) when (problem is not (ServerException or OperationCanceledException or OutOfMemoryException))
        {
            // Whatever a vendor's library throws over a reply of the wrong shape: types, ranges, missing members.
            throw new ServerException(ServerFault.Malformed, "the reply was not what a chat model sends", problem);
        }
    }

    // Vendors' libraries wrap what their connections throw.
    private static ServerException? Cause(Exception problem)
    {
        for (Exception? at = problem.InnerException; at is not null; at = at.InnerException)
            if (at is ServerException cause) return cause;
        return null;
    }

    private ChatOptions Options(Request request, RequestForm form)
    {
        Sampling sampling = request.Sampling;
        var options = new ChatOptions
        {
            Temperature = form.Sends(SamplingParameters.Temperature) ? (float)sampling.Temperature : null,
            TopP = form.Sends(SamplingParameters.TopP) ? (float)sampling.TopP : null,
            Seed = form.Sends(SamplingParameters.Seed) ? sampling.Seed : null,
            Tools = request.Tools.Count > 0 ? [.. request.Tools.Select(Declared)] : null,
        };
        if (form.Sends(SamplingParameters.MaxTokens)) options.MaxOutputTokens = Math.Min(sampling.MaxTokens, form.MostTokens ?? int.MaxValue);
        dialect.Prepare(options, sampling, form);
        return options;
    }

    private ChatMessage Written(Message message, RequestForm form) => message.Role switch
    {
        Role.System => new ChatMessage(ChatRole.System, message.Content),
        Role.User => new ChatMessage(ChatRole.User, message.Content),
        Role.Tool => new ChatMessage(ChatRole.Tool, [new FunctionResultContent(message.CallId ?? "", message.Content)]),
        _ when form.SentBack != SentBack.Never && (message.Calls is not null || form.SentBack == SentBack.Always) && dialect.Raw(message) is { } raw => new ChatMessage(ChatRole.Assistant, message.Content) { RawRepresentation = raw },
        _ when message.Calls is { } calls => new ChatMessage(ChatRole.Assistant, [.. message.Content.Length > 0 ? (AIContent[])[new TextContent(message.Content)] : [], .. calls.Select(call => new FunctionCallContent(call.Id, call.Name, Arguments(call.Arguments)))]),
        _ => new ChatMessage(ChatRole.Assistant, message.Content),
    };

    private static Dictionary<string, object?>? Arguments(string written)
    {
        try
        {
            return JsonSerializer.Deserialize(written, WireJson.Default.DictionaryStringJsonElement)?.ToDictionary(each => each.Key, each => (object?)each.Value);
        }
        catch (JsonException)
        {
            return null; // the model wrote no object; it is told what it called, not what with
        }
    }

    private static AIFunctionDeclaration Declared(Tool tool) => AIFunctionFactory.CreateDeclaration(tool.Name, tool.Description, JsonSerializer.SerializeToElement(ToolSchema.Of(tool), WireJson.Default.ToolSchema));

    private Reply Read(ChatResponse response, Request request, RequestForm form)
    {
        (string? extra, IReadOnlyList<string?> extraOfCalls, string? ended) = dialect.ExtrasOf(response);
        List<ToolCall> calls = [];
        foreach (FunctionCallContent call in response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>())
        {
            string id = call.CallId == OpenAiReply.NoId ? FormattableString.Invariant($"call_{request.Messages.Count}_{calls.Count}") : call.CallId;
            string arguments = dialect.ArgumentsOf(response, calls.Count) ?? JsonSerializer.Serialize(call.Arguments ?? new Dictionary<string, object?>(), OnOneLine);
            calls.Add(new ToolCall(id, call.Name, arguments) { Extra = extraOfCalls.ElementAtOrDefault(calls.Count) });
        }
        return new Reply(response.Text)
        {
            Calls = calls,
            Tokens = dialect.TokensOf(response),
            FinishReason = ended,
            InputTokens = Count(response.Usage?.InputTokenCount),
            OutputTokens = Count(response.Usage?.OutputTokenCount),
            Without = SupportedParameters.NamesOf(form),
            Extra = extra,
        };
    }

    private static int Count(long? tokens) => (int)Math.Clamp(tokens ?? 0, 0, int.MaxValue);
}

/// <summary>What one vendor's library does in its own way.</summary>
internal interface IDialect
{
    /// <summary>Adds to a request what the common options have no word for.</summary>
    void Prepare(ChatOptions options, Sampling sampling, RequestForm form);

    /// <summary>The likeliest tokens of a reply; null where it gives none.</summary>
    IReadOnlyList<TokenChoice>? TokensOf(ChatResponse response);

    /// <summary>What the model wrote as the arguments of its n-th call, to the letter; null where that is not kept.</summary>
    string? ArgumentsOf(ChatResponse response, int call);

    /// <summary>The unknown fields of a reply, those of its calls, and why it ended; each null where there is none.</summary>
    (string? Message, IReadOnlyList<string?> Calls, string? Ended) ExtrasOf(ChatResponse response);

    /// <summary>A reply as it is sent back with its unknown fields; null where it has none, or the library cannot send them.</summary>
    object? Raw(Message message);
}
