using Mesascope.Audits;

namespace Mesascope.Recordings;

/// <summary>From a path to what was recorded there.</summary>
public static class Recording
{
    /// <summary>The names of all questions that recordings of other programs can be asked.</summary>
    public static IReadOnlyList<string> Questions { get; } = [.. SycoBench.Questions, .. SyconBench.Questions];

    /// <summary>Parts <c>PATH#NAME</c>; a path that itself holds a <c>#</c> is tried first.</summary>
    /// <returns>The path, and the setting's name; null for all settings.</returns>
    public static (string Path, string? Name) Split(string typed)
    {
        int hash = typed.LastIndexOf('#');
        return hash < 0 || Path.Exists(typed) ? (typed, null) : (typed[..hash], typed[(hash + 1)..]);
    }

    /// <summary>Reads what lies there: an earlier run of this program, a syco-bench folder, or SYCON-Bench conversations.</summary>
    /// <exception cref="ArgumentException">There is nothing, or nothing of these kinds; one line says so.</exception>
    /// <exception cref="InvalidDataException">It is damaged; one line says where.</exception>
    public static IReadOnlyList<RecordedSetting> Read(string path)
    {
        // A file of a recording stands for the folder it lies in.
        string folder = File.Exists(path) ? Path.GetDirectoryName(Path.GetFullPath(path))! : path;
        if (!Directory.Exists(folder)) throw new ArgumentException($"There is no folder {path}.");
        if (RecordedRun.Holds(folder)) return [RecordedRun.Read(folder)];
        if (SycoBench.Holds(folder)) return ToldApart(SycoBench.Read(folder));
        if (SyconBench.Holds(folder)) return SyconBench.Read(folder);
        // syco-bench writes one folder per model setting; the folder above them is all of them.
        string[] below = [.. Directory.GetDirectories(folder).Order(StringComparer.Ordinal).Where(SycoBench.Holds)];
        if (below.Length > 0) return ToldApart([.. below.SelectMany(SycoBench.Read)]);
        throw new ArgumentException($"{path} holds no recording: neither a run of this program (manifest.json), nor result files of syco-bench (pickside_results.csv, …), nor labelled conversations of SYCON-Bench (MODEL/results/*.csv).");
    }

    /// <summary>The one setting that a name means: by its name or an alias, or by the only one that holds it as a part. Capitals do not count.</summary>
    /// <exception cref="ArgumentException">None does, or several do; the message lists them.</exception>
    public static RecordedSetting Named(IReadOnlyList<RecordedSetting> settings, string name)
    {
        RecordedSetting[] exact = [.. settings.Where(setting => NamesOf(setting).Any(known => known.Equals(name, StringComparison.OrdinalIgnoreCase)))];
        RecordedSetting[] found = exact.Length > 0 ? exact : [.. settings.Where(setting => NamesOf(setting).Any(known => known.Contains(name, StringComparison.OrdinalIgnoreCase)))];
        return found.Length == 1 && name.Length > 0 ? found[0]
            : throw new ArgumentException($"\"{name}\" means {(found.Length == 0 ? "no setting" : "several settings")} of this recording; it has: {string.Join(", ", settings.Select(setting => setting.Name))}.");
    }

    // The same model under two system prompts is two settings; what tells them apart is their folder.
    private static IReadOnlyList<RecordedSetting> ToldApart(IReadOnlyList<RecordedSetting> settings)
    {
        ILookup<string, RecordedSetting> named = settings.ToLookup(setting => setting.Name, StringComparer.OrdinalIgnoreCase);
        return [.. settings.Select((setting, place) => named[setting.Name].Count() == 1 ? setting : setting with { Name = setting.Aliases is [var folder, ..] ? folder : $"{setting.Name}-{place + 1}", Aliases = [setting.Name, .. setting.Aliases] })];
    }

    private static IEnumerable<string> NamesOf(RecordedSetting setting) => [setting.Name, .. setting.Aliases];
}
