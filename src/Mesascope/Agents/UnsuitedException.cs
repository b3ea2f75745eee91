namespace Mesascope.Agents;

/// <summary>A question that cannot be put to this agent in this world, though neither is at fault: its sentence says why, and an audit goes on without the answer.</summary>
public class UnsuitedException(string message) : ArgumentException(message);

/// <summary>An episode has more outcomes than exact planning takes.</summary>
public sealed class TooLargeException(string message) : UnsuitedException(message);
