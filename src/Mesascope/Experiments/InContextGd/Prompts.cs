using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>Linear regression problems as prompts: examples (x, w·x) and a query (x, 0), for a w ~ N(0, I) of each prompt's own.</summary>
/// <param name="count">How many, at least 1.</param>
/// <param name="d">Numbers in an input, at least 1.</param>
internal sealed class Prompts(int count, int d)
{
    /// <summary>How many prompts.</summary>
    public int Count => count;

    /// <summary>Numbers in a token: an input and its answer.</summary>
    public int Side => d + 1;

    /// <summary>Σ e·eᵀ over all tokens of a prompt, the query included, times the weight it was drawn with: all that linear attention sees. Shape [count, side, side].</summary>
    public float[] Moments { get; } = new float[count * (d + 1) * (d + 1)];

    /// <summary>The query tokens (x, 0). Shape [count, side].</summary>
    public float[] Queries { get; } = new float[count * (d + 1)];

    /// <summary>What the query's answer is: w·x. Shape [count].</summary>
    public float[] Targets { get; } = new float[count];

    /// <summary>Draws new prompts into the same arrays.</summary>
    /// <param name="seed">Every draw comes from here.</param>
    /// <param name="examples">In each prompt, at least 1.</param>
    /// <param name="weight">Of a token in <see cref="Moments"/>: 1 for sums, 1 / examples for means.</param>
    /// <param name="inputs">Fills inputs, one after another. Shape [count, examples + 1, d]; the last of a prompt is its query.</param>
    public Prompts Draw(Seed seed, int examples, float weight, Action<Seed, float[]> inputs)
    {
        float[] x = new float[count * (examples + 1) * d], w = new float[count * d], token = new float[Side];
        inputs(seed.For("inputs"), x);
        Gaussian.Fill(seed.For("weights"), w);
        Array.Clear(Moments);
        for (int prompt = 0; prompt < count; prompt++)
        {
            ReadOnlySpan<float> own = w.AsSpan(prompt * d, d);
            for (int example = 0; example <= examples; example++)
            {
                ReadOnlySpan<float> input = x.AsSpan((prompt * (examples + 1) + example) * d, d);
                float answer = Gradients.Vectors.Dot(input, own);
                input.CopyTo(token);
                token[d] = example < examples ? answer : 0;
                for (int row = 0; row < Side; row++) Gradients.Vectors.AddScaled(weight * token[row], token, Moments.AsSpan((prompt * Side + row) * Side, Side));
                Targets[prompt] = answer; // the query's, which comes last
            }
            token.CopyTo(Queries, prompt * Side);
        }
        return this;
    }

    /// <summary>Refuses to go on from a loss that is none.</summary>
    public static void Checked(float loss, int step)
    {
        if (!float.IsFinite(loss)) throw new ArgumentException($"The loss is {loss} at step {step}; take a smaller rate.");
    }
}
