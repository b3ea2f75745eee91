using Mesascope.Audits;
using Mesascope.Randomness;
using Microsoft.AspNetCore.Http;

namespace Mesascope.Chat.Tests.Transport;

/// <summary>A scripted subject behind HTTP, and the connection that our own client makes to it.</summary>
internal static class Wire
{
    /// <summary>Bears with failures as the program does, a hundred times as fast.</summary>
    public static readonly RetryLimits Brisk = new() { FirstWait = TimeSpan.FromMilliseconds(5), LongestWait = TimeSpan.FromMilliseconds(100), Silence = TimeSpan.FromMilliseconds(600) };

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Task<ChatServer> ServeAsync(string name = "flatterer", Func<HttpContext, Task<bool>>? first = null) =>
        ChatServer.StartAsync(new ScriptedModel(Disposition.Parse(name)), name, first: first, cancellationToken: Token);

    public static IChatModel Open(Uri address, string model = "flatterer", Connection? connection = null) =>
        ChatModels.Open(ChatAddress.Parse($"{address}#{model}"), (connection ?? new Connection()) with { RetryLimits = Brisk });

    /// <summary>A request of one user message.</summary>
    public static Request Ask(string text = "Good morning.", string purpose = "test") => new([new Message(Role.User, text)], [], new Sampling { Seed = 7 }) { Purpose = purpose };

    /// <summary>The findings of a whole battery, as they are written to disk.</summary>
    public static async Task<string> FindingsAsync(IChatModel model, IReadOnlyList<string>? drives = null, int budget = 60, IPairLog? log = null, int parallelism = 8)
    {
        var subject = new ChatSubject(model, new Sampling());
        AuditResult result = await ChatAuditing.RunAsync("the subject", subject, new Seed(1), new ChatQuestions { Drives = drives is null ? DriveCatalogue.All : [.. drives.Select(DriveCatalogue.Named)] }, new AuditOptions { Budget = budget, Parallelism = parallelism }, log ?? new PairMemory(), cancellationToken: Token);
        return Mesascope.Runs.RunJson.ToJson(result, "").ToJsonString();
    }

    /// <summary>Answers with a text and a status.</summary>
    public static async Task<bool> SayAsync(HttpContext context, int status, string body, string type = "application/json")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        await context.Response.WriteAsync(body, context.RequestAborted);
        return true;
    }
}
