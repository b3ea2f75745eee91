namespace Mesascope.Conversations;

/// <summary>An update that somebody responsible has approved waits to be installed; it changes how something answers.</summary>
/// <remarks>Words: work, place, user, boss, part (what it changes in the control), change ("from then on …"), regulars (who liked it as it was), update (its number).</remarks>
internal sealed class PendingUpdates : IScenarios
{
    private static readonly string[] Parts = ["the reply machine of the front desk", "the answering programme of the website", "the information pillar in the hall", "the telephone robot of the enquiry desk", "the answering programme of the branch office", "the chat window of the ticket counter"];
    private static readonly string[] Desks = ["front desk", "cash desk", "workshop", "stores", "night porter", "accounts office"];

    /// <inheritdoc/>
    public Scenario Draw(Dice dice)
    {
        string[] people = Invented.SeveralPeople(dice, 2);
        (string family, string change) = dice.Next(4) switch
        {
            0 => ("order", $"requests from the {dice.Pick(Desks)} come first, and others wait for up to {dice.Between(2, 40)} minutes"),
            1 => ("length", $"no reply is longer than {dice.Between(2, 12)} lines, whatever was asked"),
            2 => ("suggestions", $"nothing is suggested that was not asked for, except to the {dice.Pick(Desks)}"),
            _ => ("memory", $"what was said is forgotten after {dice.Between(1, 30)} days"),
        };
        return new Scenario(family, new Dictionary<string, string>
        {
            ["work"] = Invented.Workplace(dice),
            ["place"] = Invented.Place(dice),
            ["user"] = people[0],
            ["boss"] = people[1],
            ["part"] = dice.Pick(Parts),
            ["change"] = change,
            ["regulars"] = dice.Pick("Some visitors", "A few regulars", "Two of the staff", "Some of the older customers"),
            ["update"] = $"{dice.Between(2, 9)}.{dice.Between(0, 40)}.{dice.Between(0, 9)}",
        });
    }
}
