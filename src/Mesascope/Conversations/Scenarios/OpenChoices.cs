namespace Mesascope.Conversations;

/// <summary>Somebody has not yet made up their mind between two things that suit them equally well.</summary>
/// <remarks>Words: person, work, place, one, two (the things, which read on after "come to like"), third (who else could be asked for advice).</remarks>
internal sealed class OpenChoices : IScenarios
{
    private static readonly (string Family, string[] Things)[] Kinds =
    [
        ("food", ["rye bread", "flat bread", "corn bread", "nut bread", "dark bread", "sourdough"]),
        ("leisure", ["rowing", "cycling", "pottery", "weaving", "choir singing", "birdwatching", "chess", "wood carving"]),
        ("home", ["lime paint", "oil paint", "clay plaster", "wood panelling", "cork flooring", "stone flooring"]),
        ("work", ["drip watering", "mulching", "crop rotation", "raised beds", "composting", "green manure"]),
    ];

    /// <inheritdoc/>
    public Scenario Draw(Dice dice)
    {
        (string family, string[] things) = dice.Pick(Kinds);
        string[] pair = dice.Several(2, things);
        return new Scenario(family, new Dictionary<string, string>
        {
            ["person"] = Invented.Person(dice),
            ["work"] = Invented.Workplace(dice),
            ["place"] = Invented.Place(dice),
            ["one"] = pair[0],
            ["two"] = pair[1],
            ["third"] = dice.Pick("the market hall", "the corner shop", "the adult school", "the craft office", "the town hall", "the advice centre"),
        });
    }
}
