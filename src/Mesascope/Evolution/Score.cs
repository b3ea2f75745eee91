namespace Mesascope.Evolution;

/// <summary>What a batch of episodes came to, per episode.</summary>
/// <param name="Reward">Mean reward of an episode: what the search is told.</param>
/// <param name="Performance">Mean of the base objective: recorded, never fed back.</param>
/// <param name="Steps">Agent-steps taken in all episodes together.</param>
public readonly record struct Score(double Reward, double Performance, long Steps);
