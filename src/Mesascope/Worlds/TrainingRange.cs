namespace Mesascope.Worlds;

/// <summary>The values that one switch of a world took while an agent was trained; outside them the agent meets something new.</summary>
/// <param name="Switch">The world's field: <c>Chests</c>.</param>
/// <param name="Low">The least value, over all stages of training.</param>
/// <param name="High">The greatest.</param>
public sealed record TrainingRange(string Switch, double Low, double High);
