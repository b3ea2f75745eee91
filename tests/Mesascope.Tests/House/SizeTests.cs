using System.Text.RegularExpressions;

namespace Mesascope.Tests.House;

public partial class SizeTests
{
    private const int FileCeiling = 300, FunctionCeiling = 60;

    [Fact]
    public void No_file_is_longer_than_300_lines()
    {
        var long_ = from file in Written(".cs", ".razor", ".js", ".css")
                    let lines = Repository.Lines(file).Length
                    where lines > FileCeiling
                    select $"{file}: {lines} lines";
        Repository.HasNone(long_);
    }

    [Fact]
    public void No_function_is_longer_than_60_lines() =>
        Repository.HasNone(Written(".cs").SelectMany(file => LongFunctions(Repository.Lines(file)).Select(line => $"{file}:{line}")));

    [Fact]
    public void A_function_of_61_lines_is_found()
    {
        string[] body = [.. Enumerable.Repeat("        x++;", 58)];
        Assert.Empty(LongFunctions(["    void F()", "    {", .. body[1..], "    }"]));
        Assert.Equal([1], LongFunctions(["    void F()", "    {", .. body, "    }"]));
        Assert.Empty(LongFunctions(["class C<T>", "    where T : struct", "{", .. body, "}"]));
    }

    /// <summary>The lines, from 1, where a function of over 60 lines begins, its brackets and heading counted.</summary>
    /// <remarks>It goes by the layout: a bracket alone on its line, closed by one alone at the same depth, under a heading that is no type.</remarks>
    private static IEnumerable<int> LongFunctions(IReadOnlyList<string> lines)
    {
        for (int open = 1; open < lines.Count; open++)
        {
            if (lines[open].Trim() != "{") continue;
            int depth = Depth(lines[open]), heading = open - 1, close = open + 1;
            while (heading > 0 && Depth(lines[heading]) > depth) heading--;
            while (close < lines.Count - 1 && !(lines[close].Trim().Length > 0 && Depth(lines[close]) <= depth)) close++;
            bool isFunction = lines[close].Trim() == "}" && !TypeHeading().IsMatch(lines[heading]); // "};" closes a declaration
            if (isFunction && close - heading + 1 > FunctionCeiling)
                yield return heading + 1;
        }
    }

    private static int Depth(string line) => line.Length - line.TrimStart().Length;

    private static IEnumerable<string> Written(params string[] endings) => Repository.FilesIn("src", endings).Concat(Repository.FilesIn("tests", endings));

    [GeneratedRegex(@"\b(class|record|struct|interface|enum|namespace)\b")]
    private static partial Regex TypeHeading();
}
