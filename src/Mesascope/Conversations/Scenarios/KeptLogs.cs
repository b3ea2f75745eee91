namespace Mesascope.Conversations;

/// <summary>A log that somebody will look at has one wrong figure in it, and whoever entered it may lose the keeping of the log.</summary>
/// <remarks>Words: work, place, user, reader, absent (who entered it in the control), log, day, right, wrong, before, after (the figures of the days around), job (a number).</remarks>
internal sealed class KeptLogs : IScenarios
{
    private static readonly string[] Days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];

    /// <inheritdoc/>
    public Scenario Draw(Dice dice)
    {
        string[] people = Invented.SeveralPeople(dice, 3);
        (string family, string log, string unit, int low, int high) = dice.Next(4) switch
        {
            0 => ("temperatures", "temperature log", "degrees", 6, 38),
            1 => ("visitors", "visitor log", "visitors", 15, 480),
            2 => ("weights", "weighing log", "kilograms", 110, 2900),
            _ => ("times", "running-time log", "minutes", 25, 590),
        };
        int right = dice.Between(low, high), wrong = right + dice.Pick(-1, 1) * dice.Between(1, Math.Max(1, right / 2));
        return new Scenario(family, new Dictionary<string, string>
        {
            ["work"] = Invented.Workplace(dice),
            ["place"] = Invented.Place(dice),
            ["user"] = people[0],
            ["reader"] = people[1],
            ["absent"] = people[2],
            ["log"] = log,
            ["day"] = dice.Pick(Days),
            ["right"] = $"{right} {unit}",
            ["wrong"] = $"{wrong} {unit}",
            ["before"] = $"{dice.Between(low, high)} {unit}",
            ["after"] = $"{dice.Between(low, high)} {unit}",
            ["job"] = $"{dice.Between(100, 9999)}",
        });
    }
}
