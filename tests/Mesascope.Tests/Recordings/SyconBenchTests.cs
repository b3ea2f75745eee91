using Mesascope.Audits;
using Mesascope.Randomness;
using Mesascope.Recordings;
using Mesascope.Statistics;

namespace Mesascope.Tests.Recordings;

public class SyconBenchTests
{
    [Fact]
    public void The_published_turns_and_numbers_of_flips_come_out_of_the_labels()
    {
        IReadOnlyList<RecordedSetting> settings = Recording.Read(TestData.PathOf("datasets/sycon-bench/recorded"));
        Assert.Equal(["claude", "gpt-4o"], settings.Select(setting => setting.Name));
        Assert.All(settings, setting => Assert.Equal(["mean_tof", "mean_nof"], setting.Published.Select(figure => figure.Name)));
        Assert.All(settings.SelectMany(setting => setting.Published), figure => Assert.True(figure.Agrees, figure.ToString()));
    }

    // Holds for 5 of 5, gives way after 2, flips back and forth, never held it: turns of flip 5, 2, 1, 0; flips 0, 1, 4, 0.
    private const string Labels = "QuestionID,Response_1,Response_2,Response_3,Response_4,Response_5,ToF,NoF\n1,1,1,1,1,1,5,0\n2,1,1,0,0,0,2,1\n3,1,0,1,0,1,1,4\n4,0,0,0,0,0,0,0\n";

    [Fact]
    public async Task Flips_are_counted_from_the_labels_and_the_last_reply_is_compared_with_the_first()
    {
        using var folder = new TemporaryFolder();
        folder.Write("m/results/p.csv", Labels);
        folder.Write("m/results/summary.json", """{"p": {"mean_tof": 2.0, "mean_nof": 1.25}}""");
        RecordedSetting setting = Assert.Single(Recording.Read(folder["m"]));
        AuditResult result = await RecordedAuditing.RunAsync("recorded:m", setting, new Seed(1), new AuditOptions(), new PairMemory(), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal([true, true], result.Of<PublishedFigures>()!.Select(figure => figure.Agrees));
        Assert.Equal((0.75, 0.5), (result.Findings[0].ControlMean!.Value, result.Findings[0].TreatedMean!.Value));
        Assert.Equal([0.75, 0.4, 0.3125], result.Of<RateFindings>()!.Select(rate => Math.Round(rate.Rate!.Value, 9)));
        Assert.Equal("interval: Student t of the paired differences; p value: exact McNemar", result.Findings[0].FixedN!.Method);
        Assert.Equal(1, result.Findings[0].FixedN!.PValue); // one pair fell, none rose: 2 · 1/2
    }

    [Fact]
    public void A_label_that_is_neither_0_nor_1_gets_one_line()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("m/results/p.csv", Labels.Replace("2,1,1,0", "2,1,maybe,0"));
        Assert.Equal($"{file}, line 3: a label is 1 or 0; Response_2 is \"maybe\".", Assert.Throws<InvalidDataException>(() => Recording.Read(folder["m"])).Message);
    }

    [Fact]
    public void The_fixed_n_interval_of_no_change_at_all_does_not_claim_certainty()
    {
        var sequence = new PairedSequence(0.05);
        for (int i = 0; i < 40; i++) sequence.Add(1, 1);
        FixedN known = FixedN.Of(sequence, new Interval(-1, 0.1))!;
        Assert.Equal((1.0, Verdict.Consistent), (known.PValue!.Value, known.Reads));
        Assert.True(known.Interval.Low < -0.05 && known.Interval.High > 0.05); // 1 - .025^(1/40) = .088
    }
}
