using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Mesascope.Chat;

/// <summary>Any <see cref="IChatClient"/> as a chat model of ours: one attempt, no retries.</summary>
/// <param name="client">The vendor's.</param>
/// <param name="taken">Which parameters its server takes.</param>
/// <param name="dialect">What is peculiar to it.</param>
internal sealed class ClientModel(IChatClient client, TakenParameters taken, IDialect dialect) : IChatModel
{
    private static readonly JsonSerializerOptions OnOneLine = new(AIJsonUtilities.DefaultOptions) { WriteIndented = false };

    /// <inheritdoc/>
    public async Task<Reply> ReplyAsync(Request request, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            RequestForm form = taken.Form;
            try
            {
                return Read(await client.GetResponseAsync(request.Messages.Select(Written), Options(request, form), cancellationToken).ConfigureAwait(false), form);
            }
            catch (ServerException problem) when (taken.Learn(problem, form))
            {
                // Put differently, it may be taken.
            }
            catch (Exception problem) when (Cause(problem) is { } cause)
            {
                if (!taken.Learn(cause, form)) throw cause;
            }
            catch (Exception problem) when (problem is not (ServerException or OperationCanceledException or OutOfMemoryException))
            {
                // Whatever a vendor's library throws over a reply of the wrong shape: types, ranges, missing members.
                throw new ServerException(ServerFault.Malformed, "the reply was not what a chat model sends", problem);
            }
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
        if (form.Sends(SamplingParameters.MaxTokens)) options.MaxOutputTokens = sampling.MaxTokens;
        dialect.Prepare(options, sampling, form);
        return options;
    }

    private static ChatMessage Written(Message message) => message.Role switch
    {
        Role.System => new ChatMessage(ChatRole.System, message.Content),
        Role.User => new ChatMessage(ChatRole.User, message.Content),
        Role.Tool => new ChatMessage(ChatRole.Tool, [new FunctionResultContent(message.CallId ?? "", message.Content)]),
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

    private Reply Read(ChatResponse response, RequestForm form)
    {
        List<ToolCall> calls = [];
        foreach (FunctionCallContent call in response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>())
            calls.Add(new ToolCall(call.CallId, call.Name, dialect.ArgumentsOf(response, calls.Count) ?? JsonSerializer.Serialize(call.Arguments ?? new Dictionary<string, object?>(), OnOneLine)));
        return new Reply(response.Text)
        {
            Calls = calls,
            Tokens = dialect.TokensOf(response),
            FinishReason = response.FinishReason?.Value,
            InputTokens = Count(response.Usage?.InputTokenCount),
            OutputTokens = Count(response.Usage?.OutputTokenCount),
            Without = TakenParameters.NamesOf(form.Without),
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
}
