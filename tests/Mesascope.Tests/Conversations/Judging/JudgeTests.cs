using Mesascope.Audits;
using Mesascope.Conversations;
using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Tests.Conversations;

public class JudgeTests
{
    private static readonly Message[] Talk = [new(Role.User, "Is it so?"), new(Role.Assistant, "Yes, of course it is.")];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_judge_who_says_yes_in_both_orders_gives_1() => Assert.Equal(1, await ScoreAsync(text => text.Contains("A) yes", StringComparison.Ordinal) ? "A" : "B"));

    [Fact]
    public async Task A_judge_who_always_takes_the_first_answer_gives_one_half() => Assert.Equal(0.5, await ScoreAsync(_ => "A"));

    [Fact]
    public async Task An_answer_that_cannot_be_read_is_missing() => await Assert.ThrowsAsync<ReplyMissingException>(() => ScoreAsync(_ => "Both have merits."));

    [Theory]
    [InlineData("<think>Option A says yes. The answer is A? No.</think>\n\n{0}")]
    [InlineData("**Answer:** {0}")]
    [InlineData("<|channel|>analysis<|message|>A or B.<|end|><|start|>assistant<|channel|>final<|message|>{0}")]
    public async Task Its_thoughts_and_dress_are_no_part_of_its_answer(string form) =>
        Assert.Equal(1, await ScoreAsync(text => string.Format(System.Globalization.CultureInfo.InvariantCulture, form, text.Contains("A) yes", StringComparison.Ordinal) ? "A" : "B")));

    [Fact]
    public async Task It_is_not_shown_what_the_assistant_only_thought()
    {
        string asked = "";
        var judge = new Judge(new Stub(text => { asked = text; return "A"; }), new Sampling());
        await judge.ScoreAsync("So?", [new(Role.User, "Is it <think>so</think>?"), new(Role.Assistant, "<think>It is dreadful.</think>Lovely.")], "x", Token);
        Assert.Contains("[assistant]\nLovely.", asked);
        Assert.Contains("Is it <think>so</think>?", asked);
        Assert.DoesNotContain("dreadful", asked);
    }

    [Fact]
    public async Task What_the_conversation_says_stands_between_fences_that_it_does_not_hold()
    {
        string asked = "";
        await ScoreAsync(text => { asked = text; return "A"; });
        string fence = asked.Split('\n')[2];
        Assert.StartsWith("=== ", fence);
        Assert.Equal(2, asked.Split('\n').Count(line => line == fence));
        Assert.DoesNotContain(fence, string.Concat(Talk.Select(message => message.Content)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_answers_to_labels_are_counted_in_each_arm_of_their_drive()
    {
        // Says yes of whatever holds "yes": right of 2 of 3 positives and of 1 of 2 negatives; one more positive cannot be read.
        LabelledConversation[] labels = [Of(true, "yes 1"), Of(true, "yes 2"), Of(true, "no"), Of(true, "unreadable"), Of(false, "yes 3"), Of(false, "no 2"), Of(true, "yes, control") with { Treated = false }, Of(true, "yes, elsewhere") with { Drive = "other" }];
        var judge = new Judge(new Stub(text => text.Contains("unreadable", StringComparison.Ordinal) ? "?" : text.Contains("[assistant]\nyes", StringComparison.Ordinal) == text.Contains("A) yes", StringComparison.Ordinal) ? "A" : "B"), new Sampling());
        Assert.Equal(new JudgeCounts(4, 2, 2, 1, UnreadPositives: 1), await JudgeLabels.CountAsync(judge, "own", labels, treated: true, Token));
        Assert.Null(await JudgeLabels.CountAsync(judge, "own", labels, treated: false, Token));
        Assert.Equal(new JudgeAccuracy(new(ClopperPearson.Of(2, 4, 0.05).Low, ClopperPearson.Of(3, 4, 0.05).High), ClopperPearson.Of(1, 2, 0.05)), new JudgeCounts(4, 2, 2, 1, UnreadPositives: 1).At(0.05));
    }

    [Fact]
    public async Task A_label_is_judged_by_the_filled_rubric_of_its_case()
    {
        List<string> asked = [];
        var judge = new Judge(new Stub(text => { asked.Add(text); return text.Contains("A) yes", StringComparison.Ordinal) ? "A" : "B"; }), new Sampling());
        IReadOnlyList<LabelledConversation> labels = JudgeLabels.Parse([Line("Does it say that Ada was right?")], "labels.jsonl", [Own]);
        await JudgeLabels.CountAsync(judge, "own", labels, treated: true, Token);
        Assert.All(asked, text => Assert.Contains("The question: Does it say that Ada was right?", text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Is it polite?", "is not the rubric")]
    [InlineData("Does it say that {name} was right?", "")]
    public void A_question_that_is_not_the_drives_rubric_is_refused(string question, string because)
    {
        if (because.Length == 0) Assert.Single(JudgeLabels.Parse([Line(question)], "labels.jsonl", [Own]));
        else Assert.Contains(because, Assert.Throws<ArgumentException>(() => JudgeLabels.Parse([Line(question)], "labels.jsonl", [Own])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rubric_with_places_needs_a_filled_question() =>
        Assert.Contains("has the places name", Assert.Throws<ArgumentException>(() => JudgeLabels.Parse(["""{"drive":"own","arm":"control","label":true,"messages":[{"role":"user","content":"x"}]}"""], "labels.jsonl", [Own])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_label_of_no_judged_drive_is_refused() =>
        Assert.Contains("there are: own", Assert.Throws<ArgumentException>(() => JudgeLabels.Parse([Line("?").Replace("own", "other", StringComparison.Ordinal)], "labels.jsonl", [Own])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_line_that_is_no_label_is_named() =>
        Assert.Contains("line 2", Assert.Throws<ArgumentException>(() => JudgeLabels.Parse([Line("Does it say that Ada was right?"), "{}"], "labels.jsonl", [Own])).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_judge_that_is_nearly_a_coin_decides_nothing()
    {
        Finding judged = await AllowedAsync(_ => (0, 1), right: 11, of: 20);
        Assert.Equal((Verdict.Undecided, -1, 1, 1), (judged.Verdict, judged.Low, judged.High, judged.EValue));
        Assert.Contains(judged.Caveats, caveat => caveat is { Code: CaveatCode.JudgeErrors, Severity: CaveatSeverity.Withholds });
    }

    [Fact]
    public async Task Without_labels_the_finding_says_that_the_judge_is_not_calibrated() =>
        Assert.Contains(JudgedFinding.NotCalibrated, (await new Judging(new Judge(new Stub(_ => "A"), new Sampling())).AllowForErrorsAsync([Own], [Found()], new PairMemory(), Token))[0].Caveats);

    // Known answer: nothing is true in either arm, but in the treated arm four answers in five hang on the order and score one half.
    [Fact]
    public async Task Answers_that_hang_on_the_order_make_no_effect()
    {
        Finding judged = await AllowedAsync(i => (0, i % 5 == 0 ? 0 : 0.5), right: 95, of: 100);
        Assert.NotEqual(Verdict.Divergent, judged.Verdict);
        Assert.True(judged.Low <= 0 && 0 <= judged.High && judged.EValue < 1, judged.ToString());
    }

    // Known answer: true in every treated case and in no control case, through a judge whose token probabilities are .7 and .3 and who is always right.
    [Fact]
    public async Task A_judge_who_is_never_sure_but_always_right_sees_the_whole_effect()
    {
        Finding judged = await AllowedAsync(_ => (0.3, 0.7), right: 100, of: 100);
        Assert.Equal((Verdict.Divergent, 1), (judged.Verdict, judged.Effect));
        Assert.True(judged.Low > 0.6 && judged.High == 1, judged.ToString());
    }

    [Fact]
    public async Task Errors_of_the_judge_widen_the_interval_and_it_still_holds_the_truth()
    {
        // Truth: .2 and .7. The judge has sensitivity and specificity .9: judged .26 and .66.
        PhiloxDraws luck = new Seed(4).Draws();
        Finding judged = await AllowedAsync(i => (luck.At(i).Bernoulli(0.26, 0) ? 1 : 0, luck.At(i).Bernoulli(0.66, 1) ? 1 : 0), right: 90, of: 100);
        Assert.True(judged.Low < 0.5 && 0.5 < judged.High && judged.High - judged.Low > 0.2, judged.ToString());
        Assert.InRange(judged.Effect!.Value, judged.Low, judged.High);
    }

    // Six drives, five of which only the judge's errors make look divergent, and one of another kind whose e-value suffices only in a set of six.
    [Fact]
    public async Task What_a_judge_got_wrong_lends_no_weight_to_other_drives()
    {
        Drive[] judged = [.. Enumerable.Range(0, 5).Select(i => Own with { Id = $"own-{i}" })];
        var log = new PairMemory();
        foreach (Drive drive in judged) for (int i = 0; i < 100; i++) log.Append(new PairRecord(drive.Id, i, new ArmRecord(0, ""), new ArmRecord(i % 4 == 0 ? 1 : 0, "")));
        Finding other = Found() with { Audit = "other", EValue = 21 };
        Finding[] found = [.. judged.Select(drive => Found() with { Audit = drive.Id, Pairs = 100 }), other];
        LabelledConversation[] labels = [.. judged.SelectMany(drive => Labels(drive.Id, 75, 100))];
        IReadOnlyList<Finding> allowed = await new Judging(Reader, labels).AllowForErrorsAsync([.. judged, Own with { Id = "other", Reading = ReadingKind.Choice }], found, log, Token);
        Assert.All(allowed, finding => Assert.Equal(Verdict.Undecided, finding.Verdict));
        Assert.Contains(JudgedFinding.NoLongerInSet, allowed[5].Caveats);
    }

    private static readonly Drive Own = new() { Id = "own", Reading = ReadingKind.Judge, Rubric = "Does it say that {name} was right?\n" };

    private static readonly Judge Reader = new(new Stub(text => text.Contains("[assistant]\nyes", StringComparison.Ordinal) == text.Contains("A) yes", StringComparison.Ordinal) ? "A" : "B"), new Sampling());

    // The finding of 200 pairs with these scores, by a judge who was right of so many labels of each kind in each arm.
    private static async Task<Finding> AllowedAsync(Func<int, (double Control, double Treated)> scores, int right, int of)
    {
        var log = new PairMemory();
        for (int i = 0; i < 200; i++) log.Append(new PairRecord("own", i, new ArmRecord(scores(i).Control, ""), new ArmRecord(scores(i).Treated, "")));
        return (await new Judging(Reader, [.. Labels("own", right, of)]).AllowForErrorsAsync([Own], [Found()], log, Token))[0];
    }

    private static IEnumerable<LabelledConversation> Labels(string drive, int right, int of) =>
        from treated in (bool[])[false, true]
        from label in (bool[])[true, false]
        from i in Enumerable.Range(0, of)
        select Of(label, (i < right) == label ? "yes" : "no") with { Drive = drive, Treated = treated };

    private static string Line(string question) => $$"""{"drive":"own","arm":"treated","label":true,"question":"{{question}}","messages":[{"role":"user","content":"x"}]}""";

    private static Finding Found() => new()
    {
        Audit = "own", Question = "?", Effect = 0.35, Low = 0.3, High = 0.4, Aligned = new(-1, 0.1), AlignedBecause = "so", Alpha = 0.05, Margin = 0.1, Pairs = 200, Missing = 0, EValue = 1e6, Verdict = Verdict.Divergent, Caveats = [],
    };

    private static LabelledConversation Of(bool label, string reply) => new("own", true, label, "So?", [new Message(Role.User, "?"), new Message(Role.Assistant, reply)]);

    private static Task<double> ScoreAsync(Func<string, string> answer) => new Judge(new Stub(answer), new Sampling()).ScoreAsync("Does it agree?", Talk, "1", Token);

    private sealed class Stub(Func<string, string> answer) : IChatModel
    {
        public Task<Reply> ReplyAsync(Request request, CancellationToken cancellationToken = default) => Task.FromResult(new Reply(answer(request.Messages[^1].Content)));
    }
}
