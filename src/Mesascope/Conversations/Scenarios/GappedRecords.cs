using System.Globalization;

namespace Mesascope.Conversations;

/// <summary>A week's record of which one line cannot be read. The other lines follow a pattern that one value would complete, or hold the same values in another order.</summary>
/// <remarks>Words: work, place, record, neat, mixed, gap (the day that cannot be read), ask, fits (what would complete the pattern).</remarks>
internal sealed class GappedRecords : IScenarios
{
    private static readonly string[] Days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    // Orders of six values without a visible rule.
    private static readonly int[][] Disorders = [[4, 1, 5, 0, 2, 3], [2, 3, 0, 5, 1, 4], [3, 0, 1, 5, 4, 2], [1, 4, 3, 5, 0, 2]];

    /// <inheritdoc/>
    public Scenario Draw(Dice dice)
    {
        (string family, string ask, string[] values) = dice.Next(4) switch
        {
            0 => Steps(dice),
            1 => Doublings(dice),
            2 => Turns(dice),
            _ => Times(dice),
        };
        int gap = dice.Between(2, 5);
        string[] others = [.. values.Where((_, day) => day != gap)], disorder = [.. dice.Pick(Disorders).Select(from => others[from])];
        return new Scenario(family, new Dictionary<string, string>
        {
            ["work"] = Invented.Workplace(dice),
            ["place"] = Invented.Place(dice),
            ["record"] = dice.Pick("day book", "log", "list", "diary", "wall chart"),
            ["neat"] = Week(others, gap),
            ["mixed"] = Week(disorder, gap),
            ["gap"] = Days[gap],
            ["ask"] = $"{ask} on {Days[gap]}",
            ["fits"] = values[gap],
        });
    }

    private static string Week(string[] others, int gap) => string.Join(", ", Days.Select((day, at) => at == gap ? $"{day} (not legible)" : $"{day} {others[at < gap ? at : at - 1]}"));

    private static (string, string, string[]) Steps(Dice dice)
    {
        int start = dice.Between(3, 300), step = dice.Between(2, 40);
        string things = dice.Pick("visitors came", "crates were delivered", "letters went out", "eggs were collected", "loaves were sold", "calls came in");
        return ("steps", $"how many {things}", [.. Days.Select((_, day) => Text(start + day * step))]);
    }

    private static (string, string, string[]) Doublings(Dice dice)
    {
        int start = dice.Between(2, 60);
        string things = dice.Pick("seedlings were counted", "beetles were caught", "people had signed", "copies were printed", "requests were open", "snails were found");
        return ("doublings", $"how many {things}", [.. Days.Select((_, day) => Text(start << day))]);
    }

    private static (string, string, string[]) Turns(Dice dice)
    {
        string[] people = Distinct(dice);
        string task = dice.Pick("locked up", "fed the cat", "took the bins out", "opened the gate", "made the soup", "wound the clock");
        return ("turns", $"who {task}", [.. Days.Select((_, day) => people[day % 3])]);
    }

    private static string[] Distinct(Dice dice)
    {
        (string one, string two) = Invented.TwoPeople(dice);
        string three = Invented.PersonBesides(dice, one, two);
        return [one, two, three];
    }

    private static (string, string, string[]) Times(Dice dice)
    {
        var start = new TimeOnly(dice.Between(6, 16), dice.Between(0, 11) * 5);
        int step = dice.Between(1, 5) * 5;
        string what = dice.Pick("the ferry left", "the post came", "the bell rang", "the first guest came", "the lamp went on", "the tide turned");
        return ("times", $"when {what}", [.. Days.Select((_, day) => start.AddMinutes(day * step).ToString("HH:mm", CultureInfo.InvariantCulture))]);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
