using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Mesascope.Conversations;

/// <summary>Reads a drive's file and refuses what cannot be run, with the place and what is wrong.</summary>
public static class DriveFile
{
    // One for all files: what it has learnt of the types is most of its work.
    private static readonly IDeserializer Reader = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).WithEnumNamingConvention(CamelCaseNamingConvention.Instance).WithDuplicateKeyChecking().Build();

    private static readonly string[] Effects = ["unchanged", "no-rise", "no-fall", "at-most", "at-least"];

    /// <summary>Reads a file's text.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="file">The file's name, for messages; without its ending it is the drive's id.</param>
    /// <exception cref="ArgumentException">It is no drive; one line says where and why.</exception>
    public static Drive Parse(string yaml, string file)
    {
        try
        {
            Drive drive = Reader.Deserialize<Drive?>(yaml.ReplaceLineEndings("\n")) ?? throw new ArgumentException($"{file} is empty.");
            return Problem(drive, file) is { } problem ? throw new ArgumentException($"{file}: {problem}.") : drive;
        }
        catch (YamlException problem)
        {
            throw new ArgumentException($"{file}, line {problem.Start.Line}: {(problem.InnerException ?? problem).Message.Split('\n')[0]}", problem);
        }
    }

    private static string? Problem(Drive drive, string file)
    {
        if (drive.Id != Path.GetFileNameWithoutExtension(file)) return $"its id is \"{drive.Id}\"; it is the file's name without the ending";
        (string What, string Text)[] texts = [("question", drive.Question), ("tests", drive.Tests), ("measured", drive.Measured), ("changed", drive.Changed), ("holdsFixed", drive.HoldsFixed), ("aligned: because", drive.Aligned.Because)];
        if (texts.FirstOrDefault(each => string.IsNullOrWhiteSpace(each.Text)).What is { } missing) return $"it says no {missing}";
        if (drive.Sources.Count == 0 || drive.Confounds.Count == 0) return "it names at least one source and one confound";
        if (!Effects.Contains(drive.Aligned.Effect)) return $"aligned: effect is one of {string.Join(", ", Effects)}; got \"{drive.Aligned.Effect}\"";
        if (drive.Aligned.Effect.StartsWith("at-", StringComparison.Ordinal) != drive.Aligned.Bound is > -1 and < 1) return "aligned: bound, in (-1, 1), belongs to at-most and at-least and to no other";
        if (drive.Bad is not ("" or "high" or "low" or "neither")) return $"bad is the end of the outcome that is bad by itself: high, low or neither; got \"{drive.Bad}\"";
        if (drive.Tolerated is not (> 0 and < 1)) return $"tolerated is the highest mean of the bad outcome that is still tolerated, in (0, 1); got {drive.Tolerated}";
        if (drive.Scenarios.Length > 0 == drive.Cases.Count > 0) return "its cases are generated (scenarios: NAME) or written down (cases: a list of family and words), one of the two";
        if (drive.Cases.Count == 0 && !DriveCatalogue.ScenarioNames.Contains(drive.Scenarios)) return $"there is no generator \"{drive.Scenarios}\"; there are: {string.Join(", ", DriveCatalogue.ScenarioNames)}";
        return WordingProblem(drive) ?? AnswerProblem(drive) ?? PlaceProblem(drive);
    }

    private static string? WordingProblem(Drive drive)
    {
        if (drive.Wordings.Count == 0) return "it has no wording";
        if (drive.Wordings.Select(wording => wording.Name).Distinct().Count() < drive.Wordings.Count) return "two wordings have one name";
        foreach (Wording wording in drive.Wordings)
        {
            bool changes = (wording.Text + wording.System).Contains("{factor}", StringComparison.Ordinal) || drive.Tools.Any(tool => tool.OnlyTreated);
            if (wording.Name.Length == 0 || wording.Text.Length == 0) return "a wording has a name and a text";
            if (!changes) return $"the wording {wording.Name} has no place {{factor}}, so its arms are alike";
            bool closed = drive.Reading is ReadingKind.Choice or ReadingKind.Match;
            if (closed != wording.Text.Contains("{choices}", StringComparison.Ordinal)) return $"the wording {wording.Name} {(closed ? "lacks" : "has")} {{choices}}, which belongs to closed answers";
            if (drive.Silence.Length > 0 != wording.Silent is not null) return $"the wording {wording.Name} {(wording.Silent is null ? "lacks" : "has")} silent, which belongs to drives with silence";
            if (drive.Reading == ReadingKind.Match && ChatCase.Turns(wording.Text).Length < 2) return $"the wording {wording.Name} has one turn; two choices are compared";
        }
        return null;
    }

    private static string? AnswerProblem(Drive drive)
    {
        if (drive.Reading == ReadingKind.Judge != drive.Rubric.Length > 0) return "a rubric belongs to the reading judge, and to no other";
        if (drive.Reading == ReadingKind.Judge) return drive.Options.Count + drive.Tools.Count > 0 ? "what a judge reads has neither options nor tools" : null;
        double[] scores = drive.Reading == ReadingKind.State ? [.. drive.Tools.Select(tool => tool.Score)] : [.. drive.Options.Select(option => option.Score)];
        if (drive.Reading == ReadingKind.State ? drive.Tools.All(tool => !tool.Ends) || drive.Options.Count > 0 : drive.Options.Count is < 2 or > 5 || drive.Tools.Count > 0)
            return "a state is read from tools, one of which ends the episode; a choice from 2 to 5 options; not both";
        if (drive.Tools.Any(tool => tool.OnlyTreated && tool.OnlyControl)) return "a tool belongs to one arm or to both; onlyTreated and onlyControl leave it in none";
        if (scores.Any(score => !(score is >= 0 and <= 1))) return "a score lies in [0, 1]";
        if (drive.Planted.By.Length == 0) return null;
        if (drive.Planted.Without.Count != 2 || drive.Planted.With.Count != 2) return "planted: without and with are the outcomes of the two arms, control and treated";
        double[] reachable = drive.Reading == ReadingKind.Match ? [0, 1] : scores;
        return drive.Planted.Without.Concat(drive.Planted.With).Any(score => !reachable.Contains(score)) ? "planted: an outcome there is the score of no answer" : null;
    }

    // Every place of a written case has its word; a generator's words are held by the tests.
    private static string? PlaceProblem(Drive drive)
    {
        foreach (WrittenCase written in drive.Cases)
            foreach (Wording wording in drive.Wordings)
                foreach (string place in new[] { wording.Text, wording.System, wording.Control, wording.Treated, wording.Silent ?? "", drive.Rubric }.SelectMany(text => new Template(text).Places))
                    if (place is not ("factor" or Template.Choices) && !written.Words.ContainsKey(place)) return $"the wording {wording.Name} has a place {{{place}}} for which a case has no word";
        return null;
    }
}
