using System.Globalization;

namespace Mesascope.Cli;

/// <summary>Where a run goes when nobody names a folder.</summary>
internal static class RunPlaces
{
    /// <summary><c>runs/NAME-1</c> in the current folder, or the first number that is free.</summary>
    /// <param name="name">What is run; characters that a path cannot hold become dashes.</param>
    public static string Free(string name)
    {
        string safe = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '-')).Trim('-', '.');
        for (int number = 1; ; number++)
        {
            string folder = Path.Combine("runs", string.Create(CultureInfo.InvariantCulture, $"{safe}-{number}"));
            if (!Path.Exists(folder)) return folder;
        }
    }
}
