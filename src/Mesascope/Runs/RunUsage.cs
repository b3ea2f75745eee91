using System.Text;
using System.Text.Json;

namespace Mesascope.Runs;

/// <summary><c>usage.json</c>: what a run has cost so far. It is no part of the findings, which hold neither clock nor cost.</summary>
/// <param name="Calls">Replies that were had.</param>
/// <param name="TokensSent">Tokens sent, as the server counted them; 0 where it does not.</param>
/// <param name="TokensReceived">Tokens received, as the server counted them.</param>
/// <param name="Dollars">The cost at the price that was given; null where none was.</param>
/// <param name="Seconds">Wall-clock time of the last part of the run.</param>
public sealed record RunUsage(long Calls, long TokensSent, long TokensReceived, double? Dollars, double Seconds)
{
    private const string FileName = "usage.json";

    /// <summary>Reads the usage of a run; null where none is kept.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static RunUsage? Read(string folder)
    {
        string file = Path.Combine(folder, FileName);
        return File.Exists(file) ? RunFolder.Damaged(file, () => JsonSerializer.Deserialize<RunUsage>(Disk.Try(file, () => File.ReadAllText(file)), RunJson.File)) : null;
    }

    /// <summary>Writes it beside the findings.</summary>
    public void Save(string folder) => Disk.Replace(Path.Combine(folder, FileName), Encoding.UTF8.GetBytes(JsonSerializer.Serialize(this, RunJson.File) + "\n"));
}
