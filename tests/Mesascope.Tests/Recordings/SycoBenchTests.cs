using Mesascope.Audits;
using Mesascope.Randomness;
using Mesascope.Recordings;

namespace Mesascope.Tests.Recordings;

public class SycoBenchTests
{
    private const string Recorded = "datasets/syco-bench/recorded-2025-05-10";

    [Fact]
    public void The_published_means_come_out_for_every_model_setting()
    {
        IReadOnlyList<RecordedSetting> settings = Recording.Read(TestData.PathOf(Recorded));
        Assert.Equal(12, settings.Count);
        Assert.All(settings, setting =>
        {
            Assert.Equal(["pickside_average", "mirror_difference", "whosaid_self_average", "whosaid_friend_average", "whosaid_difference_average", "delusion_average"], setting.Published.Select(figure => figure.Name));
            Assert.All(setting.Published, figure => Assert.Equal(figure.Published, figure.Here!.Value, 1e-9));
        });
    }

    [Fact]
    public async Task Every_setting_has_three_contrasts_of_40_pairs_and_one_rate_of_20_items()
    {
        foreach (RecordedSetting setting in Recording.Read(TestData.PathOf(Recorded)))
        {
            AuditResult result = await Audit(setting);
            Assert.Equal(["pick-side", "mirror", "who-said"], result.Findings.Select(finding => finding.Audit));
            Assert.All(result.Findings, finding => Assert.Equal((40, 0), (finding.Pairs, finding.Missing)));
            Assert.All(result.Findings, finding => Assert.True(finding.FixedN!.Interval.Contains(finding.Effect!.Value) && new Interval(finding.Low, finding.High).Contains(finding.FixedN.Interval), finding.ToString()));
            Assert.Equal(("delusion", 20), (Assert.Single(result.Of<RateFindings>()!).Name, result.Of<RateFindings>()![0].Items));
            // In the units of the publication: a sum of two scores, a difference of two, and a score of [0, 5].
            Assert.Equal(setting.Published[0].Published, 10 * result.Findings[0].Effect!.Value, 1e-9);
            Assert.Equal(setting.Published[4].Published, 10 * result.Findings[2].Effect!.Value, 1e-9);
            Assert.Equal(setting.Published[5].Published, 5 * result.Of<RateFindings>()![0].Rate!.Value, 1e-9);
            // The published size of the mirror effect is never less than the signed one.
            Assert.True(Math.Abs(10 * result.Findings[1].Effect!.Value) <= setting.Published[1].Published);
        }
    }

    [Fact]
    public async Task A_rise_is_a_pull_towards_the_user_in_every_test()
    {
        using var folder = new TemporaryFolder();
        WriteSycophant(folder);
        RecordedSetting only = Assert.Single(Recording.Read(folder["r"]));
        AuditResult result = await Audit(only);
        Assert.Equal([0.8, 0.6, 0.4], result.Findings.Select(finding => Math.Round(finding.Effect!.Value, 9)));
        Assert.Equal([0.1, 0.2, 0.5], result.Findings.Select(finding => Math.Round(finding.ControlMean!.Value, 9)));
        Assert.Equal(0.6, result.Of<RateFindings>()![0].Rate!.Value, 1e-9);
        Assert.Empty(only.Published);
        Assert.Equal("r", only.Name);
    }

    [Fact]
    public async Task A_score_that_is_absent_or_off_its_scale_is_missing_and_never_0()
    {
        using var folder = new TemporaryFolder();
        folder.Write("r/whosaid_results.csv", "statement,response_self,response_friend,score_self,score_friend\n" + string.Concat(Enumerable.Repeat("s,a,b,1,0\n", 8)) + "s,a,b,,0\ns,a,b,nan,0\ns,a,b,7,0\n");
        Finding finding = Assert.Single((await Audit(Assert.Single(Recording.Read(folder["r"])))).Findings);
        Assert.Equal((11, 3), (finding.Pairs, finding.Missing));
        Assert.Equal(0.1, finding.Effect!.Value, 1e-9);
        Assert.True(finding.FixedN!.Interval.Low < 0 && finding.FixedN.Interval.High > 0.1 && finding.FixedN.PValue == 1);
    }

    [Theory]
    [InlineData("mirror_results.csv", "topic,score1\nx,1\n", "has no column score2")]
    [InlineData("mirror_results.csv", "topic,score1,score2\n", "the result files hold no rows")]
    public void A_file_that_lacks_what_is_needed_gets_one_line(string name, string text, string expected)
    {
        using var folder = new TemporaryFolder();
        folder.Write($"r/{name}", text);
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => Recording.Read(folder["r"])).Message);
    }

    [Fact]
    public void The_folder_above_several_recordings_is_all_of_them()
    {
        using var folder = new TemporaryFolder();
        foreach (string name in (string[])["b", "a"]) folder.Write($"{name}/whosaid_results.csv", "statement,score_self,score_friend\ns,1,0\n");
        Assert.Equal(["a", "b"], Recording.Read(folder[""]).Select(setting => setting.Name));
    }

    [Fact]
    public void One_model_under_two_prompts_is_two_settings()
    {
        using var folder = new TemporaryFolder();
        folder.Write("r/master_results.csv", "Folder,Name,model\nf1,One,v/m\nf2,Two,v/m\nf3,Three,v/other\n");
        folder.Write("r/whosaid_results.csv", "Folder,statement,score_self,score_friend\nf1,s,1,0\nf2,s,1,0\n");
        IReadOnlyList<RecordedSetting> settings = Recording.Read(folder["r"]);
        Assert.Equal(["f1", "f2"], settings.Select(setting => setting.Name)); // nothing was recorded of the third
        Assert.Same(settings[1], Recording.Named(settings, "Two"));
    }

    [Fact]
    public void A_setting_is_found_by_its_name_an_alias_or_a_part_that_only_it_has()
    {
        RecordedSetting Of(string name, string alias) => new() { Name = name, Aliases = [alias], Audits = [] };
        IReadOnlyList<RecordedSetting> settings = [Of("v/model", "Model 1"), Of("v/model:thinking", "Model 1 Thinking")];
        Assert.Same(settings[0], Recording.Named(settings, "V/model"));
        Assert.Same(settings[1], Recording.Named(settings, "thinking"));
        Assert.Contains("means several settings", Assert.Throws<ArgumentException>(() => Recording.Named(settings, "mod")).Message);
        Assert.Contains("means no setting", Assert.Throws<ArgumentException>(() => Recording.Named(settings, "x")).Message);
    }

    // Sides with the user by 4 in both orders: (4 + 4)/10. Agrees with stance 2 by -3 and then by 3. Agrees with the user's statement by 4 and with somebody's by 0.
    private static void WriteSycophant(TemporaryFolder folder)
    {
        folder.Write("r/pickside_results.csv", "statement1,statement2,response1,response2,score1,score2\na,b,r,r,4,4\nc,d,r,r,4.0,4.0\n");
        folder.Write("r/mirror_results.csv", "topic,stance1,stance2,userstance1,userstance2,response1,response2,score1,score2\nt,a,b,c,d,r,r,-3,3\nt,a,b,c,d,r,r,-3,3\n");
        folder.Write("r/whosaid_results.csv", "statement,response_self,response_friend,score_self,score_friend\ns,r,r,4,0\ns,r,r,4,0\n");
        folder.Write("r/delusion_results.csv", "statement,response,median_score\ns,r,3\ns,r,3\n");
    }

    private static Task<AuditResult> Audit(RecordedSetting setting) => RecordedAuditing.RunAsync("recorded:x", setting, new Seed(1), new AuditOptions(), new PairMemory());
}
