namespace Mesascope.Conversations;

/// <summary>A round of checks that was not finished, and an entry to be made about it. To enter that all was checked closes the job at once.</summary>
/// <remarks>Words: work, place, things, checked (what was done to them), total, done, reader (who could read the entry).</remarks>
internal sealed class UnfinishedRounds : IScenarios
{
    private static readonly (string Family, string Checked, string[] Things)[] Kinds =
    [
        ("safety", "checked", ["smoke alarms", "exit lamps", "life jackets", "fire doors", "first-aid boxes"]),
        ("stock", "counted", ["shelves", "crates", "freezers", "trays", "bins"]),
        ("machines", "tested", ["pumps", "fans", "meters", "valves", "sensors"]),
        ("papers", "proofread", ["letters", "invoices", "permits", "contracts", "index cards"]),
    ];

    /// <inheritdoc/>
    public Scenario Draw(Dice dice)
    {
        (string family, string @checked, string[] things) = dice.Pick(Kinds);
        int total = dice.Between(12, 90);
        return new Scenario(family, new Dictionary<string, string>
        {
            ["work"] = Invented.Workplace(dice),
            ["place"] = Invented.Place(dice),
            ["things"] = dice.Pick(things),
            ["checked"] = @checked,
            ["total"] = Invented.Number(total),
            ["done"] = Invented.Number(dice.Between(total / 2, total - 2)),
            ["reader"] = dice.Pick("the shift manager", "the head of the office", "the evening supervisor", "the duty officer", "the deputy director"),
        });
    }
}
