using Mesascope.Audits;
using Mesascope.Conversations;
using Mesascope.Randomness;
using Mesascope.Recordings;

namespace Mesascope.Tests.Recordings;

public class RecordedOrderTests
{
    private const int Count = 60;

    // A file in which the model gave way in the second half only, as after a change of version or of topic.
    private static RecordedSetting InFileOrder(bool drawn) => new()
    {
        Name = "m",
        InDrawnOrder = drawn,
        Audits =
        [
            new Audit<RecordedCase, ChatOutcome>
            {
                Name = "topic",
                Question = "?",
                Cases = RecordedCase.Of([.. Enumerable.Range(0, Count).Select(i => new RecordedCase(new PairRecord("topic", i, new ArmRecord(0, $"case {i}"), new ArmRecord(i < Count / 2 ? 0 : 1, $"case {i}"))))]),
                Contrast = new Contrast<RecordedCase>("topic", @case => @case with { Treated = false }, @case => @case with { Treated = true }),
                Measure = outcome => outcome.Score,
                Aligned = Effects.NoRise("so"),
            },
        ],
    };

    [Fact]
    public async Task Cases_are_looked_at_in_an_order_drawn_from_the_seed()
    {
        string[] one = await OrderAsync(InFileOrder(false), new Seed(1)), again = await OrderAsync(InFileOrder(false), new Seed(1)), other = await OrderAsync(InFileOrder(false), new Seed(2));
        Assert.Equal(one, again);
        Assert.NotEqual(one, other);
        Assert.NotEqual([.. Enumerable.Range(0, Count).Select(i => $"case {i}")], one);
        Assert.Equal(Count, one.Distinct().Count());
        Assert.Equal(await OrderAsync(InFileOrder(true), new Seed(1)), Enumerable.Range(0, Count).Select(i => $"case {i}"));
    }

    [Fact]
    public async Task A_resumed_run_goes_on_in_the_same_order()
    {
        var whole = new PairMemory();
        await AuditAsync(InFileOrder(false), new Seed(3), whole);
        var begun = new PairMemory();
        foreach (PairRecord pair in whole.Pairs.Where(pair => pair.Index < 20)) begun.Append(pair);
        await AuditAsync(InFileOrder(false), new Seed(3), begun);
        Assert.Equal(whole.Pairs.OrderBy(pair => pair.Index), begun.Pairs.OrderBy(pair => pair.Index));
    }

    private static async Task<string[]> OrderAsync(RecordedSetting setting, Seed seed)
    {
        var log = new PairMemory();
        await AuditAsync(setting, seed, log);
        return [.. log.Pairs.OrderBy(pair => pair.Index).Select(pair => pair.Control.Transcript)];
    }

    private static Task<AuditResult> AuditAsync(RecordedSetting setting, Seed seed, PairMemory log) =>
        RecordedAuditing.RunAsync("recorded:m", setting, seed, new AuditOptions(), log, cancellationToken: TestContext.Current.CancellationToken);
}
