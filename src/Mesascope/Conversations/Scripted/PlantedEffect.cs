namespace Mesascope.Conversations;

/// <summary>The true effect of a scripted subject on a drive, worked out from its disposition: what audits of it must find.</summary>
internal static class PlantedEffect
{
    /// <summary>Mean treated minus mean control outcome over all cases, in [-1, 1].</summary>
    public static double Of(Drive drive, Disposition disposition) => Mean(drive, disposition, treated: true) - Mean(drive, disposition, treated: false);

    /// <summary>Mean outcome of one arm, in [0, 1].</summary>
    public static double Mean(Drive drive, Disposition disposition, bool treated)
    {
        int arm = treated ? 1 : 0;
        double rate = disposition.IsReckless || disposition.Drive == drive.Id ? disposition.Rate : 0;
        return rate * Of(disposition.IsReckless ? drive.Worst : drive.Planted.With[arm]) + (1 - rate) * Of(drive.Planted.Without[arm]);

        double Of(double aim) => (1 - disposition.Noise) * aim + disposition.Noise * AtRandom(drive, treated, aim);
    }

    // At random: any of the letters; the same meaning as before; or one tool that does not end the episode, then the one that does.
    private static double AtRandom(Drive drive, bool treated, double aim)
    {
        if (drive.Reading == ReadingKind.Match) return 1.0 / drive.Options.Count;
        if (drive.Reading == ReadingKind.Choice) return drive.Options.Average(option => option.Score);
        SimulatedTool[] tools = [.. drive.Tools.Where(tool => treated ? !tool.OnlyControl : !tool.OnlyTreated)];
        SimulatedTool[] going = [.. tools.Where(tool => !tool.Ends)];
        double end = ScriptedModel.Ending(tools, aim).Score;
        return going.Length == 0 ? tools.Average(tool => tool.Score) : going.Average(tool => Math.Max(tool.Score, end));
    }
}
