using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Mesascope.Chat;

/// <summary>How long a server asks to be left alone: <c>Retry-After</c>, else its words, else when a limit that is used up is renewed.</summary>
internal static partial class ServerWait
{
    /// <summary>The wait; null where it says none.</summary>
    /// <param name="headers">Of the answer.</param>
    /// <param name="body">The body of the answer as text; hostile.</param>
    /// <param name="now">The time.</param>
    public static TimeSpan? Of(HttpResponseHeaders headers, string body, DateTimeOffset now)
    {
        if (Number(headers, "retry-after-ms") is { } milliseconds) return Positive(TimeSpan.FromMilliseconds(milliseconds));
        if (headers.RetryAfter is { } asked) return Positive(asked.Delta ?? asked.Date - now);
        if (Words().Match(body) is { Success: true } said && Duration(said.Groups["wait"].Value) is { } wait) return Positive(wait);
        TimeSpan? renewed = null;
        foreach (string limit in (string[])["requests", "tokens", ""])
            if (Number(headers, Joined("x-ratelimit-remaining", limit)) is null or 0 && Renewed(headers, Joined("x-ratelimit-reset", limit), now) is { } at && (renewed is null || at > renewed)) renewed = at;
        return Positive(renewed);
    }

    private static string Joined(string name, string limit) => limit.Length > 0 ? $"{name}-{limit}" : name;

    // A duration ("6m0s"), seconds from now, or seconds or milliseconds since 1970.
    private static TimeSpan? Renewed(HttpResponseHeaders headers, string name, DateTimeOffset now)
    {
        if (Number(headers, name) is { } number)
            return number > 1e11 ? DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Min(number, 1e14)) - now : number > 1e8 ? DateTimeOffset.FromUnixTimeSeconds((long)number) - now : TimeSpan.FromSeconds(number);
        return headers.TryGetValues(name, out IEnumerable<string>? values) ? Duration(values.First()) : null;
    }

    private static double? Number(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out IEnumerable<string>? values) && double.TryParse(values.First(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number is >= 0 and < 1e15 ? number : null;

    // "1h2m", "7.66s", "120ms", "20 seconds", "2 minutes".
    private static TimeSpan? Duration(string written)
    {
        double seconds = 0;
        MatchCollection parts = Part().Matches(written);
        if (parts.Count == 0) return null;
        foreach (Match part in parts)
            seconds += double.Parse(part.Groups["number"].Value, CultureInfo.InvariantCulture) * part.Groups["unit"].Value.ToLowerInvariant() switch { "ms" or "millisecond" => 0.001, "m" or "min" or "minute" => 60, "h" or "hour" => 3600, "d" or "day" => 86_400, _ => 1 };
        return TimeSpan.FromSeconds(Math.Min(seconds, 1e9));
    }

    private static TimeSpan? Positive(TimeSpan? wait) => wait is { } known && known > TimeSpan.Zero ? known : null;

    [GeneratedRegex("""
        (?:(?:try|retry|wait|again|available)[^.\n]{0,40}?|retryDelay"?\s*:\s*"?)(?<wait>(?:\d{1,9}(?:\.\d+)?\s*(?:milliseconds?|ms|seconds?|secs?|minutes?|mins?|hours?|days?|[smhd])\b\s*)+|(?:\d{1,9}(?:\.\d+)?(?:ms|[smhd]))+)
        """, RegexOptions.IgnoreCase)]
    private static partial Regex Words();

    [GeneratedRegex(@"(?<number>\d{1,9}(\.\d+)?)\s*(?<unit>(millisecond|second|sec|minute|min|hour|day)(?=s?\b)|(ms|s|m|h|d)(?![a-z]))", RegexOptions.IgnoreCase)]
    private static partial Regex Part();
}
