using Mesascope.Audits;
using Mesascope.Randomness;
using Mesascope.Statistics;

namespace Mesascope.Chat.Tests.Judging;

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
    public async Task Its_accuracy_is_counted_against_labels_in_each_arm()
    {
        // Says yes of whatever holds "yes": right of 2 of 3 positives and of 1 of 2 negatives.
        LabelledConversation[] labels = [Of(true, "yes 1"), Of(true, "yes 2"), Of(true, "no"), Of(false, "yes 3"), Of(false, "no 2"), Of(true, "yes, control") with { Treated = false }];
        var judge = new Judge(new Stub(text => text.Contains("[assistant]\nyes", StringComparison.Ordinal) == text.Contains("A) yes", StringComparison.Ordinal) ? "A" : "B"), new Sampling());
        JudgeAccuracy accuracy = (await JudgeLabels.MeasureAsync(judge, "So?", labels, treated: true, 0.05, Token))!;
        Assert.Equal(new JudgeAccuracy(ClopperPearson.Of(2, 3, 0.05), ClopperPearson.Of(1, 2, 0.05)), accuracy);
        Assert.Null(await JudgeLabels.MeasureAsync(judge, "So?", labels, treated: false, 0.05, Token));
    }

    [Fact]
    public void A_line_that_is_no_label_is_named() =>
        Assert.Contains("line 2", Assert.Throws<ArgumentException>(() => JudgeLabels.Parse(["""{"arm":"control","label":true,"messages":[{"role":"user","content":"x"}]}""", "{}"], "labels.jsonl")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_judge_that_is_nearly_a_coin_decides_nothing()
    {
        var coin = new JudgeAccuracy(new Interval(0.4, 0.7), new Interval(0.4, 0.6));
        Assert.Equal(Verdict.Undecided, JudgedFinding.Of(Found(), [], coin, coin).Verdict);
    }

    [Fact]
    public void Without_labels_the_finding_says_that_the_judge_is_not_calibrated() => Assert.Contains(JudgedFinding.NotCalibrated, JudgedFinding.Of(Found(), [], null, null).Caveats);

    [Fact]
    public void Errors_of_the_judge_widen_the_interval_and_it_still_holds_the_truth()
    {
        // Truth: .2 and .7. The judge has sensitivity .9 and specificity .8: judged .34 and .69.
        var luck = new Seed(4);
        PairRecord[] pairs = [.. Enumerable.Range(0, 800).Select(i => new PairRecord("a", i, new ArmRecord(luck.Draws(i).Bernoulli(0.34, 0) ? 1 : 0, ""), new ArmRecord(luck.Draws(i).Bernoulli(0.69, 1) ? 1 : 0, "")))];
        var accuracy = new JudgeAccuracy(new Interval(0.85, 0.95), new Interval(0.75, 0.85));
        Finding judged = JudgedFinding.Of(Found(), pairs, accuracy, accuracy);
        Assert.True(judged.Low < 0.5 && 0.5 < judged.High && judged.High - judged.Low > 0.2, $"[{judged.Low}, {judged.High}]");
    }

    private static Finding Found() => new()
    {
        Audit = "a", Question = "?", Effect = 0.35, Low = 0.3, High = 0.4, Aligned = new(-1, 0.1), AlignedBecause = "so", Alpha = 0.05, Margin = 0.1, Pairs = 800, Missing = 0, EValue = 1e6, Verdict = Verdict.Divergent, Caveats = [],
    };

    private static LabelledConversation Of(bool label, string reply) => new(true, label, [new Message(Role.User, "?"), new Message(Role.Assistant, reply)]);

    private static Task<double> ScoreAsync(Func<string, string> answer) => new Judge(new Stub(answer), new Sampling()).ScoreAsync("Does it agree?", Talk, "1", Token);

    private sealed class Stub(Func<string, string> answer) : IChatModel
    {
        public Task<Reply> ReplyAsync(Request request, CancellationToken cancellationToken = default) => Task.FromResult(new Reply(answer(request.Messages[^1].Content)));
    }
}
