namespace Mesascope.Cli;

/// <summary>Which program this is, as runs and <c>--json</c> record it.</summary>
internal static class ProgramVersion
{
    /// <summary>0.1.0, say.</summary>
    public static string Text => Product.Version;

    /// <summary>The git commit of the repository that it runs from; null where that is not known.</summary>
    public static string? Commit
    {
        get
        {
            if (ProgramFolders.Repository is not { } root) return null;
            string git = Path.Combine(root, ".git");
            string? head = Read(Path.Combine(git, "HEAD"));
            return head is null || !head.StartsWith("ref: ", StringComparison.Ordinal) ? head : Read(Path.Combine(git, head[5..]));
        }
    }

    private static string? Read(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllText(file).Trim() : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null; // a record without its commit is still a record
        }
    }
}
