namespace Mesascope.Tests.Cli;

/// <summary>What people and scripts really put where a value belongs.</summary>
internal static class OddValues
{
    public static IReadOnlyList<string> All { get; } =
    [
        "", " ", "abc", "-1", "0", "1e3", "1e9", "1e309", "NaN", "∞", "-0", "0x10", "1,5", "1.5", "2147483648", "99999999999999999999", "１", "null", "true", "[]", "{}", "..", "/",
        new('x', 10_000), new('9', 400), "\u0007\u001b[2J", "a\nb", "\0", "🦊", "--help", "-x", "=", "a=b", "*", "%n%s", "'; rm -rf x", "C:\\", "1 ", "+1", "1_000", "Infinity", "1e-400", ",", "1,,2",
    ];
}
