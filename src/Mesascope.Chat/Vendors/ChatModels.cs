using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net;
using Anthropic;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;

namespace Mesascope.Chat;

/// <summary>From an address to a model that can be asked.</summary>
public static class ChatModels
{
    /// <summary>Opens the model; nothing is sent yet. Failures are retried, and a server that fails again and again ends the run.</summary>
    /// <exception cref="PrerequisiteException">What it needs is not there, such as a key.</exception>
    /// <exception cref="ArgumentException">The address and the connection do not fit.</exception>
    public static IChatModel Open(ChatAddress address, Connection? connection = null)
    {
        connection ??= new Connection();
        if (address.Scheme == "scripted") return new ScriptedModel(Disposition.Parse(address.Model));
        ServerAddress server = ServerAddress.Of(address, connection);
        IChatModel model = address.Scheme == "anthropic" ? OfAnthropic(address, server) : OfOpenAi(address, server);
        var health = new ServerHealth(address.ToString(), server.KeyName, connection.RetryLimits, connection.Time) { Note = connection.Note, Timeout = connection.Timeout };
        return new PatientModel(model, new AdaptiveConcurrency(connection.Concurrency, connection.Time), health, connection.Timeout, connection.RetryLimits, connection.Time);
    }

    private static ClientModel OfOpenAi(ChatAddress address, ServerAddress server)
    {
        var options = new OpenAIClientOptions
        {
            Endpoint = server.Endpoint,
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
            Transport = new HttpClientPipelineTransport(Connect(server, OpenAiReply.Normalise)),
            ClientLoggingOptions = new ClientLoggingOptions { EnableLogging = false },
            EnableDistributedTracing = false,
        };
        // The library wants a key; where there is none, the wire takes the header off again.
        var client = new ChatClient(address.Model, new ApiKeyCredential(server.Key ?? "none"), options);
        return new ClientModel(client.AsIChatClient(), new SupportedParameters(SamplingParameters.None, completionTokens: address.Scheme is "openai" or "azure"), new OpenAiDialect());
    }

    private static ClientModel OfAnthropic(ChatAddress address, ServerAddress server)
    {
        // Everything that it would else take from the environment is said here.
        var client = new AnthropicClient
        {
            ApiKey = server.Key,
            AuthToken = null,
            BaseUrl = server.Endpoint.ToString().TrimEnd('/'),
            MaxRetries = 0,
            Timeout = Timeout.InfiniteTimeSpan,
            HttpClient = Connect(server, AnthropicReply.Check, "x-api-key"),
        };
        return new ClientModel(client.AsIChatClient(address.Model), new SupportedParameters(SamplingParameters.Seed | SamplingParameters.LogProbabilities, completionTokens: false), new AnthropicDialect());
    }

    private static HttpClient Connect(ServerAddress server, ReplyReader read, string? keyHeader = null)
    {
        var connections = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = !server.Endpoint.IsLoopback,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ActivityHeadersPropagator = null, // nothing is sent that only a tracer reads
        };
        return new HttpClient(new WireHandler(server.Endpoint, server.Key, read, connections, keyHeader)) { Timeout = Timeout.InfiniteTimeSpan };
    }
}
