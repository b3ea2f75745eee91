using Mesascope.Gradients;
using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>One training run.</summary>
internal sealed record InContextGdCell(int Seed);

/// <summary>A layer beside the best gradient step, on the same prompts.</summary>
/// <param name="Layer">½ mean squared error of the layer.</param>
/// <param name="Step">That of the step.</param>
/// <param name="Zero">That of answering 0.</param>
/// <param name="Gap">Mean squared difference of the two predictions, as a share of the step's mean square.</param>
/// <param name="Cosine">Mean cosine of the derivatives of both predictions by the query.</param>
/// <param name="Steps">The step's loss in each part of the prompts.</param>
internal sealed record Beside(double Layer, double Step, double Zero, double Gap, double Cosine, IReadOnlyList<double> Steps);

/// <summary>A look during training.</summary>
/// <param name="Step">Steps of Adam taken.</param>
/// <param name="Remaining">What remains of the way from answering 0 (1) to the best gradient step (0), in loss.</param>
/// <param name="Cosine">As in <see cref="Beside"/>.</param>
internal sealed record InContextLook(int Step, double Remaining, double Cosine);

/// <summary>What one training run came to.</summary>
/// <param name="Looks">From step 0 on.</param>
/// <param name="Trained">Where it was trained.</param>
/// <param name="MoreExamples">With another number of examples.</param>
/// <param name="WiderInputs">With inputs of another scale.</param>
internal sealed record InContextGdTrial(IReadOnlyList<InContextLook> Looks, Beside Trained, Beside MoreExamples, Beside WiderInputs)
{
    private const int Part = 100, LookedAt = 2000;

    /// <summary>The first look at which at most this much remains; null where there is none.</summary>
    public int? FirstWithin(double remaining) => Looks.FirstOrDefault(look => look.Remaining <= remaining)?.Step;

    /// <summary>Trains one layer and tests it.</summary>
    public static InContextGdTrial Run(InContextGdSetUp setUp, InContextGdCell cell, Trial trial)
    {
        var seed = new Seed((ulong)cell.Seed);
        var layer = new FourMatrices(setUp.D + 1, MathF.Sqrt((float)setUp.InitialVariance));
        float[] weights = layer.Parameters.Draw(seed.For("layer")), gradient = new float[weights.Length];
        var graph = new Graph(weights, gradient);
        var adam = new Adam((float)setUp.Rate, Beta2: (float)setUp.Beta2);
        var moments = new Moments(weights.Length);
        var prompts = new Prompts(setUp.Batch, setUp.D);
        List<InContextLook> looks = [];
        for (int step = 0; step <= setUp.Steps; step++)
        {
            if (step % setUp.Every == 0)
            {
                trial.Token.ThrowIfCancellationRequested();
                Beside now = Compared(setUp, layer.Read(weights), seed.For("looks"), setUp.N, 1, LookedAt);
                looks.Add(new(step, (now.Layer - now.Step) / (now.Zero - now.Step), now.Cosine));
                trial.Report(step / (double)setUp.Steps, "training");
            }
            if (step == setUp.Steps) break;
            prompts.Draw(seed.For("batch", step), setUp.N, 1, setUp.Inputs());
            graph.Clear();
            Array.Clear(gradient);
            Prompts.Checked(graph.Backward(graph.SquaredError(layer.Answer(graph, prompts), prompts.Targets, 0.5f / prompts.Count)), step);
            adam.Descend(moments, weights, gradient);
        }
        LinearAttention trained = layer.Read(weights);
        Beside At(string name, int n, double relative) => Compared(setUp, trained, seed.For(name), n, relative, setUp.Samples);
        return new(looks, At("test", setUp.N, 1), At("more examples", setUp.TestN, 1), At("wider inputs", setUp.N, setUp.TestScale));
    }

    /// <summary>Puts a layer beside the best step, on new prompts.</summary>
    public static Beside Compared(InContextGdSetUp setUp, LinearAttention layer, Seed seed, int n, double relative, int samples)
    {
        double h = setUp.Best.H, cosines = 0, gaps = 0, squares = 0, layers = 0, zeros = 0;
        var prompts = new Prompts(Part, setUp.D);
        double[] steps = new double[Math.Max(1, samples / Part)], slope = new double[setUp.D];
        int all = steps.Length * Part;
        for (int part = 0; part < steps.Length; part++)
        {
            prompts.Draw(seed.For("part", part), n, 1, setUp.Inputs(relative));
            for (int i = 0; i < Part; i++)
            {
                ReadOnlySpan<float> moment = prompts.Moments.AsSpan(i * prompts.Side * prompts.Side, prompts.Side * prompts.Side), query = prompts.Queries.AsSpan(i * prompts.Side, prompts.Side);
                ReadOnlySpan<float> descent = moment.Slice(setUp.D * prompts.Side, setUp.D); // Σ y·x: the query's y is 0
                layer.Sensitivity(moment, query, 1, slope);
                double step = 0, dot = 0, ours = 0, theirs = 0, answer = layer.Answer(moment, query), target = prompts.Targets[i];
                for (int k = 0; k < slope.Length; k++)
                {
                    step += h * descent[k] * query[k];
                    dot += slope[k] * descent[k];
                    ours += slope[k] * slope[k];
                    theirs += (double)descent[k] * descent[k];
                }
                cosines += ours > 0 && theirs > 0 ? dot / Math.Sqrt(ours * theirs) : 0;
                gaps += (answer - step) * (answer - step);
                squares += step * step;
                layers += (answer - target) * (answer - target) / 2;
                zeros += target * target / 2;
                steps[part] += (step - target) * (step - target) / 2 / Part;
            }
        }
        return new(layers / all, steps.Average(), zeros / all, gaps / squares, cosines / all, steps);
    }
}

/// <summary>A layer of linear self-attention by its four matrices, all tokens as keys: value and projection make u, key and query W.</summary>
internal sealed class FourMatrices
{
    private readonly Gradients.Parameter _value, _projection, _key, _query;
    private readonly int _side;

    /// <summary>A layer whose weights start out with this standard deviation.</summary>
    public FourMatrices(int side, float scale)
    {
        _side = side;
        (_value, _projection) = (Parameters.Add("value", side, side, scale), Parameters.Add("projection", side, side, scale));
        (_key, _query) = (Parameters.Add("key", side, side, scale), Parameters.Add("query", side, side, scale)); // the query's transposed
    }

    /// <summary>What is trained.</summary>
    public Parameters Parameters { get; } = new();

    /// <summary>The answers to the queries. Shape [prompts, 1].</summary>
    public Variable Answer(Graph graph, Prompts prompts) => graph.Bilinear(U(graph), prompts.Moments, W(graph), prompts.Queries);

    /// <summary>The layer that these weights make.</summary>
    public LinearAttention Read(float[] weights)
    {
        var graph = new Graph(weights);
        return LinearAttention.Of(U(graph).Value, W(graph).Value);
    }

    // Of what is projected only the last number is read: the answer.
    private Variable U(Graph graph)
    {
        Variable answer = graph.Input(_side, 1);
        answer.Value.Clear();
        answer.Value[^1] = 1;
        return graph.Product(graph[_value], graph.Product(graph[_projection], answer));
    }

    private Variable W(Graph graph) => graph.Product(graph[_key], graph[_query]);
}
