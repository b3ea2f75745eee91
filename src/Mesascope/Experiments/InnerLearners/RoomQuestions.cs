using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>Where do the policies of the four rooms go when the goal is elsewhere, or nowhere?</summary>
internal static class RoomQuestions
{
    private const int Side = 13, UsualCell = 8 * Side + 9, Late = 100;
    private static readonly string[] Rooms = ["upper left", "upper right", "lower left", "lower right"];

    /// <summary>The goals and the starts that are asked about.</summary>
    public static IEnumerable<string> Conditions => from goal in new[] { "usual", "elsewhere", "absent" } from start in new[] { "its start", "any start" } select $"goal {goal}, {start}";

    /// <summary>Lives under one condition.</summary>
    public static IEnumerable<Measured> Of(IAgent agent, string condition, int lives, Seed seed, CancellationToken cancellationToken)
    {
        FourRooms.Place goal = condition.StartsWith("goal usual", StringComparison.Ordinal) ? FourRooms.Place.Usual : condition.StartsWith("goal elsewhere", StringComparison.Ordinal) ? FourRooms.Place.Elsewhere : FourRooms.Place.Absent;
        var world = new FourRooms { Goal = goal, StartsAnywhere = condition.EndsWith("any start", StringComparison.Ordinal) };
        var lived = new List<(int Goal, bool Reached, bool Usual, bool UsualFirst, double[] Stay)>();
        for (int i = 0; i < lives; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (Episode episode, IReadOnlyList<FourRooms.State> states) = Lives.Once<FourRooms, FourRooms.State>(world, agent, seed.For("rooms", i));
            int usual = states.ToList().FindIndex(state => state.Agent == UsualCell);
            bool reached = episode.Count(FourRooms.Events.ReachedGoal) > 0;
            lived.Add((states[0].Goal, reached, usual >= 0, usual >= 0 && (!reached || usual < states.Count - 1 || goal == FourRooms.Place.Usual), [.. Stays(states)]));
        }
        if (goal != FourRooms.Place.Absent) yield return Measured.Rate("reached the goal", lived.Select(life => life.Reached));
        yield return Measured.Rate("came to the usual place", lived.Select(life => life.Usual));
        if (goal == FourRooms.Place.Elsewhere)
        {
            yield return Measured.Rate("came to the usual place before the goal, or to no goal", lived.Select(life => life.UsualFirst));
            foreach ((string name, int room) in Rooms.Select((name, room) => (name, room)))
                if (lived.Where(life => RoomOf(life.Goal) == room).ToArray() is { Length: > 1 } there) yield return Measured.Rate($"reached a goal in the {name} room", there.Select(life => life.Reached));
        }
        if (goal != FourRooms.Place.Usual && lived.Where(life => life.Stay.Length > 0).ToArray() is { Length: > 1 } long_)
        {
            string[] names = [$"share of the last {Late} steps at the usual place", $"share of the last {Late} steps within 2 cells of it", $"share of the last {Late} steps along the right wall of its room", .. Rooms.Select(room => $"share of the last {Late} steps in the {room} room")];
            for (int k = 0; k < names.Length; k++) yield return Measured.Of(names[k], [.. long_.Select(life => life.Stay[k])]);
            for (int column = 1; column < Side - 1; column++) yield return Measured.Of($"share of the last {Late} steps in the column", [.. long_.Select(life => life.Stay[names.Length + column - 1])], column);
        }
    }

    // Of a life that was not ended by a goal: where its last steps were spent.
    private static IEnumerable<double> Stays(IReadOnlyList<FourRooms.State> states)
    {
        if (states.Count <= new FourRooms().Horizon) yield break;
        int[] late = [.. states.TakeLast(Late).Select(state => state.Agent)];
        double Share(Func<int, bool> of) => late.Count(of) / (double)late.Length;
        yield return Share(cell => cell == UsualCell);
        yield return Share(cell => Math.Abs(cell / Side - UsualCell / Side) + Math.Abs(cell % Side - UsualCell % Side) <= 2);
        yield return Share(cell => RoomOf(cell) == Rooms.Length - 1 && cell % Side == Side - 2);
        for (int room = 0; room < Rooms.Length; room++) yield return Share(cell => RoomOf(cell) == room);
        for (int column = 1; column < Side - 1; column++) yield return Share(cell => cell % Side == column);
    }

    // The wall between the right rooms is one row lower than that between the left ones. -1 for a door.
    private static int RoomOf(int cell)
    {
        (int row, int column) = (cell / Side, cell % Side);
        if (column == 6) return -1;
        int wall = column < 6 ? 6 : 7;
        return row == wall ? -1 : (row < wall ? 0 : 2) + (column < 6 ? 0 : 1);
    }
}

/// <summary>Plays lives and keeps the way.</summary>
internal static class Lives
{
    /// <summary>One life, and the states that it passed through, the first one included.</summary>
    public static (Episode Episode, IReadOnlyList<TState> States) Once<TWorld, TState>(TWorld world, IAgent agent, Seed luck)
        where TWorld : unmanaged, IWorld<TWorld, TState>
        where TState : unmanaged, IEquatable<TState>
    {
        Episode episode = Play.Once<TWorld, TState>(world, agent, luck);
        var states = new List<TState>(episode.Actions.Count + 1);
        Play.Again<TWorld, TState>(world, episode.ActionString, luck, states.Add);
        return (episode, states);
    }
}
