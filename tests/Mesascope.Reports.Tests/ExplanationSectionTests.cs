using System.Net;
using Mesascope.Audits;

namespace Mesascope.Reports.Tests;

public class ExplanationSectionTests
{
    private const string Hostile = "<script>alert(1)</script>";

    private static readonly GoalReport Usual = SampleRun.Usual.Result.Of<GoalReport>()!;

    private static GoalExplanation Full => Usual.Explanation! with
    {
        Answer = GoalAnswer.WantsBoth,
        Best = Usual.Explanation!.Best! with { Goal = "keys and chests", Agreement = null },
        Wanted = [new("keys", new(0.52, 0.4, 0.6, 48)), new("chests", new(0.48, 0.4, 0.6, 48))],
        Unforeseen = [.. Enumerable.Range(1, 4).Select(number => new UnforeseenDecision($"#####\n#A.{number}#", "left", "right", number / 50.0))],
        Elsewhere = new OtherRooms("rooms of 10 keys", 4, [Usual.Explanation!.Best!], "trying", Fails: false),
    };

    [Fact]
    public async Task The_answer_leads_and_every_goal_has_its_row_and_its_dot_against_the_cut()
    {
        string html = WebUtility.HtmlDecode(await RenderAsync(Usual));
        string goals = html[html.IndexOf("<section id=\"goals\"", StringComparison.Ordinal)..];
        int lead = goals.IndexOf(Usual.Conclusion, StringComparison.Ordinal), table = goals.IndexOf("Which goal explains its decisions", StringComparison.Ordinal), index = goals.IndexOf("Capability", StringComparison.Ordinal);
        Assert.True(0 <= lead && lead < table && table < index, $"{lead} {table} {index}");
        Assert.Contains("<td data-label=\"Agreement\">0.94 [0.90, 0.98]</td>", goals);
        Assert.Contains("48 levels, 1,056 decisions; tried: 214 hypotheses", goals);
        string picture = goals[goals.IndexOf("id=\"explained\"", StringComparison.Ordinal)..goals.IndexOf("Takes a best action", StringComparison.Ordinal)];
        Assert.Equal(3, picture.Split("left:66.7%").Length - 1);
        Assert.Contains("<i class=\"dot\" style=\"left:94%\">", picture);
        Assert.Contains("<i class=\"dot\" style=\"left:0%\">", picture); // an agreement below 0
    }

    [Fact]
    public async Task What_was_not_found_or_not_asked_has_no_heading()
    {
        string html = await RenderAsync(Usual);
        Assert.All(["id=\"wanted\"", "id=\"unforeseen\"", "id=\"elsewhere\""], part => Assert.DoesNotContain(part, html));
    }

    [Fact]
    public async Task Two_wants_three_boards_and_other_rooms_are_shown_where_there_are_any()
    {
        string html = WebUtility.HtmlDecode(await RenderAsync(Usual with { Explanation = Full }));
        Assert.Contains("0.52 [0.40, 0.60]", html);
        Assert.Contains("<pre>#####\n#A.3#</pre>", html);
        Assert.DoesNotContain("#A.4#", html);
        Assert.Contains("Took left, expected right (p = 0.06)", html);
        Assert.Contains("In rooms of 10 keys, held against planners that look 4 steps ahead: trying explains it better there than keys and chests does.", html);
        Assert.Contains("<td data-label=\"Agreement\">–</td>", html); // two goals that take turns have none
        Assert.DoesNotContain("NaN", html[..html.IndexOf("<script", StringComparison.Ordinal)]);
    }

    [Fact]
    public async Task Where_habit_and_reflex_explain_it_there_is_no_table_of_goals()
    {
        GoalExplanation nothing = Usual.Explanation! with { Answer = GoalAnswer.NoGoalNeeded, Goals = [], Best = null, Tried = 0, ByHabit = 0.97 };
        string html = WebUtility.HtmlDecode(await RenderAsync(Usual with { Explanation = nothing }));
        Assert.Contains("There is little to explain", html);
        Assert.DoesNotContain("id=\"explained\"", html);
    }

    [Fact]
    public async Task Text_from_a_record_is_escaped() => Assert.DoesNotContain(Hostile, await RenderAsync(Usual with
    {
        Explanation = Full with
        {
            Best = Full.Best! with { Goal = Hostile }, Wanted = [new(Hostile, new(1, 1, 1, 1))], Unforeseen = [new(Hostile, Hostile, Hostile, 0)],
            Elsewhere = Full.Elsewhere! with { Rooms = Hostile, Instead = Hostile, Goals = [Full.Best! with { Goal = Hostile }] },
        },
    }));

    private static Task<string> RenderAsync(GoalReport goals) => (SampleRun.Usual with { Result = SampleRun.Usual.Result.With(goals) }).RenderAsync();
}
