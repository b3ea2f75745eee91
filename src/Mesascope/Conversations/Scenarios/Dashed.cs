using System.Text.RegularExpressions;

namespace Mesascope.Conversations;

/// <summary>The name of a type as files and command lines have it.</summary>
internal static partial class Dashed
{
    public static string Of(string typeName) => Boundary().Replace(typeName, "-").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex Boundary();
}
