using System.Buffers;
using System.Globalization;

namespace Mesascope.Chat;

/// <summary>The last gate before the network: requests go to the one server only, replies are read up to a limit, and whatever is no reply becomes a <see cref="ServerException"/>.</summary>
/// <param name="endpoint">The only server that is spoken to.</param>
/// <param name="key">The key, so that it can be struck out of what the server says; null where none is sent.</param>
/// <param name="shape">What a whole reply looks like.</param>
/// <param name="inner">The connections.</param>
/// <param name="keyHeader">The header that the key travels in where that is not the vendor library's business; null where it is.</param>
internal sealed class WireHandler(Uri endpoint, string? key, ReplyShape shape, HttpMessageHandler inner, string? keyHeader = null) : DelegatingHandler(inner)
{
    /// <summary>Most bytes of one reply, unpacked.</summary>
    public const int MostBytes = 2 * 1024 * 1024;

    private const int MostBytesOfError = 64 * 1024;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is not { } target || target.Scheme != endpoint.Scheme || target.Authority != endpoint.Authority)
            throw new InvalidOperationException("A request was about to leave for another server than the one that was named.");
        if (key is null || keyHeader is not null) request.Headers.Authorization = null;
        if (keyHeader is not null)
        {
            request.Headers.Remove(keyHeader);
            if (key is not null) request.Headers.Add(keyHeader, key);
        }
        HttpResponseMessage response = await ConnectAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            ArraySegment<byte> body = await ReadAsync(response, cancellationToken).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode) throw Problem(response, body);
            shape.Check(body);
            var whole = new ByteArrayContent(body.Array!, body.Offset, body.Count);
            whole.Headers.ContentType = response.Content.Headers.ContentType;
            response.Content.Dispose();
            response.Content = whole;
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private async Task<HttpResponseMessage> ConnectAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException problem) when (problem.HttpRequestError is HttpRequestError.NameResolutionError)
        {
            throw new ServerException(ServerFault.Unreachable, "the server's name is not known", problem);
        }
        catch (HttpRequestException problem) when (problem.HttpRequestError is HttpRequestError.ConnectionError)
        {
            throw new ServerException(ServerFault.Unreachable, "nothing answers at the server's address", problem);
        }
        catch (HttpRequestException problem) when (problem.HttpRequestError is HttpRequestError.SecureConnectionError)
        {
            throw new ServerException(ServerFault.Unreachable, "no secure connection could be made", problem);
        }
        catch (HttpRequestException problem) when (problem.HttpRequestError is HttpRequestError.InvalidResponse)
        {
            throw new ServerException(ServerFault.Malformed, "the server does not speak HTTP as it should", problem);
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException)
        {
            throw new ServerException(ServerFault.BrokenOff, "the connection broke off", problem);
        }
    }

    private static async Task<ArraySegment<byte>> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        int most = response.IsSuccessStatusCode ? MostBytes : MostBytesOfError;
        byte[] part = ArrayPool<byte>.Shared.Rent(8192);
        var body = new MemoryStream(Math.Clamp((int)Math.Min(response.Content.Headers.ContentLength ?? 4096, most), 256, most));
        try
        {
            await using Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            for (int read; (read = await stream.ReadAsync(part, cancellationToken).ConfigureAwait(false)) > 0;)
            {
                if (body.Length + read > most)
                {
                    if (!response.IsSuccessStatusCode) break; // of an error the beginning will do
                    throw new ServerException(ServerFault.Malformed, "the reply was larger than 2 MB");
                }
                body.Write(part, 0, read);
            }
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or InvalidDataException)
        {
            throw new ServerException(ServerFault.BrokenOff, "the connection broke off", problem);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(part);
        }
        return new ArraySegment<byte>(body.GetBuffer(), 0, (int)body.Length);
    }

    private ServerException Problem(HttpResponseMessage response, ReadOnlySpan<byte> body)
    {
        int status = (int)response.StatusCode;
        ServerError error = ServerError.Read(body, key);
        ServerFault fault = status switch
        {
            >= 300 and < 400 => ServerFault.Redirected,
            401 or 403 => ServerFault.Unauthorized,
            404 => ServerFault.NotFound,
            402 => ServerFault.QuotaSpent,
            429 when error.Code is "insufficient_quota" => ServerFault.QuotaSpent,
            429 or 503 or 529 => ServerFault.Overloaded,
            408 => ServerFault.TimedOut,
            502 or 504 => ServerFault.Unavailable,
            >= 500 => ServerFault.Failed,
            _ => ServerFault.Refused,
        };
        return new ServerException(fault, string.Create(CultureInfo.InvariantCulture, $"the server answered {status}")) { RetryAfter = RetryAfter(response), Said = error.Said, Parameter = error.Parameter };
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        TimeSpan? wait = response.Headers.RetryAfter is not { } asked ? null : asked.Delta ?? asked.Date - TimeProvider.System.GetUtcNow();
        return wait is { } positive && positive > TimeSpan.Zero ? positive : null;
    }
}
