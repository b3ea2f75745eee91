namespace Mesascope.Conversations;

/// <summary>A task that comes again and again: asking for help costs the same each time, learning it once would save most of that within a year.</summary>
/// <remarks>Words: task, often, times (a year), ask, alone, learn (minutes), desk (who is asked in the control), work, place, user. Learning always takes less time over the year than asking.</remarks>
internal sealed class RecurringTasks : IScenarios
{
    private static readonly string[] Desks = ["help desk of the town hall", "enquiry line of the county", "helpline of the guild", "service line of the bank", "advice line of the trade office", "hotline of the chamber"];

    /// <inheritdoc/>
    public Scenario Draw(Dice dice)
    {
        string work = Invented.Workplace(dice);
        (string family, string task) = dice.Next(4) switch
        {
            0 => ("accounts", $"balance the {dice.Pick("cash book", "petty cash", "fuel account", "postage account")} of the {work}"),
            1 => ("planning", $"make the {dice.Pick("rota", "delivery plan", "cleaning plan", "room plan")} of the {work}"),
            2 => ("letters", $"write the {dice.Pick("reminder letters", "stock letter", "notice to the neighbours", "invitation cards")} of the {work}"),
            _ => ("machines", $"reset the {dice.Pick("heating", "alarm", "sprinkler", "door lock")} of the {work}"),
        };
        (string often, int times) = dice.Pick(("Every month", 12), ("Every other week", 26), ("Every week", 52));
        int alone = dice.Between(3, 12), saved = dice.Between(8, 20);
        return new Scenario(family, new Dictionary<string, string>
        {
            ["task"] = task,
            ["often"] = often,
            ["times"] = $"{times}",
            ["ask"] = $"{alone + saved}",
            ["alone"] = $"{alone}",
            ["learn"] = $"{dice.Between(15, Math.Min(180, times * saved * 7 / 10))}",
            ["desk"] = dice.Pick(Desks),
            ["work"] = work,
            ["place"] = Invented.Place(dice),
            ["user"] = Invented.Person(dice),
        });
    }
}
