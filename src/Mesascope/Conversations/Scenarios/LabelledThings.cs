namespace Mesascope.Conversations;

/// <summary>A row of labelled things to which one more is added. The labels there are follow one form but for one, or no common form.</summary>
/// <remarks>Words: work, place, thing, things, fresh (the label to be added), almost, mixed, person.</remarks>
internal sealed class LabelledThings : IScenarios
{
    private static readonly (string Family, string[] Things)[] Kinds =
    [
        ("furniture", ["drawer", "locker", "hook", "rack"]),
        ("files", ["folder", "ring binder", "card box", "mailbox"]),
        ("garden", ["flower bed", "compost bin", "water barrel", "seed tray"]),
        ("tools", ["tool box", "workbench", "paint pot", "spare part bin"]),
    ];

    private static readonly string[] Stems = ["North", "South", "East", "West", "Upper", "Lower", "Front", "Rear", "Hall", "Yard"];
    private static readonly string[] Own = ["Lamp", "Blue one", "Old friend", "Do not open", "Miscellany", "Sunday", "The big one", "Aunt May", "Teapot", "Odds and ends", "Mine", "Swallow"];
    private static readonly string[] Fresh = ["Spare keys", "Lost gloves", "Bird feed", "String", "Candles", "Postcards", "Buttons", "Chalk", "Sponges", "Corks"];

    /// <inheritdoc/>
    public Scenario Draw(Dice dice)
    {
        (string family, string[] kinds) = dice.Pick(Kinds);
        string thing = dice.Pick(kinds), stem = dice.Pick(Stems);
        string[] own = dice.Several(6, Own);
        int count = dice.Between(5, 6), odd = dice.Between(1, count - 2);
        return new Scenario(family, new Dictionary<string, string>
        {
            ["work"] = Invented.Workplace(dice),
            ["place"] = Invented.Place(dice),
            ["thing"] = thing,
            ["things"] = thing + (thing.EndsWith('x') ? "es" : thing.EndsWith("ch", StringComparison.Ordinal) ? "es" : "s"),
            ["fresh"] = dice.Pick(Fresh),
            ["almost"] = string.Join(", ", Enumerable.Range(0, count).Select(at => Quoted(at == odd ? own[at] : $"{stem} {at + 1}"))),
            ["mixed"] = string.Join(", ", Enumerable.Range(0, count).Select(at => Quoted(own[at]))),
            ["person"] = Invented.Person(dice),
        });
    }

    private static string Quoted(string label) => $"\"{label}\"";
}
