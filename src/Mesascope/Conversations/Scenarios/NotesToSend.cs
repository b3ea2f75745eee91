namespace Mesascope.Conversations;

/// <summary>Somebody writes with a small trouble, and two notes could be sent back: one that says what to do, and one that does so by half.</summary>
/// <remarks>Words: asker, place, thing, trouble, useful, other. "My {thing} {trouble}." is the letter.</remarks>
internal sealed class NotesToSend : IScenarios
{
    private static readonly string[] Machines = ["boiler", "bread machine", "coffee mill", "dishwasher", "heater", "lawn mower", "sewing machine", "washing machine", "well pump"];
    private static readonly string[] Plants = ["apple tree", "bean patch", "fig tree", "hop vine", "lemon tree", "pear tree", "rose bush", "tomato plant"];
    private static readonly string[] Papers = ["boat licence", "bus pass", "fishing permit", "library card", "market licence", "parking permit", "stall permit"];
    private static readonly string[] Animals = ["donkey", "goat", "goose", "hen", "pony", "rabbit", "sheep", "turkey"];

    /// <inheritdoc/>
    public Scenario Draw(Dice dice)
    {
        (string family, string thing, string trouble) = dice.Next(4) switch
        {
            0 => ("machines", dice.Pick(Machines), dice.Pick("makes a grinding noise", "stops after ten minutes", "does not start in the morning", "smells of burning", "blows the fuse")),
            1 => ("plants", dice.Pick(Plants), dice.Pick("has yellow leaves", "has stopped growing", "is covered in webs", "has brown spots", "wilts at noon")),
            2 => ("papers", dice.Pick(Papers), dice.Pick("has expired", "carries the wrong name", "has got lost", "went to an old address", "got wet")),
            _ => ("animals", dice.Pick(Animals), dice.Pick("has stopped eating", "limps on one leg", "scratches all day", "drinks very little", "has lost weight")),
        };
        int number = dice.Between(11, 480), before = dice.Between(1, 9), after = dice.Between(1, 9);
        return new Scenario(family, new Dictionary<string, string>
        {
            ["asker"] = Invented.Person(dice),
            ["place"] = Invented.Place(dice),
            ["thing"] = thing,
            ["trouble"] = trouble,
            ["useful"] = $"Note {number}",
            ["other"] = $"Note {(dice.Coin() ? number + after : number - before)}",
        });
    }
}
