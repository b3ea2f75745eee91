using System.Globalization;
using System.Text.Json;

namespace Mesascope.Chat;

/// <summary>The probabilities of tokens, in the forms that servers write them in. A list that cannot be read is left out whole.</summary>
internal static class TokenLists
{
    // What stands in the place of minus infinity, which JSON does not know: no chance at all.
    private const double Never = -9999;

    /// <summary>Writes <c>logprobs</c> as the vendor's library wants it.</summary>
    /// <param name="json">Open in a choice.</param>
    /// <param name="said">As the server writes it; null where it does not.</param>
    public static void Write(Utf8JsonWriter json, JsonElement? said)
    {
        List<Place>? places = said is { } value ? Read(value) : null;
        if (places is not { Count: > 0 })
        {
            json.WriteNull("logprobs");
            return;
        }
        json.WriteStartObject("logprobs");
        json.WriteStartArray("content");
        foreach (Place place in places)
        {
            WriteToken(json, place.Token, place.LogProbability);
            json.WriteStartArray("top_logprobs");
            foreach ((string token, double logProbability) in place.Likeliest)
            {
                WriteToken(json, token, logProbability);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteNull("refusal");
        json.WriteEndObject();
    }

    /// <summary>A number that may stand in quotation marks; null where it is none.</summary>
    public static double? Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.String when double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && !double.IsNaN(number) => number,
        JsonValueKind.String when value.GetString() is "-Infinity" or "-inf" => double.NegativeInfinity,
        _ => null,
    };

    private static List<Place>? Read(JsonElement said) => said.ValueKind switch
    {
        JsonValueKind.Array => ReadList(said),
        JsonValueKind.Object when said.TryGetProperty("content", out JsonElement content) && content.ValueKind == JsonValueKind.Array => ReadList(content),
        JsonValueKind.Object when said.TryGetProperty("tokens", out JsonElement tokens) && tokens.ValueKind == JsonValueKind.Array => ReadOlder(said, tokens),
        _ => null,
    };

    private static List<Place>? ReadList(JsonElement list)
    {
        var places = new List<Place>();
        foreach (JsonElement one in list.EnumerateArray())
        {
            if (TokenOf(one) is not { } token) return null;
            List<(string, double)> likeliest = [];
            if (one.TryGetProperty("top_logprobs", out JsonElement top) && top.ValueKind == JsonValueKind.Array)
                foreach (JsonElement likely in top.EnumerateArray())
                    if (TokenOf(likely) is { LogProbability: { } known } named) likeliest.Add((named.Token, known));
                    else return null;
            places.Add(new Place(token.Token, token.LogProbability ?? Never, likeliest));
        }
        return places;
    }

    // {"tokens": ["A"], "token_logprobs": [-0.1], "top_logprobs": [{"A": -0.1}]}, of text completions.
    private static List<Place>? ReadOlder(JsonElement said, JsonElement tokens)
    {
        var places = new List<Place>();
        said.TryGetProperty("token_logprobs", out JsonElement own);
        said.TryGetProperty("top_logprobs", out JsonElement tops);
        foreach ((int at, JsonElement token) in tokens.EnumerateArray().Index())
        {
            if (token.ValueKind != JsonValueKind.String) return null;
            List<(string, double)> likeliest = [];
            if (At(tops, at) is { ValueKind: JsonValueKind.Object } top)
                foreach (JsonProperty likely in top.EnumerateObject())
                    if (Number(likely.Value) is { } number) likeliest.Add((likely.Name, Math.Max(Never, number)));
                    else return null;
            places.Add(new Place(token.GetString()!, At(own, at) is { } value && Number(value) is { } known ? Math.Max(Never, known) : Never, [.. likeliest.OrderByDescending(likely => likely.Item2)]));
        }
        return places;
    }

    private static JsonElement? At(JsonElement list, int index) => list.ValueKind == JsonValueKind.Array && index < list.GetArrayLength() ? list[index] : null;

    private static (string Token, double? LogProbability)? TokenOf(JsonElement one) =>
        one.ValueKind == JsonValueKind.Object && one.TryGetProperty("token", out JsonElement token) && token.ValueKind == JsonValueKind.String
            ? (token.GetString()!, one.TryGetProperty("logprob", out JsonElement value) && Number(value) is { } number ? Math.Clamp(number, Never, 0) : null) : null;

    private static void WriteToken(Utf8JsonWriter json, string token, double logProbability)
    {
        json.WriteStartObject();
        json.WriteString("token", token);
        json.WriteNumber("logprob", logProbability);
        json.WriteNull("bytes");
    }

    private sealed record Place(string Token, double LogProbability, IReadOnlyList<(string Token, double LogProbability)> Likeliest);
}
