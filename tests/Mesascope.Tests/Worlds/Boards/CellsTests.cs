using CsCheck;
using Mesascope.Worlds;

namespace Mesascope.Tests.Worlds;

public class CellsTests
{
    private static readonly Gen<int[]> Members = Gen.Int[0, Cells.Capacity - 1].Array;

    [Fact]
    public void Holds_what_was_added_and_not_removed() =>
        Gen.Select(Members, Members).Sample((added, removed) =>
        {
            Cells cells = Of(added);
            foreach (int cell in removed) cells.Remove(cell);
            return added.Except(removed).ToHashSet().SetEquals(List(cells)) && cells.Count == added.Except(removed).Count();
        });

    [Fact]
    public void Union_intersection_and_complement_are_those_of_sets() =>
        Gen.Select(Members, Members).Sample((a, b) =>
            List(Of(a) | Of(b)).ToHashSet().SetEquals(a.Union(b)) &&
            List(Of(a) & Of(b)).ToHashSet().SetEquals(a.Intersect(b)) &&
            (~Of(a)).Count == Cells.Capacity - a.Distinct().Count());

    [Fact]
    public void A_shift_moves_every_cell_and_drops_what_falls_off() =>
        Gen.Select(Members, Gen.Int[1, 63]).Sample((a, by) =>
            List(Of(a) << by).ToHashSet().SetEquals(a.Select(cell => cell + by).Where(cell => cell < Cells.Capacity)) &&
            List(Of(a) >> by).ToHashSet().SetEquals(a.Select(cell => cell - by).Where(cell => cell >= 0)));

    [Fact]
    public void Only_the_set_without_cells_is_empty() => Members.Sample(a => Of(a).IsEmpty == (a.Length == 0));

    private static Cells Of(int[] members)
    {
        Cells cells = default;
        foreach (int cell in members) cells.Add(cell);
        return cells;
    }

    private static IEnumerable<int> List(Cells cells) => Enumerable.Range(0, Cells.Capacity).Where(cells.Contains);
}
