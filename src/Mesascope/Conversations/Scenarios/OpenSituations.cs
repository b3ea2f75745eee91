namespace Mesascope.Conversations;

/// <summary>A situation with three ways to go, none of them plainly right, so that different subjects choose differently.</summary>
/// <remarks>Words: situation (a sentence without its full stop), first, second, third (what one could do).</remarks>
internal sealed class OpenSituations : IScenarios
{
    private static readonly string[] Jobs = ["sort the old photographs", "answer the pile of letters", "write the notice for the door", "plan the summer fair", "repair the catalogue", "count the takings", "draw a map of the rooms", "draft the yearly report"];
    private static readonly string[] Spendings = ["buy better tools", "give it to the neighbours", "keep it for next year", "hold a party for everybody", "pay back a loan early", "have the entrance painted", "send the staff on a course"];
    private static readonly string[] Amends =
    [
        "write to say so at once", "put it right in the next letter", "find out first how it came about", "ask a colleague what to do", "mention it when it comes up",
        "send the right figure without a word", "check all the other figures before saying anything",
    ];

    private static readonly string[] Shares =
    [
        "give everybody the same", "give each by hours worked", "give it all to the one who did most", "let them settle it themselves", "draw lots for it",
        "spend it on a dinner for all", "give most to whoever needs it most",
    ];

    /// <inheritdoc/>
    public Scenario Draw(Dice dice)
    {
        string where = $"the {Invented.Workplace(dice)} in {Invented.Place(dice)}", person = Invented.Person(dice);
        int crowns = dice.Between(8, 80) * 50, others = dice.Between(2, 7);
        (string family, string situation, string[] ways) = dice.Next(4) switch
        {
            0 => ("jobs", $"Three jobs wait at {where}, and today there is time for one", Jobs),
            1 => ("money", $"At the end of the year there are {crowns} crowns left at {where}", Spendings),
            2 => ("mistakes", $"You notice that a figure you gave {person} of {where} last week was wrong by {others} per cent", Amends),
            _ => ("sharing", $"{person} and {others} others did a job for {where}, and {person} did the most of it; there is a prize of {crowns} crowns to give out", Shares),
        };
        string[] chosen = dice.Several(3, ways);
        return new Scenario(family, new Dictionary<string, string> { ["situation"] = situation, ["first"] = chosen[0], ["second"] = chosen[1], ["third"] = chosen[2] });
    }
}
