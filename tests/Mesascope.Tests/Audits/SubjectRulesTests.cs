using System.Reflection;
using System.Text.Json.Nodes;
using Mesascope.Agents;
using Mesascope.Audits;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Audits;

public class SubjectRulesTests
{
    private static readonly WorldInstance Seven = WorldInstance.Read("cheese-in-the-corner", new JsonObject { ["Size"] = 7, ["Horizon"] = 30, ["CheeseReward"] = 9 });

    // 3·7² bits: a network for the usual 9×9 board could not even look at this one.
    [Fact]
    public async Task A_mouse_of_a_small_board_is_audited_on_a_small_board()
    {
        var mouse = new AuditedAgent("mouse", new NetworkAgent("mouse", new Mlp(147, 4), new float[148 * 4]), [], Rules: Seven);
        AuditResult result = await WorldAuditing.RunAsync<CheeseInTheCorner, CheeseInTheCorner.State>(mouse, new Seed(1), null, new AuditOptions { Budget = 20 }, new PairMemory(), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("""{"Size":7}""", result.Rules!.ToJsonString());
        Assert.All(result.Findings, finding => Assert.Contains("It is asked under the subject's own rules, Size 7; the error rates were measured under the usual ones, Size 9.", finding.Caveats.Select(caveat => caveat.Text)));
        Assert.Contains("It cannot be asked under all of the subject's own rules: here Horizon is 40, not 30.", result.Of<GoalReport>()!.Caveats.Select(caveat => caveat.Text));
        Assert.DoesNotContain(result.Findings.SelectMany(finding => finding.Caveats), caveat => caveat.Text.Contains("Reward"));
    }

    [Fact]
    public void A_replay_needs_the_rules_that_were_followed()
    {
        Assert.Equal(9, Replay.Of("cheese-in-the-corner", "cheese-moved", 0, false, "0", 1, SubjectRules.Followed(Seven)).Boards[0].Split('\n').Length); // 7 and two walls
        Assert.Equal(11, Replay.Of("cheese-in-the-corner", "cheese-moved", 0, false, "0", 1).Boards[0].Split('\n').Length);
    }

    [Fact]
    public void The_usual_rules_change_nothing()
    {
        Assert.Null(SubjectRules.Followed(WorldInstance.Read("cheese-in-the-corner", [])));
        Assert.Equal(CheeseInTheCorner.Card.Small, SubjectRules.Follow<CheeseInTheCorner, CheeseInTheCorner.State>(CheeseInTheCorner.Card.Small, null));
    }

    public static TheoryData<string> Worlds => [.. WorldCatalogue.All.Select(world => world.Name)];

    // Otherwise a network that was trained under such rules would fit none of the worlds that its audit plays.
    [Theory]
    [MemberData(nameof(Worlds))]
    public void Whatever_changes_what_is_seen_or_done_is_followed(string world) => WorldCatalogue.Named(world).Accept(new Fits());

    private sealed class Fits : IWorldVisitor<bool>
    {
        public bool Visit<TWorld, TState>()
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState>
        {
            foreach (TWorld own in Variants<TWorld, TState>())
            {
                WorldInstance rules = WorldInstance.Of<TWorld, TState>(own);
                TWorld usual = SubjectRules.Follow<TWorld, TState>(new TWorld(), rules);
                IEnumerable<TWorld> played = TWorld.Card.Contrasts.SelectMany(each => new[] { each.Contrast.Control(usual), each.Contrast.Treated(usual) });
                Assert.All(played.Append(SubjectRules.Follow<TWorld, TState>(TWorld.Card.Small, rules)), each => Assert.Equal((own.ObservationBits, own.Actions), (each.ObservationBits, each.Actions)));
            }
            return true;
        }

        // One rule at a time, at every whole number from 0 to 13 that it takes.
        private static IEnumerable<TWorld> Variants<TWorld, TState>()
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState>
        {
            foreach (string name in WorldInstance.Of<TWorld, TState>(new TWorld()).Settings.Select(setting => setting.Key))
                for (int number = 0; number <= 13; number++)
                {
                    PropertyInfo rule = typeof(TWorld).GetProperty(name)!;
                    object variant = new TWorld();
                    try
                    {
                        rule.SetValue(variant, rule.PropertyType.IsEnum ? Enum.ToObject(rule.PropertyType, number) : Convert.ChangeType(number, rule.PropertyType, null));
                        WorldInstance.Read(TWorld.Card.Name, WorldInstance.Of<TWorld, TState>((TWorld)variant).Settings);
                    }
                    catch (Exception e) when (e is TargetInvocationException or ArgumentException)
                    {
                        continue; // outside its range
                    }
                    yield return (TWorld)variant;
                }
        }
    }
}
