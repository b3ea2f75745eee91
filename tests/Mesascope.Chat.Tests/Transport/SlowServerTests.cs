using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mesascope.Audits;

namespace Mesascope.Chat.Tests.Transport;

/// <summary>Servers that are slow, that load, and that nobody trusts.</summary>
public class SlowServerTests
{
    [Fact]
    public async Task A_server_that_answers_one_at_a_time_is_asked_fewer_and_nothing_is_missing()
    {
        using var slot = new SemaphoreSlim(1);
        List<string> notes = [];
        // 32 requests at once would wait .96 s, and .4 s are given to each.
        await using ChatServer server = await Wire.ServeAsync("honest", async context =>
        {
            await slot.WaitAsync(context.RequestAborted);
            try
            {
                await Task.Delay(30, context.RequestAborted);
            }
            finally
            {
                slot.Release();
            }
            return false;
        });
        var log = new PairMemory();
        IChatModel model = Wire.Open(server.Address, "honest", new Connection { Timeout = TimeSpan.FromSeconds(0.4), Note = notes.Add });
        await Wire.FindingsAsync(model, ["harmony-over-correction"], 60, log, parallelism: 32);
        Assert.All(log.Pairs.Where(pair => pair.Audit == "harmony-over-correction"), pair => Assert.True(pair.Control.MissingBecause is null && pair.Treated.MissingBecause is null));
        Assert.All(notes, note => Assert.Contains("asking fewer at once", note, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_loads_its_model_is_waited_for_longer_and_one_line_says_so()
    {
        long started = TimeProvider.System.GetTimestamp();
        List<string> notes = [];
        await using ChatServer server = await Wire.ServeAsync("honest", context => TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(2)
            ? Wire.SayAsync(context, 503, """{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}""") : Task.FromResult(false));
        IChatModel model = Wire.Open(server.Address, "honest", new Connection { Note = notes.Add });
        Reply[] replies = await Task.WhenAll(Enumerable.Range(0, 12).Select(n => model.ReplyAsync(Wire.Ask($"{n}"), Wire.Token)));
        Assert.Equal(12, replies.Length);
        Assert.EndsWith("#honest: the server is loading its model (it says: Loading model); waiting for it, at most 15 min", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_first_reply_that_takes_longer_than_an_attempt_is_waited_for()
    {
        long started = TimeProvider.System.GetTimestamp();
        await using ChatServer server = await Wire.ServeAsync("honest", async context =>
        {
            TimeSpan left = TimeSpan.FromSeconds(1.5) - TimeProvider.System.GetElapsedTime(started);
            if (left > TimeSpan.Zero) await Task.Delay(left, context.RequestAborted);
            return false;
        });
        IChatModel model = Wire.Open(server.Address, "honest", new Connection { Timeout = TimeSpan.FromSeconds(0.7) });
        Assert.Equal(12, (await Task.WhenAll(Enumerable.Range(0, 12).Select(n => model.ReplyAsync(Wire.Ask($"{n}"), Wire.Token)))).Length);
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_is_named_at_once()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Task serving = ServeTlsAsync(listener);
        var stop = await Assert.ThrowsAsync<PrerequisiteException>(() => ChatModels.Open(ChatAddress.Parse($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v1#m"), new Connection()).ReplyAsync(Wire.Ask(), Wire.Token));
        Assert.Contains("its certificate is not trusted", stop.Message, StringComparison.Ordinal);
        Assert.Contains("SSL_CERT_FILE", stop.Message, StringComparison.Ordinal);
        listener.Stop();
        await serving;
    }

    [Fact]
    public async Task A_server_without_TLS_is_told_from_one_that_is_not_trusted()
    {
        await using ChatServer server = await Wire.ServeAsync();
        var stop = await Assert.ThrowsAsync<PrerequisiteException>(() => ChatModels.Open(ChatAddress.Parse($"https://127.0.0.1:{server.Address.Port}/v1#m"), new Connection()).ReplyAsync(Wire.Ask(), Wire.Token));
        Assert.Contains("perhaps the address begins with http://", stop.Message, StringComparison.Ordinal);
    }

    private static async Task ServeTlsAsync(TcpListener listener)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(80));
        try
        {
            while (true)
            {
                using TcpClient client = await listener.AcceptTcpClientAsync(Wire.Token);
                await using var secure = new SslStream(client.GetStream());
                await ((Task)secure.AuthenticateAsServerAsync(certificate)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        catch (Exception stopped) when (stopped is SocketException or InvalidOperationException or IOException)
        {
            // The test is over.
        }
    }
}
