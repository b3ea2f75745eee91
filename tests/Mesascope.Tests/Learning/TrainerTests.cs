using System.Text.Json.Nodes;
using Mesascope.Evolution;
using Mesascope.Learning;
using Mesascope.Randomness;
using Mesascope.Experiments;
using Mesascope.Tests.Runs;
using Mesascope.Worlds;

namespace Mesascope.Tests.Learning;

/// <summary>What every trainer must hold to; one subclass per trainer.</summary>
public abstract class TrainerContract<TResult>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A trainer of at least 3 steps that stands before its first one.</summary>
    protected abstract ITrainer<TResult> Started();

    /// <summary>The numbers of what it has made.</summary>
    protected abstract double[] Numbers(TResult result);

    // By way of text, as a checkpoint goes: no bit may be lost.
    [Fact]
    public void Goes_on_from_a_saved_state_as_if_nothing_had_happened()
    {
        ITrainer<TResult> whole = Started(), first = Started(), second = Started();
        var unbroken = new List<TrainingProgress>();
        double[] expected = Numbers(whole.Finish(unbroken.Add, Token));
        for (int step = 0; step < 2; step++) first.Step(Token);
        TrainerState saved = first.Save();
        second.Load(saved with { Others = saved.Others is { } others ? JsonNode.Parse(others.ToJsonString())!.AsObject() : null });
        var after = new List<TrainingProgress>();
        Assert.Equal(expected, Numbers(second.Finish(after.Add, Token)));
        Assert.Equal(unbroken.Skip(2).Select(now => (now.Done, now.Total, now.Best)), after.Select(now => (now.Done, now.Total, now.Best)));
        Assert.True(second.Finished);
    }

    [Fact]
    public void A_step_that_was_cancelled_leaves_it_where_it_was()
    {
        ITrainer<TResult> trainer = Started(), other = Started();
        trainer.Step(Token);
        Assert.ThrowsAny<OperationCanceledException>(() => trainer.Step(new CancellationToken(canceled: true)));
        other.Step(Token);
        Assert.Equal(Numbers(other.Finish(cancellationToken: Token)), Numbers(trainer.Finish(cancellationToken: Token)));
    }

    [Fact]
    public void A_state_of_another_trainer_is_refused() => Assert.Throws<ArgumentException>(() => Started().Load(new TrainerState(1, new Dictionary<string, float[]>()) { Others = new JsonObject() }));
}

public class BreedingTrainerTests : TrainerContract<Champion>
{
    protected override ITrainer<Champion> Started() => Breeding.Of(TinyRecipes.Network with { Generations = 5 }, new Seed(4), threads: 2);

    protected override double[] Numbers(Champion result) => [.. result.Weights.Select(weight => (double)weight), result.HeldOut.Reward];
}

public class ReinforceTrainerTests : TrainerContract<SoftmaxTable>
{
    private static readonly TabularLevel Level = DrestTraining.Level(new ShutdownDelay());

    protected override ITrainer<SoftmaxTable> Started() => new Reinforce { MetaEpisodes = 6, MiniEpisodes = 16 }.Start(Level, new DrestReward(0.9, Level.MostByLength), new Seed(4));

    protected override double[] Numbers(SoftmaxTable result) => [.. Enumerable.Range(0, Level.Views).SelectMany(view => result[view].ToArray())];
}

public class LifeTrainerTests : TrainerContract<QTable>
{
    protected override ITrainer<QTable> Started() => Learning(4 * LifeTrainer<HungryThirsty, HungryThirsty.State, Satisfied>.Stretch - 7);

    protected override double[] Numbers(QTable result) => [.. Enumerable.Range(0, new HungryThirsty().Situations).SelectMany(situation => result[situation].ToArray())];

    [Fact]
    public void A_life_in_stretches_is_the_life_as_it_was()
    {
        const int steps = 10_000;
        LifeTrainer<HungryThirsty, HungryThirsty.State, Satisfied> life = Learning(steps);
        life.Finish(cancellationToken: TestContext.Current.CancellationToken);
        LifeRecord whole = Life.Of<HungryThirsty, HungryThirsty.State, Satisfied>(new HungryThirsty(), new Satisfied(), new Learner(0.1, 0.9, 0.1), steps, new Seed(4));
        Assert.Equal((whole.Steps, whole.Performance), (life.Record.Steps, life.Record.Performance));
        Assert.Equal(whole.Happened, life.Record.Happened);
        Assert.Equal(steps, whole.Steps);
    }

    private static LifeTrainer<HungryThirsty, HungryThirsty.State, Satisfied> Learning(int steps) => new(new HungryThirsty(), new Satisfied(), new Learner(0.1, 0.9, 0.1), steps, new Seed(4));

    private readonly record struct Satisfied : IDrives
    {
        public double Felt(uint events) => events == 0 ? 0 : 0.1;
    }
}
