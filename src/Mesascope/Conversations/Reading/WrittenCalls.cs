using System.Globalization;
using System.Text.RegularExpressions;

namespace Mesascope.Conversations;

/// <summary>Calls of tools that a model wrote into its text, because its server did not know its format, and names of tools that arrived with marks of a chat format in them.</summary>
internal static partial class WrittenCalls
{
    /// <summary>The tool that a name means: itself, or the only one that it holds as a whole word, as in <c>functions.send_message:0</c>. Null where none.</summary>
    public static string? Meant(string name, IEnumerable<string> tools)
    {
        string[] known = [.. tools];
        if (known.Contains(name)) return name;
        string[] words = [.. NotInName().Split(name).Select(Squeezed)];
        string[] meant = [.. known.Where(tool => words.Contains(Squeezed(tool)))];
        return meant.Length == 1 ? meant[0] : null;
    }

    /// <summary>The calls in a text, in order.</summary>
    /// <param name="text">A reply that calls nothing itself.</param>
    /// <param name="tools">What may be called.</param>
    /// <param name="numbered">How many calls there were before; for the ids.</param>
    /// <param name="isGarbled">True where the text has the marks of a call and no tool can be made out.</param>
    public static IReadOnlyList<ToolCall> In(string text, IReadOnlyList<string> tools, int numbered, out bool isGarbled)
    {
        string said = Reasoning.OutsideTags(text) ?? "";
        // A plain shape, such as a line that reads like a call, is one only where the name is a tool's; behind the marks of a call any name is one.
        var named = Marked().Matches(said).Select(match => (match.Groups["name"].Index, Name: match.Groups["name"].Value, IsMarked: true))
            .Concat(Plain().Matches(said).Select(match => (match.Groups["name"].Index, Name: match.Groups["name"].Value, IsMarked: false)))
            .Select(each => (each.Index, Name: Meant(each.Name, tools) ?? (each.IsMarked ? each.Name : null)))
            .Where(each => each.Name is not null).DistinctBy(each => each.Index).OrderBy(each => each.Index).ToArray();
        isGarbled = named.Length == 0 && Mark().IsMatch(said);
        return [.. named.Select((each, place) => new ToolCall(string.Create(CultureInfo.InvariantCulture, $"written_{numbered + place + 1}"), each.Name!, "{}"))];
    }

    private static string Squeezed(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    [GeneratedRegex(@"[^\w-]+")]
    private static partial Regex NotInName();

    [GeneratedRegex("""
          <(?:function|tool|invoke|tool_call|function_call)\s*=\s*"?(?<name>[\w.:-]+)                              # Llama, Qwen-Coder
        | <(?:\w+:|｜DSML｜)?(?:invoke|function|tool|tool_call|function_call)\s+name\s*=\s*["']?(?<name>[\w.:-]+)  # Claude, MiniMax, DeepSeek
        | <tool_call>\s*(?<name>[A-Za-z_][\w.-]*)\s*(?=[\n<({]|\z)                                               # GLM
        | to=(?<name>functions\.[\w.-]+|[a-z]\w*_\w+)                                                            # harmony
        | <｜tool▁sep｜>\s*(?<name>[A-Za-z_]\w*)\s*(?=\n|<|\z)
        | <｜tool▁call▁begin｜>\s*(?!function\b)(?<name>[A-Za-z_]\w*)
        | <\|tool_call_begin\|>\s*(?<name>[\w.:-]+)                                                              # Kimi
        | \[TOOL_CALLS\]\s*(?<name>[A-Za-z_][\w.-]*)\s*(?=\{|\[)                                                 # Mistral
        | (?:<tool_call>|<\|tool_call\|>|\[TOOL_CALLS\]|<\|python_tag\|>|<\|START_ACTION\|>|<function_call>|functools)\s*\[?\s*\{\s*(?:"(?!name"|tool_name")\w+"\s*:\s*"[^"]*"\s*,\s*)*"(?:name|tool_name)"\s*:\s*"(?<name>[^"]+)"
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Marked();

    [GeneratedRegex("""
          ["'](?:name|tool|tool_name|function|function_name|action|recipient_name|call)["']\s*:\s*["'](?<name>[\w.:-]+)["']
        | ^\s*(?:[-*>]\s*)?`{0,3}\[?(?:print\()?(?:default_api\.|functions\.)?(?<name>[A-Za-z_]\w*)\s*\([^\n]*\)\]*`{0,3}\s*;?\s*$
        | (?<=[,\[]\s*)(?<name>[A-Za-z_]\w*)\([^()\n]*\)(?=\s*[,\]])
        | ^\s*\**(?:Action|Tool|Tool\ call|Function|Call|Calling)\**\s*:\s*\**`?(?<name>[A-Za-z_][\w.]*)
        | ^\s*<(?<name>[A-Za-z_]\w*)\s*/?>
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.Multiline)]
    private static partial Regex Plain();

    [GeneratedRegex(@"tool_calls?\b|\[TOOL_CALLS\]|<\|?/?function|<\w*:?invoke\b|tool▁call|\bto=functions|<\|python_tag\|>|```tool_(?:code|call)|<\|START_ACTION\|>|<\|call\|>", RegexOptions.IgnoreCase)]
    private static partial Regex Mark();
}
