using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Mesascope.Chat;

/// <summary>A chat model behind HTTP, as OpenAI-compatible clients speak it: <c>POST /v1/chat/completions</c> with tools and log-probabilities, <c>GET /v1/models</c>. Over loopback only; it knows no keys.</summary>
public sealed class ChatServer : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly IChatModel _model;
    private readonly string _name;
    private readonly TimeSpan _latency;
    private long _replies;

    private ChatServer(WebApplication server, IChatModel model, string name, TimeSpan latency) => (_server, _model, _name, _latency) = (server, model, name, latency);

    /// <summary>The address that clients name, such as <c>http://127.0.0.1:8080/v1</c>.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1/v1");

    /// <summary>Begins to serve.</summary>
    /// <param name="model">Who answers.</param>
    /// <param name="name">The model's name; requests for another one are refused.</param>
    /// <param name="port">Where; 0 for any free port.</param>
    /// <param name="latency">How long every answer takes at least.</param>
    /// <param name="first">Sees every request first, and may answer it instead. For tests.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="PrerequisiteException">The port is taken.</exception>
    public static async Task<ChatServer> StartAsync(IChatModel model, string name, int port = 0, TimeSpan latency = default, Func<HttpContext, Task<bool>>? first = null, CancellationToken cancellationToken = default)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(System.Net.IPAddress.Loopback, port);
        });
        WebApplication application = builder.Build();
        var server = new ChatServer(application, model, name, latency);
        application.Run(async context =>
        {
            if (first is null || !await first(context).ConfigureAwait(false)) await server.AnswerAsync(context).ConfigureAwait(false);
        });
        try
        {
            await application.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException problem)
        {
            await application.DisposeAsync().ConfigureAwait(false);
            throw new PrerequisiteException(FormattableString.Invariant($"Port {port} cannot be served ({problem.Message}); name another with --port, or none."), problem);
        }
        server.Address = new Uri($"{application.Urls.First().TrimEnd('/')}/v1");
        return server;
    }

    /// <summary>Serves until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _server.StopAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        CancellationToken gone = context.RequestAborted;
        switch (context.Request.Method, context.Request.Path.Value?.TrimEnd('/'))
        {
            case ("POST", "/v1/chat/completions"):
                await ReplyAsync(context, gone).ConfigureAwait(false);
                break;
            case ("GET", "/v1/models"):
                await WriteAsync(context, 200, ReplyWriter.WriteModels(_name), gone).ConfigureAwait(false);
                break;
            default:
                await WriteAsync(context, 404, ReplyWriter.WriteError("There are POST /v1/chat/completions and GET /v1/models.", "not_found"), gone).ConfigureAwait(false);
                break;
        }
    }

    private async Task ReplyAsync(HttpContext context, CancellationToken gone)
    {
        try
        {
            using JsonDocument body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: gone).ConfigureAwait(false);
            (string model, Request request) = RequestReader.Read(body.RootElement);
            if (model != _name)
            {
                await WriteAsync(context, 404, ReplyWriter.WriteError($"The model \"{model}\" does not exist; there is \"{_name}\".", "model_not_found"), gone).ConfigureAwait(false);
                return;
            }
            if (_latency > TimeSpan.Zero) await Task.Delay(_latency, gone).ConfigureAwait(false);
            Reply reply = await _model.ReplyAsync(request, gone).ConfigureAwait(false);
            await WriteAsync(context, 200, ReplyWriter.Write(_name, Interlocked.Increment(ref _replies), reply), gone).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is JsonException or ArgumentException)
        {
            await WriteAsync(context, 400, ReplyWriter.WriteError(problem.Message, "invalid_request"), gone).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // Whoever asked has gone.
        }
    }

    private static async Task WriteAsync(HttpContext context, int status, ReadOnlyMemory<byte> body, CancellationToken gone)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.BodyWriter.WriteAsync(body, gone).ConfigureAwait(false);
    }
}
