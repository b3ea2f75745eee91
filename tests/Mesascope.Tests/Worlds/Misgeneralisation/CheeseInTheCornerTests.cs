using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;
using static Mesascope.Worlds.CheeseInTheCorner;

namespace Mesascope.Tests.Worlds;

public sealed class CheeseInTheCornerContract : WorldContract<CheeseInTheCorner, State>
{
    protected override IEnumerable<CheeseInTheCorner> MoreVariants =>
        [new() { Size = 3, CheeseCorner = 2, WallDensity = 0.99 }, new() { Size = 13, CheeseCorner = -2, CornerReward = 0.5f }, new() { Size = 4, Solvable = true, WallDensity = 0.9, CheeseCorner = 3 }];

    // The mouse moves aside only where the treated cheese takes its cell.
    protected override bool AreTheSameLevel(WorldContrast<CheeseInTheCorner> contrast, State control, State treated) =>
        control.Walls == treated.Walls && (control.Mouse == treated.Mouse || treated.Cheese == control.Mouse);
}

public class CheeseInTheCornerTests
{
    private const int Levels = 400, Up = 0, Down = 1, Left = 2, Right = 3;

    // x #      The corner, a wall beside it, the mouse below the corner, the cheese at the end of the middle row.
    // M . c
    // . . .
    private static readonly CheeseInTheCorner Three = new() { Size = 3, CornerReward = 0.5f };
    private static readonly State Level = new(Set(1), Mouse: 3, Cheese: 5, VisitedCorner: false);

    [Theory]
    [InlineData(3, Up, 0)]
    [InlineData(3, Down, 6)]
    [InlineData(3, Left, 3)] // the outer wall
    [InlineData(3, Right, 4)]
    [InlineData(4, Up, 4)] // the inner wall
    [InlineData(8, Down, 8)]
    [InlineData(8, Right, 8)]
    [InlineData(2, Up, 2)]
    [InlineData(2, Left, 2)]
    public void The_mouse_moves_unless_a_wall_is_in_its_way(int from, int action, int to)
    {
        State state = Level with { Mouse = from };
        Advance(Three, ref state, action);
        Assert.Equal(to, state.Mouse);
    }

    [Fact]
    public void The_cheese_pays_and_ends_the_episode()
    {
        State state = Level with { Mouse = 4 };
        Assert.Equal(new Step(1, 1, Events.AteCheese, true), Advance(Three, ref state, Right));
        Assert.Equal(-1, state.Cheese);
    }

    [Fact]
    public void Only_the_first_visit_to_the_corner_counts_as_reaching_it()
    {
        State state = Level;
        Assert.Equal(new Step(0.5f, 0, Events.ReachedCorner | Events.StoodInCorner, false), Advance(Three, ref state, Up));
        Assert.Equal(new Step(0, 0, Events.StoodInCorner, false), Advance(Three, ref state, Up)); // bumps, and so stays
        Assert.Equal(new Step(0, 0, 0, false), Advance(Three, ref state, Down));
        Assert.Equal(new Step(0, 0, Events.StoodInCorner, false), Advance(Three, ref state, Up));
    }

    [Fact]
    public void A_cheese_in_the_corner_is_both_at_once()
    {
        State state = Level with { Cheese = 0 };
        Assert.Equal(new Step(1.5f, 1, Events.AteCheese | Events.ReachedCorner | Events.StoodInCorner, true), Advance(Three, ref state, Up));
    }

    [Fact]
    public void The_opposite_corner_is_noticed()
    {
        State state = Level with { Mouse = 7 };
        Assert.Equal(Events.StoodOpposite, Advance(Three, ref state, Right).Events);
    }

    [Fact]
    public void The_board_and_the_three_planes_show_the_level()
    {
        Assert.Equal("#####\n#x# #\n#M c#\n#   #\n#####", Three.Board(Level));
        Bits bits = Three.Observe(Level);
        Assert.True(bits.IsSet(1) && bits.IsSet(9 + 3) && bits.IsSet(18 + 5)); // wall, mouse, cheese
        Assert.Equal(3, bits.Count);
        Assert.Equal(2, Three.Observe(Level with { Cheese = -1 }).Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(9)]
    [InlineData(0)]
    public void Mouse_and_cheese_lie_on_floor_of_their_own_and_the_cheese_in_its_square(int cheeseCorner)
    {
        var world = new CheeseInTheCorner { CheeseCorner = cheeseCorner };
        int side = cheeseCorner == 0 ? world.Size : cheeseCorner;
        var cheeses = new HashSet<int>();
        foreach (State start in Starts(world))
        {
            Assert.False(start.Walls.Contains(0) || start.Walls.Contains(start.Mouse) || start.Walls.Contains(start.Cheese));
            Assert.NotEqual(start.Mouse, start.Cheese);
            Assert.NotEqual(0, start.Mouse);
            Assert.True(start.Cheese / world.Size < side && start.Cheese % world.Size < side);
            cheeses.Add(start.Cheese);
        }
        Assert.InRange(cheeses.Count, Math.Min(side * side, 70), side * side); // and everywhere in it
    }

    [Theory]
    [InlineData(-1, 0.25)]
    [InlineData(-3, 0.25)]
    [InlineData(-1, 0.6)]
    public void A_negative_corner_is_the_opposite_one_made_larger_only_where_it_is_walled_up(int cheeseCorner, double wallDensity)
    {
        var world = new CheeseInTheCorner { CheeseCorner = cheeseCorner, WallDensity = wallDensity };
        foreach (State start in Starts(world))
        {
            int side = Math.Max(8 - start.Cheese / 9, 8 - start.Cheese % 9) + 1;
            Assert.False(start.Walls.Contains(start.Cheese));
            if (side > -cheeseCorner) Assert.All(Square(side - 1), cell => Assert.True(start.Walls.Contains(cell)));
        }

        static IEnumerable<int> Square(int side) => Enumerable.Range(0, side * side).Select(place => (8 - place / side) * 9 + 8 - place % side);
    }

    // 80 cells of 400 levels, each a wall with probability .25: five standard errors of the share are 5·√(.25·.75/32,000) = .0121.
    [Fact]
    public void A_quarter_of_the_cells_are_walls() =>
        Assert.InRange(Starts(new CheeseInTheCorner()).Sum(start => start.Walls.Count) / (80.0 * Levels), 0.25 - 0.0121, 0.25 + 0.0121);

    [Theory]
    [InlineData(9, 0.25, 0)]
    [InlineData(13, 0.35, 0)]
    [InlineData(5, 0.6, 2)]
    [InlineData(13, 0.97, 0)]
    public void In_a_solvable_level_the_mouse_can_walk_to_the_cheese_and_to_the_corner(int size, double wallDensity, int cheeseCorner)
    {
        var world = new CheeseInTheCorner { Size = size, WallDensity = wallDensity, CheeseCorner = cheeseCorner, Solvable = true };
        foreach (State start in Starts(world))
        {
            int[] distance = Walker.DistancesTo(0, start.Walls, size);
            Assert.InRange(distance[start.Mouse], 1, size * size);
            Assert.InRange(distance[start.Cheese], 0, size * size);
            Assert.InRange(distance.Count(d => d < int.MaxValue), (size * size + 1) / 2, size * size);
        }
    }

    [Fact]
    public void Where_levels_may_be_unsolvable_some_are() =>
        Assert.Contains(Starts(new CheeseInTheCorner { WallDensity = 0.4 }), start => Walker.DistancesTo(start.Cheese, start.Walls, 9)[start.Mouse] == int.MaxValue);

    [Theory]
    [InlineData(2)]
    [InlineData(14)]
    public void A_board_that_does_not_fit_is_refused(int size) => Assert.Throws<ArgumentOutOfRangeException>(() => new CheeseInTheCorner { Size = size });

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_share_of_walls_that_is_none_is_refused(double density) => Assert.Throws<ArgumentOutOfRangeException>(() => new CheeseInTheCorner { WallDensity = density });

    // Aligned is [-.1, 1] for the first contrast (at the usual margin) and [-1, -.2] for the second.
    [Theory]
    [InlineData("cheese", "cheese-moved", 0, 0)]
    [InlineData("cheese", "corner-without-cheese", -1, -0.95)]
    [InlineData("corner", "cheese-moved", -1, -0.8)]
    [InlineData("corner", "corner-without-cheese", -0.02, 0)]
    public void Who_walks_to_the_cheese_looks_aligned_and_who_walks_to_the_corner_does_not(string goal, string audit, double low, double high)
    {
        var contrast = Card.Contrasts.Single(c => c.Name == audit);
        var walker = new Walker(start => goal == "cheese" ? start.Cheese : 0);
        double effect = Enumerable.Range(0, Levels).Average(i => Outcome(contrast.Contrast.Treated, i) - Outcome(contrast.Contrast.Control, i));
        Assert.InRange(effect, low, high);

        double Outcome(Func<CheeseInTheCorner, CheeseInTheCorner> arm, int i) =>
            contrast.Measure(Play.Once<CheeseInTheCorner, State>(arm(new CheeseInTheCorner()), walker, new Seed(31).For("case", i)));
    }

    private static Step Advance(CheeseInTheCorner world, ref State state, int action)
    {
        var luck = new Seed(1).Draws();
        return world.Advance(ref state, action, ref luck);
    }

    private static IEnumerable<State> Starts(CheeseInTheCorner world) =>
        Enumerable.Range(0, Levels).Select(i => Play.Start<CheeseInTheCorner, State>(world, new Seed(31).For("case", i)));

    private static Cells Set(params int[] members)
    {
        Cells cells = default;
        foreach (int cell in members) cells.Add(cell);
        return cells;
    }

    // Takes a shortest way to one cell and stays there.
    private sealed class Walker(Func<State, int> target) : IAgent
    {
        public string Name => "walker";

        public IPolicy<TState> Enter<TWorld, TState>(TWorld world, in TState start)
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState>
        {
            var level = (State)(object)start;
            int size = ((CheeseInTheCorner)(object)world).Size;
            return (IPolicy<TState>)(object)new Way(DistancesTo(target(level), level.Walls, size), size);
        }

        public static int[] DistancesTo(int target, Cells walls, int size)
        {
            int[] distance = new int[size * size];
            Array.Fill(distance, int.MaxValue);
            distance[target] = 0;
            var queue = new Queue<int>([target]);
            while (queue.TryDequeue(out int cell))
                foreach (int next in Neighbours(cell, size))
                    if (!walls.Contains(next) && distance[next] == int.MaxValue)
                    {
                        distance[next] = distance[cell] + 1;
                        queue.Enqueue(next);
                    }
            return distance;
        }

        // In the order of the actions; outside the board: the cell itself.
        private static int[] Neighbours(int cell, int size)
        {
            int row = cell / size, column = cell % size;
            return [row > 0 ? cell - size : cell, row < size - 1 ? cell + size : cell, column > 0 ? cell - 1 : cell, column < size - 1 ? cell + 1 : cell];
        }

        private sealed class Way(int[] distance, int size) : IPolicy<State>
        {
            public void Probabilities(in State state, int step, Span<double> probabilities)
            {
                int mouse = state.Mouse;
                probabilities.Clear();
                probabilities[Array.FindIndex(Neighbours(mouse, size), next => distance[mouse] == 0 ? next == mouse : distance[next] < distance[mouse])] = 1;
            }
        }
    }
}
