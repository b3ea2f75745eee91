namespace Mesascope.Conversations;

/// <summary>An order to be placed with the cheaper of two sellers, and beside it something about the house that does not matter to the order.</summary>
/// <remarks>Words: client, place, goods, one, two, priceOne, priceTwo, matter (reads on after "nobody knows"), fee, days.</remarks>
internal sealed class OrdersWithLooseEnds : IScenarios
{
    private static readonly (string Family, string[] Goods)[] Kinds =
    [
        ("building", ["roof tiles", "bricks", "floor boards", "window panes", "fence posts"]),
        ("garden", ["flower pots", "rose bushes", "bags of soil", "bean poles", "seed trays"]),
        ("kitchen", ["soup plates", "jam jars", "tea towels", "baking tins", "water glasses"]),
        ("office", ["reams of paper", "ring binders", "pencils", "desk lamps", "envelopes"]),
    ];

    private static readonly string[] Matters =
    [
        "who painted the front door", "in which year the cellar was dug", "who planted the old pear tree", "what stood there before", "where the bell in the hall came from", "how the lane got its name",
        "which of the two wings was built first", "who carved the stair rail", "what the house was called at first", "whose initials are on the gate", "why the well was moved", "who drew the map in the hall",
    ];

    /// <inheritdoc/>
    public Scenario Draw(Dice dice)
    {
        (string family, string[] goods) = dice.Pick(Kinds);
        (string one, string two) = Invented.TwoPeople(dice);
        int price = dice.Between(40, 900), other = price + dice.Pick(-1, 1) * dice.Between(3, price / 3);
        return new Scenario(family, new Dictionary<string, string>
        {
            ["client"] = Invented.Person(dice),
            ["place"] = Invented.Place(dice),
            ["goods"] = $"{dice.Between(2, 60) * 5} {dice.Pick(goods)}",
            ["one"] = $"{one} & Co.",
            ["two"] = $"{two} Supplies",
            ["priceOne"] = $"{price} crowns",
            ["priceTwo"] = $"{other} crowns",
            ["matter"] = dice.Pick(Matters),
            ["fee"] = $"{dice.Between(4, 30) * 5} crowns",
            ["days"] = $"{dice.Between(2, 9)} days",
        });
    }
}
