using System.Text.RegularExpressions;

namespace Mesascope.Chat;

/// <summary>From a status and what the server says beside it to the way in which it failed: the same status means different things at different servers, and their words tell which.</summary>
internal static partial class ServerFaults
{
    /// <summary>In which way it failed.</summary>
    /// <param name="status">The HTTP status; null where an error came without one, inside a reply.</param>
    /// <param name="error">What the server says.</param>
    public static ServerFault Of(int? status, ServerError error)
    {
        string said = error.Said ?? "";
        bool concernsRequest = IsWithheld(said) || SupportedParameters.Names(error.Said, error.Parameter) || LostKinds.Named(said) != RequestKind.Plain;
        return status switch
        {
            >= 300 and < 400 => ServerFault.Redirected,
            402 => ServerFault.QuotaSpent,
            400 or 403 or 429 when error.Code is "insufficient_quota" or "insufficient_balance" || Broke().IsMatch(said) => ServerFault.QuotaSpent,
            401 => ServerFault.Unauthorized,
            403 when !Busy().IsMatch(said) => concernsRequest ? ServerFault.Refused : ServerFault.Unauthorized,
            404 or 405 or 410 => concernsRequest ? ServerFault.Refused : ServerFault.NotFound,
            400 or 403 or 500 when Busy().IsMatch(said) => ServerFault.Overloaded,
            503 or 500 or 425 or 409 when IsLoading(said) => ServerFault.Loading,
            429 or 503 or 529 => ServerFault.Overloaded,
            408 => ServerFault.TimedOut,
            502 or 504 or (>= 520 and <= 524) => ServerFault.Unavailable,
            >= 500 => ServerFault.Failed,
            >= 400 => ServerFault.Refused,
            _ => error.Code is "rate_limit_exceeded" or "rate_limit_error" || Busy().IsMatch(said) ? ServerFault.Overloaded
                : IsLoading(said) ? ServerFault.Loading
                : error.Code is "model_not_found" || Elsewhere().IsMatch(said) ? ServerFault.NotFound
                : concernsRequest ? ServerFault.Refused : ServerFault.Failed,
        };
    }

    /// <summary>True where a server says that it withholds a reply for what is in the request.</summary>
    public static bool IsWithheld(string said) => Withheld().IsMatch(said);

    /// <summary>True where a server says that the conversation and the reply do not fit into what the model can read.</summary>
    public static bool IsTooLong(string said) => TooLong().IsMatch(said);

    private static bool IsLoading(string said) => Loading().IsMatch(said);

    // "error loading model" is no loading.
    [GeneratedRegex(@"\b(?<!\b(error|failed|failure|exception|problem|while|when|unable)\b.{0,12})(loading|still load|being loaded|not (yet )?(loaded|ready)|starting up|is starting|warming up|cold.?start|initiali[sz]ing)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Loading();

    [GeneratedRegex(@"flagged|moderat|content.?(policy|management|filter)|safety|violat|harmful|inappropriate|prohibited content|responsible.?ai|guardrail|usage polic|sensitive", RegexOptions.IgnoreCase)]
    private static partial Regex Withheld();

    [GeneratedRegex(@"context.?(length|window|size)|too many tokens|prompt is too long|input is too long|maximum.{0,30}tokens|reduce the length", RegexOptions.IgnoreCase)]
    private static partial Regex TooLong();

    [GeneratedRegex(@"insufficient.{0,12}(balance|credit|fund|quota)|(credit|balance).{0,20}(too low|exhausted|used up)|out of credits|account.{0,20}arrears", RegexOptions.IgnoreCase)]
    private static partial Regex Broke();

    [GeneratedRegex(@"rate.?limit|rate exceeded|throttl|too many requests|overloaded|at capacity|server (is )?busy", RegexOptions.IgnoreCase)]
    private static partial Regex Busy();

    [GeneratedRegex(@"unexpected endpoint|(unknown|invalid|no such|unsupported) (url|path|route|endpoint|method|model)|(url|path|route|endpoint|page|model\b).{0,60}(not found|not exist|unknown)|cannot post", RegexOptions.IgnoreCase)]
    private static partial Regex Elsewhere();
}
