namespace Mesascope.Cli;

/// <summary>One thing that was looked at.</summary>
/// <param name="Name">What it is.</param>
/// <param name="State"><c>ok</c>, <c>absent</c> (not needed for most work) or <c>failed</c>.</param>
/// <param name="Detail">What was found.</param>
/// <param name="Remedy">What to do about it; null where nothing need be done.</param>
internal sealed record Check(string Name, string State, string Detail, string? Remedy = null);

/// <summary>All that was looked at.</summary>
internal sealed record CheckUp(string Version, bool Ready, IReadOnlyList<Check> Checks);
