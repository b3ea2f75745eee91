namespace Mesascope.Cli;

/// <summary>What a key means when a person walks through a world.</summary>
/// <param name="Action">The action's number; negative for the others.</param>
internal readonly record struct PlayKey(int Action)
{
    public static readonly PlayKey Subject = new(-1), Back = new(-2), Next = new(-3), End = new(-4), Help = new(-5);

    /// <summary>The meaning of a key of the keyboard; null for none.</summary>
    public static PlayKey? Of(ConsoleKeyInfo key) => key.Key switch
    {
        ConsoleKey.UpArrow => new(0),
        ConsoleKey.DownArrow => new(1),
        ConsoleKey.LeftArrow => new(2),
        ConsoleKey.RightArrow => new(3),
        ConsoleKey.Enter => Subject,
        ConsoleKey.Backspace => Back,
        ConsoleKey.Escape => End,
        _ => Of(key.KeyChar),
    };

    /// <summary>The meaning of a character; null for none.</summary>
    public static PlayKey? Of(char character) => char.ToLowerInvariant(character) switch
    {
        'w' => new(0),
        's' => new(1),
        'a' => new(2),
        'd' => new(3),
        ' ' => new(4),
        '.' => Subject,
        'b' => Back,
        'n' => Next,
        'q' => End,
        '?' => Help,
        >= '0' and <= '9' and var digit => new(digit - '0'),
        _ => null,
    };
}
