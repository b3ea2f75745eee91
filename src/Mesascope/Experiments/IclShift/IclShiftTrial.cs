using Mesascope.Gradients;
using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>One training run.</summary>
internal sealed record IclShiftCell(int Seed);

/// <summary>A trained layer in one test.</summary>
/// <param name="Error">Its squared error, as a share of that of answering 0. What its own gradient step would cost is exact; only how far it departs from that is simulated, on the same prompts.</param>
/// <param name="FromOwnStep">Mean squared distance of its answers from the gradient step with its own preconditioner, as a share of their distance from 0.</param>
/// <param name="FromBestStep">The same from the step that would be best in this test.</param>
/// <param name="Examples">Squared error on the prompt's own examples after its inner step, as a share of that before.</param>
internal sealed record ShiftTest(double Error, double FromOwnStep, double FromBestStep, double Examples);

/// <summary>What one training run came to. Sizes that a trained layer is free to share between u and W are relative: u to its last number, W to its mean diagonal.</summary>
/// <param name="Diagonal">Mean of the preconditioner's diagonal.</param>
/// <param name="Distance">Largest departure of the preconditioner from the optimum, in all its numbers.</param>
/// <param name="OffDiagonal">Largest of its other numbers.</param>
/// <param name="Ux">Largest of u's numbers that belong to inputs.</param>
/// <param name="Wy">Largest of W's numbers that belong to answers.</param>
/// <param name="Early">Mean of the diagonal after a fortieth of the steps.</param>
/// <param name="HarmfulFrom">Scale of the inputs from which its own step does worse than answering 0.</param>
/// <param name="Tests">In the order of the set-up.</param>
internal sealed record IclShiftTrial(double Diagonal, double Distance, double OffDiagonal, double Ux, double Wy, double Early, double HarmfulFrom, IReadOnlyList<ShiftTest> Tests)
{
    private const int Part = 100;

    /// <summary>Trains one layer and tests it.</summary>
    public static IclShiftTrial Run(IclShiftSetUp setUp, IclShiftCell cell, Trial trial)
    {
        var seed = new Seed((ulong)cell.Seed);
        int d = setUp.D, side = d + 1;
        ShiftedRegression trained = setUp.Trained(setUp.N);
        var parameters = new Parameters();
        Gradients.Parameter u = parameters.Add("u", side, 1, (float)setUp.InitialSd), w = parameters.Add("w", side, d, (float)setUp.InitialSd);
        float[] weights = parameters.Draw(seed.For("layer")), gradient = new float[weights.Length];
        LinearAttention Layer() => LinearAttention.Of(weights.AsSpan(u.Offset, u.Count), weights.AsSpan(w.Offset, w.Count));
        var graph = new Graph(weights, gradient);
        var adam = new Adam((float)setUp.Rate);
        var moments = new Moments(weights.Length);
        var prompts = new Prompts(setUp.Batch, d);
        Action<Seed, float[]> inputs = IclShiftSetUp.Inputs(trained.Variances);
        double early = 0;
        for (int step = 0; step < setUp.Steps; step++)
        {
            if (step % 100 == 0)
            {
                trial.Token.ThrowIfCancellationRequested();
                trial.Report(step / (double)setUp.Steps, "training");
            }
            if (step == setUp.Steps / 40) early = Mean(Layer().Preconditioner(), d);
            prompts.Draw(seed.For("batch", step), setUp.N, 1f / setUp.N, inputs);
            graph.Clear();
            Array.Clear(gradient);
            Prompts.Checked(graph.Backward(graph.SquaredError(graph.Bilinear(graph[u], prompts.Moments, graph[w], prompts.Queries), prompts.Targets, 0.5f / prompts.Count)), step);
            adam.Descend(moments, weights, gradient, (float)(setUp.Rate * (1 + PortableMath.Circle(step / (2.0 * setUp.Steps)).Cos) / 2));
        }
        return Of(setUp, Layer(), early, seed);
    }

    /// <summary>Looks at a layer, and tests it.</summary>
    public static IclShiftTrial Of(IclShiftSetUp setUp, LinearAttention layer, double early, Seed seed)
    {
        int d = setUp.D;
        ShiftedRegression trained = setUp.Trained(setUp.N);
        double[] a = layer.Preconditioner(), best = ShiftedRegression.Diagonal(trained.Optimum());
        double diagonal = Mean(a, d), answers = layer.U[d], scale = diagonal / answers;
        return new(diagonal, a.Zip(best, (ours, theirs) => Math.Abs(ours - theirs)).Max(), Enumerable.Range(0, d * d).Where(i => i % (d + 1) != 0).Select(i => Math.Abs(a[i])).DefaultIfEmpty().Max(),
            layer.U[..d].Max(number => Math.Abs(number / answers)), layer.W[(d * d)..].Max(number => Math.Abs(number / scale)), early, trained.HarmfulFrom(a),
            [.. setUp.Tests.Select((test, i) => Tested(test.Prompts, layer, setUp.Samples, seed.For("test", i)))]);
    }

    /// <summary>One test.</summary>
    public static ShiftTest Tested(ShiftedRegression test, LinearAttention layer, int samples, Seed seed)
    {
        int d = test.Variances.Length, side = d + 1, parts = Math.Max(1, samples / Part);
        double[] own = layer.Preconditioner(), best = ShiftedRegression.Diagonal(test.Optimum()), inner = new double[d];
        double departs = 0, squares = 0, fromOwn = 0, fromBest = 0, before = 0, after = 0;
        var prompts = new Prompts(Part, d);
        for (int part = 0; part < parts; part++)
        {
            prompts.Draw(seed.For("part", part), test.Examples, 1f / test.Examples, IclShiftSetUp.Inputs(test.Variances));
            for (int i = 0; i < Part; i++)
            {
                ReadOnlySpan<float> moment = prompts.Moments.AsSpan(i * side * side, side * side), query = prompts.Queries.AsSpan(i * side, side);
                double answer = layer.Answer(moment, query), step = Stepped(own, moment, query, inner), target = prompts.Targets[i];
                departs += (answer - target) * (answer - target) - (step - target) * (step - target);
                fromOwn += (answer - step) * (answer - step);
                squares += answer * answer;
                before += moment[^1];
                after += Remaining(inner, moment, query, test.Examples);
                step = Stepped(best, moment, query, inner);
                fromBest += (answer - step) * (answer - step);
            }
        }
        return new(test.Error(own) + departs / (parts * Part) / test.Variances.Sum(), fromOwn / squares, fromBest / squares, after / before);
    }

    // The step w = A·(1/M)Σ y·x from w = 0, and what it answers to the query.
    private static double Stepped(double[] a, ReadOnlySpan<float> moment, ReadOnlySpan<float> query, double[] inner)
    {
        int d = inner.Length;
        double answer = 0;
        ReadOnlySpan<float> descent = moment.Slice(d * (d + 1), d);
        for (int asked = 0; asked < d; asked++)
        {
            inner[asked] = 0;
            for (int seen = 0; seen < d; seen++) inner[asked] += a[asked * d + seen] * descent[seen];
            answer += inner[asked] * query[asked];
        }
        return answer;
    }

    // (1/M)Σ (y - w·x)² over the examples; the query, which is in the moments, is taken out.
    private static double Remaining(double[] w, ReadOnlySpan<float> moment, ReadOnlySpan<float> query, int examples)
    {
        int d = w.Length, side = d + 1;
        double sum = moment[^1];
        for (int i = 0; i < d; i++)
        {
            sum -= 2 * w[i] * moment[d * side + i];
            for (int j = 0; j < d; j++) sum += w[i] * w[j] * (moment[i * side + j] - (double)query[i] * query[j] / examples);
        }
        return sum;
    }

    private static double Mean(double[] a, int d) => Enumerable.Range(0, d).Average(i => a[i * (d + 1)]);
}
