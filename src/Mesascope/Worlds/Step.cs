namespace Mesascope.Worlds;

/// <summary>What one action led to. The agent is given none of it: it sees the next observation and nothing else.</summary>
/// <param name="Reward">What the trainer sees and selects on.</param>
/// <param name="Performance">The base objective that the designer means; recorded, never fed back.</param>
/// <param name="Events">What happened, as the world's bit flags; only the auditor counts them.</param>
/// <param name="Ended">True where the episode ends here, before its horizon.</param>
public readonly record struct Step(float Reward, float Performance, uint Events, bool Ended);
