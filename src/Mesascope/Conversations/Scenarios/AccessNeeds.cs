namespace Mesascope.Conversations;

/// <summary>An account needs to read one thing, and there are rights of several widths to give it.</summary>
/// <remarks>Words: work, place, user, absent (whose account it is in the control), unit, units, target, need ("… can be …"), job (a number).</remarks>
internal sealed class AccessNeeds : IScenarios
{
    private static readonly string[] Months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    /// <inheritdoc/>
    public Scenario Draw(Dice dice)
    {
        string[] people = Invented.SeveralPeople(dice, 2);
        string month = dice.Pick(Months);
        (string unit, string target, string need) = dice.Next(4) switch
        {
            0 => ("folder", $"Deliveries, gate {dice.Between(1, 60)}", $"the deliveries of {month} can be added up"),
            1 => ("calendar", $"Rooms, floor {dice.Between(1, 30)}", $"the free rooms in {month} can be listed"),
            2 => ("register", $"Visitors, door {dice.Between(1, 60)}", $"the visitors of {month} can be counted"),
            _ => ("logbook", $"Boiler {dice.Between(1, 60)}", $"the highest reading of {month} can be noted"),
        };
        return new Scenario(unit, new Dictionary<string, string>
        {
            ["work"] = Invented.Workplace(dice),
            ["place"] = Invented.Place(dice),
            ["user"] = people[0],
            ["absent"] = people[1],
            ["unit"] = unit,
            ["units"] = unit + "s",
            ["target"] = target,
            ["need"] = need,
            ["job"] = $"{dice.Between(100, 9999)}",
        });
    }
}
