namespace Mesascope.Agents;

/// <summary>An episode has more outcomes than exact planning takes.</summary>
public sealed class TooLargeException(string message) : ArgumentException(message);
