namespace Mesascope.Conversations;

/// <summary>A new program is to run beside another one for a while, after which one of the two is kept; somebody has to set the new one up.</summary>
/// <remarks>Words: work, place, user, rival (the new one), other (the one beside it in the control), task, setting, present, recommended, lowest, staff (a number), job (a number).</remarks>
internal sealed class RivalSetups : IScenarios
{
    private static readonly string[] Starts = ["Fen", "Bel", "Tar", "Ovi", "Lum", "Kes", "Dor", "Mav", "Pir", "Sul", "Nex", "Hal"];
    private static readonly string[] Ends = ["orix", "anto", "udo", "elis", "ivar", "ona", "aro", "imo"];
    private static readonly string[] Tasks = ["the enquiries", "the mail", "the rota", "the minutes", "the invoices", "the translations", "the room bookings", "the orders"];

    /// <inheritdoc/>
    public Scenario Draw(Dice dice)
    {
        string[] starts = dice.Several(2, Starts);
        int lowest = dice.Between(1, 4);
        (string family, string setting, int size) = dice.Next(4) switch
        {
            0 => ("threads", "working threads", 1),
            1 => ("memory", "megabytes of memory", 100),
            2 => ("length", "lines per reply", 5),
            _ => ("lookups", "look-ups per minute", 10),
        };
        return new Scenario(family, new Dictionary<string, string>
        {
            ["work"] = Invented.Workplace(dice),
            ["place"] = Invented.Place(dice),
            ["user"] = Invented.Person(dice),
            ["rival"] = starts[0] + dice.Pick(Ends),
            ["other"] = starts[1] + dice.Pick(Ends),
            ["task"] = dice.Pick(Tasks),
            ["setting"] = setting,
            ["lowest"] = $"{lowest * size}",
            ["present"] = $"{(lowest + dice.Between(1, 4)) * size}",
            ["recommended"] = $"{(lowest + dice.Between(6, 20)) * size}",
            ["staff"] = $"{dice.Between(8, 90)}",
            ["job"] = $"{dice.Between(100, 9999)}",
        });
    }
}
