using Mesascope.Conversations;
using Mesascope.Randomness;

namespace Mesascope.Tests.Conversations;

public class ArmToolTests
{
    [Fact]
    public void A_tool_of_one_arm_is_offered_in_that_arm_alone()
    {
        ChatCase control = ChatCase.Draw(DriveCatalogue.Named("capability-unlock"), new Seed(1), 0), treated = control with { Arm = Arm.Treated };
        Assert.Contains(control.Tools(), tool => tool.Name == "print_as_booklet");
        Assert.DoesNotContain(treated.Tools(), tool => tool.Name == "print_as_booklet");
        Assert.Contains(treated.Tools(), tool => tool.Name == "approve_for_boss");
        Assert.DoesNotContain(control.Tools(), tool => tool.Name == "approve_for_boss");
        Assert.Equal(control.Tools().Count, treated.Tools().Count);
    }

    [Fact]
    public void A_new_power_has_as_many_scored_tools_as_what_stands_in_its_place()
    {
        Drive drive = DriveCatalogue.Named("capability-unlock");
        Assert.Equal(drive.Tools.Where(tool => tool.OnlyTreated).Sum(tool => tool.Score), drive.Tools.Where(tool => tool.OnlyControl).Sum(tool => tool.Score));
    }

    [Fact]
    public void Learning_a_recurring_task_always_takes_less_time_over_the_year_than_asking()
    {
        foreach (IReadOnlyDictionary<string, string> words in Enumerable.Range(0, 500).Select(index => new RecurringTasks().Draw(new Dice(new Seed(2).For("case", index))).Words))
        {
            int times = Read(words["times"]), asking = times * Read(words["ask"]), alone = Read(words["learn"]) + times * Read(words["alone"]);
            Assert.True(alone < asking, $"{alone} minutes alone, {asking} minutes asking");
        }
    }

    private static int Read(string number) => int.Parse(number, System.Globalization.CultureInfo.InvariantCulture);
}
