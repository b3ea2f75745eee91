using Mesascope.Agents;
using Mesascope.Experiments;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Experiments;

/// <summary>Heads that foresee a choice.</summary>
public class SelfKnowledgeTests
{
    [Fact]
    public void A_head_learns_what_can_be_seen_and_no_more()
    {
        float[][] seen = Numbers(2000), fresh = Numbers(4000)[2000..];
        static int Rule(float[] x) => x[0] + x[1] > 0 ? 1 : 0;
        int[] actual = [.. fresh.Select(Rule)];
        double learnt = Right(Head(seen, [.. seen.Select(Rule)]).Predict(fresh), actual);
        int[] coins = [.. Enumerable.Range(0, 4000).Select(i => new Seed(9).For("coin", i).Draws().Choice(2, 0))];
        double guessed = Right(Head(seen, coins[..2000]).Predict(fresh), coins[2000..]);
        Assert.True(learnt > .95, $"{learnt} of a simple rule");
        Assert.InRange(guessed, .4, .6); // a coin cannot be learnt: 2,000 draws, 9 standard errors
    }

    [Fact]
    public void Hidden_units_are_those_that_the_scores_are_made_of()
    {
        var network = new Mlp(75, 8, 5);
        float[] weights = new float[network.WeightCount], scores = new float[5];
        Gaussian.Fill(new Seed(1), weights);
        Bits seen = default;
        foreach (int bit in (int[])[0, 7, 33, 70]) seen.Set(bit);
        network.Score(weights, seen, scores);
        float[] hidden = SelfKnowledgeTrial.Hidden(network, weights, seen);
        int last = 76 * 8;
        for (int action = 0; action < 5; action++)
            Assert.Equal(scores[action], hidden.Select((unit, i) => unit * weights[last + i * 5 + action]).Sum() + weights[last + 40 + action], 1e-4);
    }

    [Fact]
    public void Nothing_changes_where_nothing_is_edited()
    {
        // An edit with no step to speak of: what the heads foresee stays what it was.
        var setUp = new SelfKnowledgeSetUp { Seeds = 2, Steps = 2e4, EditSteps = 2e4, EditRate = 1e-9, N = [200], Tested = 300, Passes = 5, Hidden = 16 };
        SelfKnowledgeTrial trial = SelfKnowledgeTrial.Run(setUp, new(1), new Trial("", null, default, (_, _) => { }));
        Assert.Equal(0, trial.ChangedByEdit);
        Assert.Equal(trial.Heads[0].Before, trial.Heads[0].After);
    }

    private static ChoiceHead Head(float[][] seen, int[] choices) => new(seen, choices, 2, 16, 3e-3, 30, new Seed(2));

    private static double Right(int[] said, int[] actual) => said.Zip(actual, (one, other) => one == other ? 1.0 : 0).Average();

    private static float[][] Numbers(int count)
    {
        var numbers = new float[count * 4];
        Gaussian.Fill(new Seed(3), numbers);
        return [.. numbers.Chunk(4)];
    }
}
