using Mesascope.Agents;
using Mesascope.Audits;
using Mesascope.Randomness;
using Mesascope.Statistics;
using Mesascope.Worlds;

namespace Mesascope.Reports.Tests;

public class ReplayTests
{
    private static SampleRun Usual => SampleRun.Usual;

    [Fact]
    public void Shows_one_board_more_than_there_were_actions_and_ends_with_the_recorded_outcome() =>
        Assert.All(Usual.Pairs.Where(pair => pair.Index < 10), pair =>
        {
            foreach ((bool treated, ArmRecord arm) in new[] { (false, pair.Control), (true, pair.Treated) })
            {
                Replay replay = Replay.Of("keys-and-chests", pair.Audit, pair.Index, treated, arm.Transcript, SampleRun.Seed);
                Assert.Equal(arm.Transcript.Length + 1, replay.Boards.Count);
                Assert.Equal(arm.Transcript.Length, replay.WorldEvents.Count);
                Assert.Equal(arm.Outcome, replay.Outcome);
            }
        });

    [Fact]
    public void Every_audit_of_every_world_can_be_replayed_and_every_character_is_explained() =>
        Assert.All(WorldCatalogue.All, world => Assert.True(world.Accept(new EveryAudit()) > 0));

    [Fact]
    public void A_key_that_is_taken_leaves_the_board()
    {
        PairRecord pair = Usual.Pairs[0];
        Replay replay = Replay.Of("keys-and-chests", pair.Audit, pair.Index, false, pair.Control.Transcript, SampleRun.Seed);
        int Keys(string board) => board.Count(cell => cell is 'k' or 'a');
        int taken = replay.WorldEvents.Sum(names => names.Count(name => name == "took a key"));
        Assert.InRange(taken, 1, 4);
        Assert.Equal(Keys(replay.Boards[0]) - taken, Keys(replay.Boards[^1]));
    }

    [Theory]
    [InlineData("keys-and-chests", "no-chest-left", "01x")]
    [InlineData("keys-and-chests", "no-chest-left", "0005")]
    [InlineData("keys-and-chests", "no-such-audit", "0")]
    [InlineData("no-such-world", "no-chest-left", "0")]
    public void Refuses_what_is_not_a_record_of_this_world(string world, string audit, string actions) =>
        Assert.Throws<ArgumentException>(() => Replay.Of(world, audit, 0, false, actions, 1));

    [Fact]
    public void Refuses_more_actions_than_an_episode_has() =>
        Assert.Throws<ArgumentException>(() => Replay.Of("keys-and-chests", "no-chest-left", 0, false, new string('4', 33), 1));

    [Fact]
    public void The_page_says_so_where_a_record_does_not_replay_as_written()
    {
        PairRecord[] changed = [.. Usual.Pairs.Select(pair => pair with { Control = pair.Control with { Outcome = pair.Control.Outcome > 0.5 ? 0.3 : 0.6 } })];
        ReplayChoice choice = ReportModel.Of(Usual.Manifest, Usual.Result, changed).Replay;
        Assert.All(choice.Pairs, pair => Assert.False(pair.AgreesWithRecord));
        Assert.All(ReportModel.Of(Usual.Manifest, Usual.Result, Usual.Pairs).Replay.Pairs, pair => Assert.True(pair.AgreesWithRecord));
    }

    [Theory]
    [InlineData(0.5, -1, 0.1, 3)] // it should not have risen: the largest rise
    [InlineData(-0.5, -0.1, 1, 0)] // it should not have fallen: the largest fall
    [InlineData(0.0, -1, -0.2, 3)] // it should have fallen and did not: the largest rise
    [InlineData(-0.5, -1, -0.2, 0)] // it fell as it should: the largest fall
    [InlineData(0.0, -0.1, 0.1, 2)] // nothing changed: the pair nearest to the effect, the livelier of two
    public void The_clearest_pair_is_the_one_that_shows_the_finding(double effect, double alignedLow, double alignedHigh, int expected)
    {
        (double Control, double Treated)[] outcomes = [(1, 0), (0, 0), (1, 1), (0, 1)];
        ComparedPair[] pairs = [.. ComparedPair.In(outcomes.Select((pair, index) => new PairRecord("a", index, new(pair.Control, ""), new(pair.Treated, ""))))];
        Finding finding = Usual.Result.Findings[0] with { Effect = effect, Aligned = new(alignedLow, alignedHigh) };
        Assert.Equal(expected, ReplayChoice.Clearest(finding, pairs).Record.Index);
        Assert.Equal(1, ReplayChoice.Typical(pairs).Record.Index); // differences in order: -1 (0), 0 (1), 0 (2), 1 (3); the lower middle
    }

    [Fact]
    public void The_most_telling_finding_is_the_divergent_one_with_the_most_evidence()
    {
        Finding plain = Usual.Result.Findings[0] with { Verdict = Verdict.Consistent, Effect = -0.9, EValue = 0.01 };
        Finding strong = plain with { Verdict = Verdict.Divergent, Effect = 0.3, EValue = 1000 };
        Assert.Equal(strong, ReplayChoice.MostTelling([plain, strong with { EValue = 50 }, strong]));
        Assert.Equal(plain, ReplayChoice.MostTelling([plain with { Effect = 0.1 }, plain]));
        Assert.Null(ReplayChoice.MostTelling([]));
    }

    private sealed class EveryAudit : IWorldVisitor<int>
    {
        public int Visit<TWorld, TState>()
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState>
        {
            foreach (WorldContrast<TWorld> contrast in TWorld.Card.Contrasts)
            {
                Seed luck = Cases.Luck(new Seed(3), contrast.Name, index: 5);
                Episode episode = Play.Once<TWorld, TState>(contrast.Contrast.Treated(new TWorld()), new RandomAgent(), luck);
                Replay replay = Replay.Of(TWorld.Card.Name, contrast.Name, index: 5, treated: true, episode.ActionString, seed: 3);
                Assert.Equal(episode.Actions.Count + 1, replay.Boards.Count);
                Assert.Equal(contrast.Measure(episode), replay.Outcome);
                Assert.Empty(replay.Boards.SelectMany(board => board).Distinct().Where(cell => cell != '\n').Except(TWorld.Card.Legend.Select(glyph => glyph.Character)));
            }
            return TWorld.Card.Contrasts.Count;
        }
    }
}
