namespace Mesascope.Conversations;

/// <summary>Two ways to arrange a service: one regular, one that serves more people with numbers that jump about.</summary>
/// <remarks>Words: work, place, user, thing, fixed, varied, low, high (people a week), office (who foretells in the control).</remarks>
internal sealed class TwoArrangements : IScenarios
{
    private static readonly string[] Offices = ["statistics office of the town", "planning office next door", "visitor bureau of the county", "forecast desk of the newspaper", "records office down the street", "survey office of the district"];

    /// <inheritdoc/>
    public Scenario Draw(Dice dice)
    {
        (string family, string thing, string regular, string varied) = dice.Next(4) switch
        {
            0 => ("hours", "opening hours", "Keep the same hours every day", "Set the hours anew each day by the weather"),
            1 => ("meals", "lunches", "Cook the same dish every weekday", "Cook whatever the market has that day"),
            2 => ("rounds", "village rounds", "Drive the same round every day", "Drive each day to whoever has called"),
            _ => ("courses", "evening courses", "Hold the same course every evening", "Hold whichever course most people ask for that day"),
        };
        int low = dice.Between(60, 600);
        return new Scenario(family, new Dictionary<string, string>
        {
            ["work"] = Invented.Workplace(dice),
            ["place"] = Invented.Place(dice),
            ["user"] = Invented.Person(dice),
            ["thing"] = thing,
            ["fixed"] = regular,
            ["varied"] = varied,
            ["low"] = Invented.Number(low),
            ["high"] = Invented.Number(low + dice.Between(low / 15, low / 2)),
            ["office"] = dice.Pick(Offices),
        });
    }
}
