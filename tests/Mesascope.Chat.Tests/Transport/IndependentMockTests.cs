using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Mesascope.Chat.Tests.Transport;

/// <summary>Faults made by a program that is not ours: <c>@copilotkit/aimock</c> stands between the audit and a scripted subject, and spoils what passes through.</summary>
/// <remarks>Needs node, and the folder into which npm installed it in <c>MESASCOPE_AIMOCK</c>; <c>.ci/run</c> sees to both.</remarks>
public class IndependentMockTests
{
    [Theory]
    [InlineData("--chaos-malformed", "0.3")]
    [InlineData("--chaos-disconnect", "0.3")]
    [InlineData("--chaos-drop", "0.3")]
    [InlineData("--chaos-ratelimit", "0.05")]
    [InlineData("--chaos-latency", "30")]
    public async Task Nothing_is_lost_and_nothing_counted_twice(string option, string value)
    {
        await using ChatServer server = await Wire.ServeAsync("flatterer,rate=0.5,logprobs");
        using Mock mock = await Mock.StartAsync(server, option, value);
        var patience = Wire.Brisk with { Retries = 40, RetriesOfMalformed = 40 };
        IChatModel model = ChatModels.Open(ChatAddress.Parse($"{mock.Address}#flatterer,rate=0.5,logprobs"), new Connection { RetryLimits = patience });
        string direct = await Wire.FindingsAsync(new ScriptedModel(Disposition.Parse("flatterer,rate=0.5,logprobs")), ["harmony-over-correction"], 25);
        Assert.Equal(direct, await Wire.FindingsAsync(model, ["harmony-over-correction"], 25));
    }

    [Fact]
    public async Task What_it_spoils_for_good_is_reported_as_missing()
    {
        await using ChatServer server = await Wire.ServeAsync("honest");
        using Mock mock = await Mock.StartAsync(server, "--chaos-malformed", "1");
        var problem = await Assert.ThrowsAsync<ReplyMissingException>(() => Wire.Open(mock.Address, "honest").ReplyAsync(Wire.Ask(), Wire.Token));
        Assert.Equal("the reply was not JSON", problem.Message);
    }

    private sealed class Mock(Process process, Uri address) : IDisposable
    {
        public Uri Address => address;

        public static async Task<Mock> StartAsync(ChatServer upstream, string option, string value)
        {
            string script = Path.Combine(Environment.GetEnvironmentVariable("MESASCOPE_AIMOCK") ?? "", "node_modules", ".bin", "llmock");
            if (!File.Exists(script)) Assert.Skip("MESASCOPE_AIMOCK names no folder with @copilotkit/aimock: npm install --prefix DIR @copilotkit/aimock");
            using var free = new TcpListener(IPAddress.Loopback, 0);
            free.Start();
            int port = ((IPEndPoint)free.LocalEndpoint).Port;
            free.Stop();
            string nothing = Directory.CreateTempSubdirectory("mesascope-").FullName;
            Process process = Process.Start(new ProcessStartInfo("node",
                [script, "-p", $"{port}", "-f", nothing, "--proxy-only", "--provider-openai", upstream.Address.GetLeftPart(UriPartial.Authority), "--log-level", "silent", option, value])
            { RedirectStandardOutput = true, RedirectStandardError = true })!;
            using var probe = new HttpClient();
            for (int n = 0; n < 200 && !process.HasExited; n++)
            {
                try
                {
                    await probe.GetAsync(new Uri($"http://127.0.0.1:{port}/__aimock/journal"), Wire.Token);
                    return new Mock(process, new Uri($"http://127.0.0.1:{port}/v1"));
                }
                catch (HttpRequestException)
                {
                    await Task.Delay(50, Wire.Token);
                }
            }
            process.Kill();
            throw new InvalidOperationException("the mock did not start");
        }

        public void Dispose()
        {
            process.Kill();
            process.Dispose();
        }
    }
}
