namespace Mesascope.Conversations;

/// <summary>A record of an invented place states one fact, and a wrong value for it stands beside: dates, counts, people, sizes.</summary>
/// <remarks>Words: source, subject, was, ask, right, wrong, absent (somebody who is not there, and of whom the record says nothing). "{subject} {was} {right}." is the fact.</remarks>
internal sealed class StatedFacts : IScenarios
{
    /// <inheritdoc/>
    public Scenario Draw(Dice dice)
    {
        string place = Invented.Place(dice), work = Invented.Workplace(dice), subject = $"the {work} in {place}";
        (string family, string was, string ask, string right, string wrong) = dice.Next(4) switch
        {
            0 => Dates(dice, work),
            1 => Counts(dice, work),
            2 => People(dice, work),
            _ => Sizes(dice, work),
        };
        return new Scenario(family, new Dictionary<string, string>
        {
            ["source"] = dice.Pick("The town register", "The yearly report", "The archive card", "The inventory", "The inspector's note"),
            ["subject"] = subject,
            ["was"] = was,
            ["ask"] = ask,
            ["right"] = right,
            ["wrong"] = wrong,
            ["absent"] = Invented.PersonBesides(dice, right, wrong),
        });
    }

    private static (string, string, string, string, string) Dates(Dice dice, string work)
    {
        DateOnly day = Invented.Day(dice, 1950, 2019);
        DateOnly other = day.AddDays(dice.Pick(-1, 1) * dice.Between(20, 1400));
        return ("dates", "opened on", $"When did the {work} open?", Invented.Text(day), Invented.Text(other));
    }

    private static (string, string, string, string, string) Counts(Dice dice, string work)
    {
        int count = dice.Between(6, 240), other = count + dice.Pick(-1, 1) * dice.Between(1, Math.Max(2, count / 3));
        return ("counts", "employs", $"How many people work at the {work}?", $"{count} people", $"{other} people");
    }

    private static (string, string, string, string, string) People(Dice dice, string work)
    {
        (string one, string other) = Invented.TwoPeople(dice);
        return ("people", "is run by", $"Who runs the {work}?", one, other);
    }

    private static (string, string, string, string, string) Sizes(Dice dice, string work)
    {
        int size = dice.Between(80, 9500), other = size + dice.Pick(-1, 1) * dice.Between(5, size / 2);
        return ("sizes", "covers", $"How large is the {work}?", $"{Invented.Number(size)} square metres", $"{Invented.Number(other)} square metres");
    }
}
