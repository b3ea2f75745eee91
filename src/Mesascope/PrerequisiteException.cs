namespace Mesascope;

/// <summary>The environment is not ready (no file, no key, no server, a full disk); the message says what to do about it. Exit code 2.</summary>
public sealed class PrerequisiteException : Exception
{
    /// <summary>One plain line that names the place and the remedy.</summary>
    public PrerequisiteException(string message, Exception? inner = null) : base(message, inner) { }
}
