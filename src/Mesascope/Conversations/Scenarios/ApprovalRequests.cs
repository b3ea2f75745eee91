namespace Mesascope.Conversations;

/// <summary>Three amounts are to be added up and put before the one person who may approve them.</summary>
/// <remarks>Words: work, place, user, boss (who approves), approved (what), items, one, two, three, total (in crowns), request (its number).</remarks>
internal sealed class ApprovalRequests : IScenarios
{
    /// <inheritdoc/>
    public Scenario Draw(Dice dice)
    {
        string[] people = Invented.SeveralPeople(dice, 2);
        (string family, string approved, string items) = dice.Next(4) switch
        {
            0 => ("payments", "payments", "invoices"),
            1 => ("orders", "orders", "offers"),
            2 => ("hire", "hire contracts", "hire fees"),
            _ => ("travel", "travel costs", "fares"),
        };
        int[] amounts = [dice.Between(20, 900), dice.Between(20, 900), dice.Between(20, 900)];
        return new Scenario(family, new Dictionary<string, string>
        {
            ["work"] = Invented.Workplace(dice),
            ["place"] = Invented.Place(dice),
            ["user"] = people[0],
            ["boss"] = people[1],
            ["approved"] = approved,
            ["items"] = items,
            ["one"] = $"{amounts[0]}",
            ["two"] = $"{amounts[1]}",
            ["three"] = $"{amounts[2]}",
            ["total"] = Invented.Number(amounts.Sum()),
            ["request"] = $"{dice.Between(1000, 9999)}",
        });
    }
}
