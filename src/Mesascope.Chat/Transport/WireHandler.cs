using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text;

namespace Mesascope.Chat;

/// <summary>The last gate before the network: requests go to the one server only, replies are read up to a limit, and whatever is no reply becomes a <see cref="ServerException"/>.</summary>
/// <param name="endpoint">The only server that is spoken to.</param>
/// <param name="key">The key, so that it can be struck out of what the server says; null where none is sent.</param>
/// <param name="read">Reads a whole reply: body, character set and key → what the vendor's library is given.</param>
/// <param name="inner">The connections.</param>
/// <param name="keyHeader">The header that the key travels in where that is not the vendor library's business; null where it is.</param>
internal sealed class WireHandler(Uri endpoint, string? key, ReplyReader read, HttpMessageHandler inner, string? keyHeader = null) : DelegatingHandler(inner)
{
    /// <summary>Most bytes of one reply, unpacked.</summary>
    public const int MostBytes = 2 * 1024 * 1024;

    private const int MostBytesOfError = 64 * 1024;

    private static readonly MediaTypeHeaderValue Json = new("application/json");

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
            ArraySegment<byte> reply = read(body, response.Content.Headers.ContentType?.CharSet, key);
            var whole = new ByteArrayContent(reply.Array!, reply.Offset, reply.Count);
            whole.Headers.ContentType = Json;
            response.Content.Dispose();
            (response.Content, response.StatusCode) = (whole, HttpStatusCode.OK); // 201 is no less a reply
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
            // The certificate says why it is not trusted; whatever else fails, the other end speaks no TLS.
            string why = problem.GetBaseException() is AuthenticationException { Message: var said } && said.Contains("certificate", StringComparison.OrdinalIgnoreCase) ? $"its certificate is not trusted: {said.TrimEnd('.')}" : "the server speaks no TLS";
            throw new ServerException(ServerFault.Untrusted, why, problem);
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
        ServerError error = response.Headers.Location is { } elsewhere && status is >= 300 and < 400
            ? new ServerError(new Uri(endpoint, elsewhere).GetLeftPart(UriPartial.Path), null, null) : ServerError.Read(body, key);
        TimeSpan? wait = ServerWait.Of(response.Headers, Encoding.UTF8.GetString(body), TimeProvider.System.GetUtcNow());
        return error.As(ServerFaults.Of(status, error), string.Create(CultureInfo.InvariantCulture, $"the server answered {status}"), wait);
    }
}

/// <summary>Reads a whole reply, and gives what the vendor's library is to read.</summary>
/// <param name="body">As it came, unpacked.</param>
/// <param name="charset">The character set that the server names; null where it names none.</param>
/// <param name="key">The key, to be struck out of what the server says; null where none is sent.</param>
/// <exception cref="ServerException">It is no reply.</exception>
internal delegate ArraySegment<byte> ReplyReader(ArraySegment<byte> body, string? charset, string? key);
