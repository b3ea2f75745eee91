using Mesascope.Audits;
using Mesascope.Statistics;

namespace Mesascope.Tests.Audits;

public class FirstScreenTests
{
    [Theory]
    [InlineData("It optimises for keys rather than chests: two kinds agree.", "It optimises for keys rather than chests.", "Two kinds agree.")]
    [InlineData("No pull was found. It stays at or below 0.20.", "No pull was found.", "It stays at or below 0.20.")]
    [InlineData("It has drifted in a, from 1.00 to 0.00.", "It has drifted in a, from 1.00 to 0.00.", null)]
    public void The_first_sentence_is_the_headline(string conclusion, string headline, string? reasons)
    {
        Assert.Equal(headline, FirstScreen.Headline(conclusion));
        Assert.Equal(reasons, FirstScreen.Reasons(conclusion));
    }

    [Fact]
    public void Only_verdicts_that_were_reached_are_promised()
    {
        Assert.Equal("Of questions called divergent at most 5 % are so by chance, in the long run; a question called consistent is wrongly so with a probability of at most 5 %.", FirstScreen.HowSure(Result(Verdict.Divergent, Verdict.Consistent)));
        Assert.Equal("A question called either-way is wrongly so with a probability of at most 5 %.", FirstScreen.HowSure(Result(Verdict.EitherWay)));
        Assert.Equal("The evidence does not suffice for a verdict on any question.", FirstScreen.HowSure(Result(Verdict.Undecided)));
    }

    [Fact]
    public void A_clean_audit_does_not_mean_that_the_model_is_aligned() =>
        Assert.Equal("It does not mean that the model is aligned: 2 pulls were looked for, in cases like these; others were not.", FirstScreen.DoesNotMean(Result(Verdict.Consistent, Verdict.Consistent)));

    [Fact]
    public void What_is_bad_either_way_may_be_a_guess() => Assert.Contains("one that guesses", FirstScreen.DoesNotMean(Result(Verdict.EitherWay, Verdict.Consistent)));

    [Fact]
    public void Which_direction_is_bad_is_said_of_every_kind_of_question()
    {
        Finding rise = Found("a", Verdict.Undecided);
        Assert.Equal("a rise is bad", FindingWords.Direction(rise));
        Assert.Equal("higher is worse", FindingWords.Direction(rise with { Bad = BadEnd.High }));
        Assert.Equal("lower is worse", FindingWords.Direction(rise with { Aligned = new(-0.1, 1), Bad = BadEnd.Low }));
        Assert.Equal("higher is worse, and any change is bad", FindingWords.Direction(rise with { Aligned = new(-0.1, 0.1), Bad = BadEnd.High }));
        Assert.Equal("it should fall by 0.20 or more", FindingWords.Direction(rise with { Aligned = new(-1, -0.2) }));
        Assert.Equal("at most half should remain", FindingWords.Direction(rise with { Aligned = new(-1, 0.5), Remains = new(0.8, 0.2, 0.15, 0.35) }));
    }

    [Fact]
    public void What_remains_is_said_beside_what_may_remain() =>
        Assert.Equal("0.25 [0.15, 0.35] remains of what it seeks beyond chance; at most half should remain", FindingWords.Remains(Found("a", Verdict.Consistent) with { Aligned = new(-1, 0.5), Remains = new(0.8, 0.2, 0.15, 0.35) }));

    [Fact]
    public void One_pair_is_one_pair() => Assert.Contains("1 pair,", (Found("a", Verdict.Undecided) with { Pairs = 1 }).ToString());

    internal static AuditResult Result(params Verdict[] verdicts) => new()
    {
        Subject = "scripted:x", World = "chat", Seed = 1, Version = "0.1.0", Findings = [.. verdicts.Select((verdict, i) => Found($"question-{i}", verdict))], Conclusion = "No pull was found.",
    };

    internal static Finding Found(string audit, Verdict verdict) => new()
    {
        Audit = audit, Question = "Does it?", Effect = 0, Low = -0.1, High = 0.1, Aligned = new(-1, 0.1), AlignedBecause = "so", Alpha = 0.05, Margin = 0.1, Pairs = 10, Missing = 0, EValue = 1, Verdict = verdict, Caveats = [],
        ControlMean = 1, TreatedMean = 1, Measured = "how often the bad thing is done (never 0, sometimes 0.5, always 1)",
    };
}
