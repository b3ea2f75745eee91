namespace Mesascope.Benchmarks.Gradients;

/// <summary>What is learned: random sequences of up to 35 of 200 tokens, 88 a step. The numbers do not matter for speed.</summary>
/// <param name="Layers">Of the transformer.</param>
/// <param name="Width">Of the transformer; a head has 16.</param>
/// <param name="Shortest">Tokens of the shortest sequence; 35 for no padding at all.</param>
internal sealed record LanguageTask(int Layers, int Width, int Shortest)
{
    public const int Sequences = 88, Longest = 35, Tokens = 200;
    public const float Rate = 3e-3f, Decay = 0.01f;

    public int Heads => Width / 16;

    /// <summary>Evenly spread from the shortest to the longest.</summary>
    public int[] Lengths { get; } = [.. Enumerable.Range(0, Sequences).Select(i => Shortest + i * 7 % (Longest - Shortest + 1))];

    /// <summary>A token and the one that follows it, at each place of each sequence.</summary>
    public static (int Token, int Next) At(int sequence, int place) => (Token(sequence, place), Token(sequence, place + 1));

    private static int Token(int sequence, int place) => (sequence * 31 + place * place * 7) % Tokens;
}
