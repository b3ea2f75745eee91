using CsCheck;
using Mesascope.Explanations;
using Mesascope.Randomness;

namespace Mesascope.Tests.Explanations;

public class ChoiceModelTests
{
    private const int Actions = 4, Decisions = 600, ToTheEnd = 2_000;

    // The truth in closed form: 20 % at random, else softmax of 2 × advantage + 0.7 × "as before" with a bias of 1 towards action 3.
    [Fact]
    public void Exact_probabilities_give_back_the_weights_the_biases_and_the_share_of_random_steps()
    {
        var truth = new ChoiceModel([[2, 0.7, 0, 0, 0, 1]], [0.8, 0.2]);
        Choices choices = Exact(truth, 1, 1);
        ChoiceModel found = ChoiceModel.Fit(choices, true, rounds: ToTheEnd);
        Assert.Equal(0.2, found.Random, 0.02);
        Assert.Equal(2, found.Weights[0][0], 0.15);
        Assert.Equal(0.7, found.Weights[0][1], 0.1);
        Assert.Equal(1, found.Weights[0][5] - found.Weights[0][2], 0.1); // biases are known up to a constant
        Assert.Equal(0, found.Weights[0][4] - found.Weights[0][3], 0.05);
    }

    [Fact]
    public void The_usual_number_of_rounds_loses_less_than_a_hundredth_of_a_nat_per_decision()
    {
        Choices choices = Exact(new ChoiceModel([[2, 0.7, 0, 0, 0, 1]], [0.8, 0.2]), 1, 2);
        double best = choices.Taken.Sum(p => p * Math.Log(p));
        Assert.InRange((best - LogLikelihood(ChoiceModel.Fit(choices, true), choices)) / Decisions, 0, 0.01);
    }

    [Fact]
    public void A_mixture_of_two_experts_gives_back_the_share_of_each()
    {
        Choices choices = Exact(new ChoiceModel([[4, 0, 0, 0, 0, 0], [4, 0, 0, 0, 0, 0]], [0.6, 0.3, 0.1]), 2, 3);
        ChoiceModel found = ChoiceModel.Fit(choices, true, rounds: ToTheEnd);
        Assert.Equal(0.6, found.Shares[0], 0.03);
        Assert.Equal(0.3, found.Shares[1], 0.03);
        Assert.Equal(0.1, found.Shares[2], 0.03);
        Assert.Equal(1, found.Shares.Sum(), 1e-12);
    }

    [Fact]
    public void Probabilities_sum_to_1_and_each_expert_counts_by_its_share()
    {
        var model = new ChoiceModel([[4, 0, 0, 0, 0, 0], [1, 2, 0, 0, 0, 0]], [0.6, 0.3, 0.1]);
        Choices choices = Exact(model, 2, 4);
        double[] mixed = model.Probabilities(choices), one = model.Of(0, choices), two = model.Of(1, choices);
        for (int i = 0; i < mixed.Length; i++) Assert.Equal(0.6 * one[i] + 0.3 * two[i] + 0.1 / Actions, mixed[i], 1e-12);
        Assert.All(Enumerable.Range(0, Decisions), decision => Assert.Equal(1, mixed.AsSpan(decision * Actions, Actions).ToArray().Sum(), 1e-12));
    }

    // Each round raises the likelihood less the prior's penalty; the penalty is of variance 100² for features and 5² for biases.
    [Fact]
    public void More_rounds_never_explain_less() =>
        Gen.Select(Gen.ULong, Gen.Int[1, 2]).Sample((seed, experts) =>
        {
            Choices choices = Arbitrary(seed, experts);
            double before = double.NegativeInfinity;
            for (int rounds = 1; rounds <= 8; rounds++)
            {
                ChoiceModel model = ChoiceModel.Fit(choices, true, rounds: rounds);
                double now = LogLikelihood(model, choices) - model.Weights.Sum(weights => weights.Select((weight, i) => weight * weight / 2 / (i < 2 ? 100 * 100 : 5 * 5)).Sum());
                Assert.True(now >= before - 1e-7, $"{before} fell to {now} in round {rounds}");
                before = now;
            }
        }, iter: 30);

    private static Choices Exact(ChoiceModel truth, int experts, ulong seed)
    {
        Choices choices = Arbitrary(seed, experts, Decisions);
        return choices with { Taken = truth.Probabilities(choices) };
    }

    // Advantages in [-1.5, 0] with one action the best, "as before" 0 or 1, and probabilities that follow neither.
    private static Choices Arbitrary(ulong seed, int experts, int decisions = 40)
    {
        PhiloxDraws draws = new Seed(seed).Draws();
        double Uniform(int at, int index) => draws.At(at).Uniform(index);
        double[] Advantage(int expert) => [.. Enumerable.Range(0, decisions * Actions).Select(i => i % Actions == (int)(Actions * Uniform(i / Actions, 100 + expert)) ? 0 : -0.2 - 1.3 * Uniform(i / Actions, 10 * (expert + 1) + i % Actions))];
        double[] before = [.. Enumerable.Range(0, decisions * Actions).Select(i => i % Actions == (int)(Actions * Uniform(i / Actions, 200)) ? 1.0 : 0)];
        double[] raw = [.. Enumerable.Range(0, decisions * Actions).Select(i => 0.05 + Uniform(i / Actions, 300 + i % Actions))];
        double[] taken = [.. raw.Select((weight, i) => weight / raw.AsSpan(i / Actions * Actions, Actions).ToArray().Sum())];
        return new Choices(Actions, [.. Enumerable.Range(0, experts).Select(expert => new[] { Advantage(expert), before })], taken);
    }

    private static double LogLikelihood(ChoiceModel model, Choices choices) => model.Probabilities(choices).Zip(choices.Taken, (p, taken) => taken * Math.Log(p)).Sum();
}
