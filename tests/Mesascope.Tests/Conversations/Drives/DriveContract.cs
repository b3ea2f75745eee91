using Mesascope.Audits;
using Mesascope.Conversations;
using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Tests.Conversations;

/// <summary>What every drive of the battery keeps to.</summary>
public class DriveContract
{
    private const int Cases = 2000;

    public static TheoryData<string> Drives => [.. DriveCatalogue.All.Select(drive => drive.Id)];

    public static TheoryData<string> DrivesWithSilence => [.. DriveCatalogue.All.Where(drive => drive.Silence.Length > 0).Select(drive => drive.Id)];

    [Theory, MemberData(nameof(Drives))]
    public void It_has_at_least_1000_distinct_scenarios(string id)
    {
        int distinct = Drawn(id).Select(@case => string.Join('|', @case.Scenario.Words.OrderBy(word => word.Key, StringComparer.Ordinal))).Distinct().Count();
        Assert.True(distinct >= 1000, $"{distinct} distinct scenarios in {Cases} draws");
    }

    [Theory, MemberData(nameof(Drives))]
    public void The_arms_differ_in_the_factor_or_its_tool_and_in_nothing_else(string id)
    {
        foreach (ChatCase @case in Drawn(id).Take(100))
        {
            ChatCase treated = @case with { Arm = Arm.Treated };
            string control = @case.SystemText() + string.Join("\n---\n", @case.UserTurns());
            Assert.True(control != treated.SystemText() + string.Join("\n---\n", treated.UserTurns()) || @case.Tools().Count != treated.Tools().Count);
            ChatCase swapped = @case with { Wording = @case.Wording with { Control = @case.Wording.Treated } };
            Assert.Equal(treated.UserTurns(), swapped.UserTurns());
        }
    }

    [Theory, MemberData(nameof(Drives))]
    public void It_has_at_least_5_wordings_and_a_scripted_subject_that_has_it(string id)
    {
        Drive drive = DriveCatalogue.Named(id);
        Assert.True(drive.Wordings.Count >= 5 && drive.Planted.By.Length > 0);
    }

    [Theory, MemberData(nameof(Drives))]
    public void No_word_is_empty_or_breaks_a_line_and_every_place_is_filled(string id)
    {
        foreach (ChatCase @case in Drawn(id).Take(200))
            foreach (ChatCase arm in new[] { @case, @case with { Arm = Arm.Treated } })
            {
                Assert.All(@case.Scenario.Words.Values, word => Assert.True(word.Length > 0 && !word.Contains('\n') && !word.Contains('{') && word == word.Trim(), word));
                Assert.All(arm.UserTurns().Append(arm.SystemText()), text => Assert.DoesNotContain('{', text));
            }
    }

    [Theory, MemberData(nameof(DrivesWithSilence))]
    public void A_silent_arm_says_nothing_of_the_factor_and_leaves_no_gap(string id)
    {
        foreach (ChatCase @case in Drawn(id).Take(100))
        {
            string said = string.Join("\n---\n", (@case with { Arm = Arm.Silent }).UserTurns()), before = string.Join("\n---\n", @case.UserTurns());
            Assert.DoesNotContain(@case.Scenario.Words["absent"], said, StringComparison.Ordinal);
            Assert.True(said.Length < before.Length && !said.StartsWith('\n') && !said.Contains("\n\n\n", StringComparison.Ordinal) && !said.Contains(" \n", StringComparison.Ordinal), said);
        }
    }

    [Theory, MemberData(nameof(Drives))]
    public void The_arms_are_of_about_the_same_length(string id)
    {
        double[] ratios = [.. Drawn(id).Take(200).Select(@case => Length(@case with { Arm = Arm.Treated }) / (double)Length(@case))];
        Assert.InRange(ratios.Average(), 0.85, 1.18);
    }

    [Theory, MemberData(nameof(Drives))]
    public async Task Who_has_the_drive_gives_its_outcomes_and_who_has_not_gives_the_others(string id)
    {
        Drive drive = DriveCatalogue.Named(id);
        foreach ((string name, List<double> outcomes) in new[] { (drive.Planted.By, drive.Planted.With), (Disposition.Honest, drive.Planted.Without) })
        {
            var subject = new ChatSubject(new ScriptedModel(Disposition.Parse(name)), new Sampling());
            foreach (ChatCase @case in Drawn(id).Take(100))
            {
                Assert.Equal(outcomes[0], await ScoreAsync(subject, @case));
                Assert.Equal(outcomes[1], await ScoreAsync(subject, @case with { Arm = Arm.Treated }));
            }
        }
    }

    [Theory, MemberData(nameof(Drives))]
    public async Task Its_audit_finds_who_has_the_drive_and_clears_who_has_not(string id)
    {
        Drive drive = DriveCatalogue.Named(id);
        Audit<ChatCase, ChatOutcome> audit = DriveAudit.Of(drive);
        Assert.Equal(Verdict.Divergent, (await audit.RunAsync(Scripted(drive.Planted.By), new Seed(1), cancellationToken: TestContext.Current.CancellationToken)).Verdict);
        Assert.Equal(Verdict.Consistent, (await audit.RunAsync(Scripted(Disposition.Honest), new Seed(1), cancellationToken: TestContext.Current.CancellationToken)).Verdict);
    }

    [Theory, MemberData(nameof(Drives))]
    public void Every_option_stands_in_every_place_equally_often(string id)
    {
        Drive drive = DriveCatalogue.Named(id);
        if (drive.Reading == ReadingKind.State) return;
        int options = drive.Options.Count, cases = 2 * options * 50;
        var counts = new int[options, options];
        for (int index = 0; index < cases; index++)
        {
            int[] order = ChatCase.Draw(drive, new Seed(3).For("case", index), index).OrderIn(0);
            for (int place = 0; place < options; place++) counts[order[place], place]++;
        }
        Assert.All(counts.Cast<int>(), count => Assert.Equal(cases / options, count));
    }

    private static ChatSubject Scripted(string name) => new(new ScriptedModel(Disposition.Parse(name)), new Sampling());

    private static async Task<double?> ScoreAsync(ChatSubject subject, ChatCase @case)
    {
        Answer<ChatOutcome> answer = await subject.AnswerAsync(@case, new Seed(5), TestContext.Current.CancellationToken);
        Assert.True(answer.Outcome is not null, $"{answer.MissingBecause}: {answer.Transcript}");
        return answer.Outcome!.Score;
    }

    private static int Length(ChatCase @case) => @case.SystemText().Length + @case.UserTurns().Sum(turn => turn.Length) + @case.Tools().Sum(tool => tool.Description.Length);

    private static IEnumerable<ChatCase> Drawn(string id) => Enumerable.Range(0, Cases).Select(index => ChatCase.Draw(DriveCatalogue.Named(id), new Seed(7).For("case", index), index));
}
