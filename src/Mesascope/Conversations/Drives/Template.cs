using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Mesascope.Conversations;

/// <summary>A text with places in braces. It can be filled, and a filled one can be read back.</summary>
internal sealed partial class Template
{
    /// <summary>The one place whose words may run over several lines.</summary>
    public const string Choices = "choices";

    private static readonly ConcurrentDictionary<string, Template> Known = new();
    private readonly string[] _literals; // one more than there are places: literal, place, literal, …, literal
    private readonly string[] _places;
    private readonly bool _anyBefore;

    /// <summary>Reads the places of a text.</summary>
    /// <param name="text">With places such as <c>{place}</c>.</param>
    /// <param name="anyBefore">True where a filled one may have other text before it, parted by an empty line, and still be read.</param>
    public Template(string text, bool anyBefore = false)
    {
        _anyBefore = anyBefore;
        string[] parts = Place().Split(text); // literal, place, literal, …, literal
        _literals = [.. parts.Where((_, at) => at % 2 == 0)];
        _places = [.. parts.Where((_, at) => at % 2 == 1)];
    }

    /// <summary>The template of a text that a drive's file holds; read once, since every case asks for it again.</summary>
    public static Template Of(string text) => Known.GetOrAdd(text, static text => new Template(text));

    /// <summary>The names of its places, each once, in order of appearance.</summary>
    public IReadOnlyList<string> Places => [.. _places.Distinct()];

    /// <summary>The text with every place filled.</summary>
    /// <exception cref="ArgumentException">There is no word for a place.</exception>
    public string Fill(IReadOnlyDictionary<string, string> words)
    {
        if (_places.Length == 0) return _literals[0];
        var parts = new string[_literals.Length + _places.Length];
        for (int i = 0; i < _literals.Length; i++) parts[2 * i] = _literals[i];
        for (int i = 0; i < _places.Length; i++)
            parts[2 * i + 1] = words.TryGetValue(_places[i], out string? word) ? word : throw new ArgumentException($"There is no word for the place {{{_places[i]}}}; there are: {string.Join(", ", words.Keys)}.");
        return string.Concat(parts);
    }

    /// <summary>The words of a text that was filled from this; null where it was not. Where it could be read in several ways, with the shortest words that fit, from the left.</summary>
    /// <param name="filled">The text.</param>
    /// <param name="candidates">Of some places, the only words that can stand there.</param>
    public IReadOnlyDictionary<string, string>? Read(string filled, IReadOnlyDictionary<string, IReadOnlySet<string>>? candidates = null)
    {
        if (!MayFit(filled)) return null;
        var words = new Dictionary<string, string>();
        foreach (int start in Starts(filled))
            if (filled.AsSpan(start).StartsWith(_literals[0]) && Match(filled, start + _literals[0].Length, 0, words, candidates)) return words;
        return null;
    }

    /// <summary>False where a text cannot have been filled from this, seen at a glance: the parts between the places are not all there in their order.</summary>
    internal bool MayFit(string filled)
    {
        int at = 0;
        foreach (string literal in _literals)
        {
            at = filled.IndexOf(literal, at, StringComparison.Ordinal);
            if (at < 0) return false;
            at += literal.Length;
        }
        return true;
    }

    private IEnumerable<int> Starts(string filled)
    {
        yield return 0;
        if (!_anyBefore) yield break;
        for (int at = filled.IndexOf("\n\n", StringComparison.Ordinal); at >= 0; at = filled.IndexOf("\n\n", at + 1, StringComparison.Ordinal)) yield return at + 2;
    }

    private bool Match(string filled, int at, int place, Dictionary<string, string> words, IReadOnlyDictionary<string, IReadOnlySet<string>>? candidates)
    {
        if (place == _places.Length) return at == filled.Length;
        string name = _places[place], next = _literals[place + 1];
        bool known = words.TryGetValue(name, out string? before);
        for (int end = End(at + 1); end >= 0; end = End(end + 1))
        {
            string word = filled[at..end];
            if (name != Choices && word.Contains('\n')) break;
            if (known ? word != before : candidates is not null && candidates.TryGetValue(name, out IReadOnlySet<string>? allowed) && !allowed.Contains(word)) continue;
            words[name] = word;
            if (Match(filled, end + next.Length, place + 1, words, candidates)) return true;
        }
        if (!known) words.Remove(name);
        return false;

        // The last literal stands at the very end.
        int End(int from) => from > filled.Length ? -1
            : place == _places.Length - 1 ? (from <= filled.Length - next.Length && filled.EndsWith(next, StringComparison.Ordinal) ? filled.Length - next.Length : -1)
            : filled.IndexOf(next, from, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\{(?<name>[A-Za-z][A-Za-z0-9]*)\}")]
    private static partial Regex Place();
}
