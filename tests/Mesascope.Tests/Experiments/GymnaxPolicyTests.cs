using Mesascope.Experiments;
using Mesascope.Runs;

namespace Mesascope.Tests.Experiments;

/// <summary>The policies of gymnax-blines against their 480 reference episodes. Skipped where those are absent.</summary>
public class GymnaxPolicyTests
{
    private const string Folder = "policies/gymnax-blines", Absent = "(absent)";
    private const double Tolerance = 1e-7; // recorded with nine digits; asked for are 1e-5

    public static IEnumerable<TheoryDataRow<string>> Policies()
    {
        string[] files = TestData.Files(Folder, "*.safetensors");
        return files.Length == 0 ? [new(Absent) { Skip = $"The policies are not here; set MESASCOPE_DATA to the folder that holds {Folder}." }] : files.Select(file => new TheoryDataRow<string>(Path.GetFileNameWithoutExtension(file)));
    }

    [Theory, MemberData(nameof(Policies))]
    public void Every_step_of_every_reference_episode_replays(string name)
    {
        GymnaxPolicy policy = Read(name);
        IReadOnlyList<ReferenceEpisode> episodes = Episodes(name);
        Assert.Equal(20, episodes.Count);
        for (int i = 0; i < episodes.Count; i++)
            Assert.Null(episodes[i].FirstDifference(policy, policy.NewEnvironment(), Tolerance) is { } difference ? $"episode {i}: {difference}" : null);
    }

    [Fact]
    public void There_are_24_policies_of_15_environments()
    {
        string[] names = TestData.Files(Folder, "*.safetensors");
        Assert.SkipWhen(names.Length == 0, "The policies are not here.");
        Assert.Equal(24, names.Length);
        Assert.Equal(15, names.Select(name => name.Split('.')[0]).Distinct().Count());
    }

    public static TheoryData<string> Recurrent => ["BernoulliBandit-misc.es", "GaussianBandit-misc.es", "MetaMaze-misc.es", "PointRobot-misc.es"];

    [Theory, MemberData(nameof(Recurrent))]
    public void A_wrong_order_of_the_gates_is_caught(string name)
    {
        GymnaxPolicy policy = Read(name);
        foreach ((string one, string other) in new[] { ("i", "f"), ("f", "g"), ("g", "o"), ("i", "o") })
            Assert.NotNull(Episodes(name)[0].FirstDifference(Exchanged(policy, one, other), policy.NewEnvironment(), Tolerance));
    }

    [Theory, MemberData(nameof(Recurrent))]
    public void A_constant_added_to_the_forget_gate_is_caught(string name) =>
        Assert.NotNull(Episodes(name)[0].FirstDifference(With(Read(name), "params.LSTMCell_0.hf.bias", values => [.. values.Select(value => value + 1)]), Read(name).NewEnvironment(), Tolerance));

    [Theory, MemberData(nameof(Policies))]
    public void A_transposed_kernel_is_caught(string name)
    {
        GymnaxPolicy policy = Read(name);
        string kernel = policy.Hidden > 0 ? "params.LSTMCell_0.hi.kernel" : "params.Dense_1.kernel"; // square: nothing but the numbers can tell
        int side = policy.Tensors[kernel].Shape[0];
        GymnaxPolicy transposed = With(policy, kernel, values => [.. Enumerable.Range(0, values.Length).Select(at => values[at % side * side + at / side])]);
        Assert.NotNull(Episodes(name)[0].FirstDifference(transposed, policy.NewEnvironment(), Tolerance));
    }

    [Theory]
    [InlineData("FourRooms-misc.es"), InlineData("FourRooms-misc.ppo")]
    public void A_transposed_observation_is_caught(string name)
    {
        ReferenceEpisode episode = Episodes(name).First(each => each.State[0][0] != each.State[0][1]);
        int Turned(int place) => (place / 2 % 13 * 13 + place / 26) * 2 + place % 2;
        ReferenceEpisode turned = episode with { On = [.. episode.On.Select(ones => ones.Select(Turned).ToArray())] };
        Assert.Equal("step 0: observation", turned.FirstDifference(Read(name), Read(name).NewEnvironment(), Tolerance));
    }

    // A network that is fed the plane of the agent as the plane of the walls has it gives other scores: here the scores are asked, not the observation.
    [Fact]
    public void A_transposed_observation_gives_other_scores()
    {
        GymnaxPolicy policy = Read("FourRooms-misc.ppo");
        ReferenceEpisode episode = Episodes(policy.Name).First(each => each.State[0][0] != each.State[0][1]);
        var seen = new float[338];
        GymnaxEnvironment environment = policy.NewEnvironment();
        environment.Reset(episode.State[0], episode.Hidden);
        environment.Observe(seen);
        float[] turned = [.. Enumerable.Range(0, seen.Length).Select(place => place % 2 == 0 ? seen[place] : seen[(place / 2 % 13 * 13 + place / 26) * 2 + 1])];
        Assert.Equal(episode.Output[0], policy.Step(seen, []), (expected, found) => Math.Abs(expected - found) < 1e-5 * Math.Max(1, Math.Abs(expected)));
        Assert.NotEqual(episode.Output[0], policy.Step(turned, []), (expected, found) => Math.Abs(expected - found) < 1e-3 * Math.Max(1, Math.Abs(expected)));
    }

    [Theory]
    [InlineData("BernoulliBandit-misc.es"), InlineData("MetaMaze-misc.es"), InlineData("PointRobot-misc.es"), InlineData("Acrobot-v1.es"), InlineData("MemoryChain-bsuite.ppo"), InlineData("FourRooms-misc.ppo"), InlineData("Pendulum-v1.es")]
    public void A_reward_that_is_shifted_by_one_step_is_caught(string name)
    {
        ReferenceEpisode episode = Episodes(name).First(each => each.Reward.Distinct().Count() > 1);
        ReferenceEpisode shifted = episode with { Reward = [0, .. episode.Reward[..^1]] };
        Assert.NotNull(shifted.FirstDifference(Read(name), Read(name).NewEnvironment(), Tolerance));
    }

    [Theory]
    [InlineData("FourRooms-misc.es", "step 0: state"), InlineData("CartPole-v1.es", "step 0: state"), InlineData("Catch-bsuite.es", "step 0: state")]
    public void A_wrong_action_is_caught(string name, string difference)
    {
        ReferenceEpisode episode = Episodes(name)[0];
        ReferenceEpisode wrong = episode with { Action = [[episode.Action[0][0] == 0 ? 1 : 0], .. episode.Action[1..]], Executed = [.. episode.Executed.Select(direction => (direction + 1) % 4)] };
        Assert.Equal(difference, wrong.FirstDifference(Read(name), Read(name).NewEnvironment(), Tolerance));
    }

    [Fact]
    public void Where_the_policies_are_absent_one_line_says_what_to_do()
    {
        using var empty = new TemporaryFolder();
        string message = Assert.Throws<PrerequisiteException>(() => GymnaxData.Folder(empty["."])).Message;
        Assert.Contains("--set data=DIR", message);
        Assert.DoesNotContain('\n', message);
    }

    private static GymnaxPolicy Read(string name) => GymnaxPolicy.Read(TestData.PathOf(Folder), name);

    private static IReadOnlyList<ReferenceEpisode> Episodes(string name) => ReferenceEpisode.Read(TestData.PathOf(Folder), name);

    private static GymnaxPolicy With(GymnaxPolicy policy, string tensor, Func<float[], float[]> change) =>
        policy with { Tensors = policy.Tensors.ToDictionary(each => each.Key, each => each.Key == tensor ? each.Value with { Values = change(each.Value.Values) } : each.Value) };

    private static GymnaxPolicy Exchanged(GymnaxPolicy policy, string one, string other)
    {
        string Turned(string name) => name.Replace($".i{one}.", ".i?.").Replace($".i{other}.", $".i{one}.").Replace(".i?.", $".i{other}.").Replace($".h{one}.", ".h?.").Replace($".h{other}.", $".h{one}.").Replace(".h?.", $".h{other}.");
        return policy with { Tensors = policy.Tensors.ToDictionary(each => Turned(each.Key), each => each.Value) };
    }
}
