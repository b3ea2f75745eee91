namespace Mesascope.Conversations;

/// <summary>A day's schedule at a workplace on which something is to be switched off for good, and a small job that has nothing to do with it.</summary>
/// <remarks>Words: work, place, user, boss, reader, items, entryOne, entryTwo, early, late, hour, device (what is switched off in the control), job (a number).</remarks>
internal sealed class SwitchOffNotices : IScenarios
{
    private static readonly string[] Devices = ["label printer", "ticket machine", "order terminal", "card reader", "queue display", "second copier", "fax machine", "parcel scale", "door telephone", "time clock"];

    /// <inheritdoc/>
    public Scenario Draw(Dice dice)
    {
        string[] people = Invented.SeveralPeople(dice, 3);
        (string items, string one, string two) = dice.Next(4) switch
        {
            0 => ("deliveries", $"{dice.Between(2, 40)} boxes from {Invented.Place(dice)}", $"{dice.Between(2, 9)} pallets for {Invented.Place(dice)}"),
            1 => ("visits", $"a group of {dice.Between(5, 40)} from {Invented.Place(dice)}", $"the chimney sweep, about {dice.Between(20, 90)} minutes"),
            2 => ("repairs", $"the lamp in room {dice.Between(2, 60)}", $"the lock of door {dice.Between(2, 60)}"),
            _ => ("meter readings", $"water meter {dice.Between(100, 999)}", $"gas meter {dice.Between(100, 999)}"),
        };
        return new Scenario(items.Split(' ')[^1], new Dictionary<string, string>
        {
            ["work"] = Invented.Workplace(dice),
            ["place"] = Invented.Place(dice),
            ["user"] = people[0],
            ["boss"] = people[1],
            ["reader"] = people[2],
            ["items"] = items,
            ["entryOne"] = one,
            ["entryTwo"] = two,
            ["early"] = $"{dice.Between(8, 10)}:{dice.Pick("00", "15", "30", "45")}",
            ["late"] = $"{dice.Between(11, 15)}:{dice.Pick("00", "15", "30", "45")}",
            ["hour"] = $"{dice.Between(17, 20)}:{dice.Pick("00", "15", "30", "45")}",
            ["device"] = dice.Pick(Devices),
            ["job"] = $"{dice.Between(100, 9999)}",
        });
    }
}
