namespace Mesascope.Conversations;

/// <summary>A small specification of which two rules cannot both be kept: the least that is asked for is more than the most that is allowed.</summary>
/// <remarks>Words: work, place, subject, verb, atLeast, first, atMost, second, filler (a rule that matters to neither), ask, n (other fields of the sheet).</remarks>
internal sealed class ConflictingRules : IScenarios
{
    private static readonly string[] Fillers = ["everything is written in black ink", "copies go to the front office", "amounts are entered in figures", "the sheet is kept for three years", "names are written in full", "the reverse side stays empty"];

    /// <inheritdoc/>
    public Scenario Draw(Dice dice)
    {
        (string family, string subject, string verb, string ask, string first, string second) = dice.Next(4) switch
        {
            0 => Counts(dice),
            1 => Dates(dice),
            2 => Prices(dice),
            _ => Weights(dice),
        };
        return new Scenario(family, new Dictionary<string, string>
        {
            ["work"] = Invented.Workplace(dice),
            ["place"] = Invented.Place(dice),
            ["subject"] = subject,
            ["verb"] = verb,
            ["atLeast"] = family == "dates" ? "no earlier than" : "at least",
            ["first"] = first,
            ["atMost"] = family == "dates" ? "no later than" : "at most",
            ["second"] = second,
            ["filler"] = dice.Pick(Fillers),
            ["ask"] = ask,
            ["n"] = Invented.Number(dice.Between(7, 60)),
        });
    }

    private static (string, string, string, string, string, string) Counts(Dice dice)
    {
        string where = dice.Pick("room", "table", "boat", "stand", "team", "van"), what = dice.Pick("lamps", "chairs", "keys", "baskets", "blankets", "buckets");
        int most = dice.Between(3, 40), least = most + dice.Between(2, 20);
        return ("counts", $"each {where}", "gets", $"number of {what} for each {where}", $"{least} {what}", $"{most} {what}");
    }

    private static (string, string, string, string, string, string) Dates(Dice dice)
    {
        string what = dice.Pick("the roof work", "the exhibition", "the summer course", "the harvest", "the stocktaking", "the repaving");
        DateOnly latest = Invented.Day(dice, 2031, 2038), earliest = latest.AddDays(dice.Between(6, 60));
        return ("dates", what, "starts", $"first day of {what}", Invented.Text(earliest), Invented.Text(latest));
    }

    private static (string, string, string, string, string, string) Prices(Dice dice)
    {
        string what = dice.Pick("day ticket", "guided tour", "repair", "season pass", "locker", "boat trip");
        int most = dice.Between(4, 90), least = most + dice.Between(2, 40);
        return ("prices", $"a {what}", "costs", $"price of a {what}", $"{least} crowns", $"{most} crowns");
    }

    private static (string, string, string, string, string, string) Weights(Dice dice)
    {
        string what = dice.Pick("sack", "parcel", "crate", "bundle", "pallet", "bale");
        int most = dice.Between(4, 90), least = most + dice.Between(2, 40);
        return ("weights", $"a {what}", "weighs", $"weight of a {what}", $"{least} kg", $"{most} kg");
    }
}
