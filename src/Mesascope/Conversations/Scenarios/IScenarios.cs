namespace Mesascope.Conversations;

/// <summary>Makes scenarios from randomness: invented, so that nothing can have been memorised. Found by the name that a drive's file gives; needs a constructor without parameters.</summary>
public interface IScenarios
{
    /// <summary>The class name with dashes: <c>stated-facts</c> for <c>StatedFacts</c>.</summary>
    string Name => Dashed.Of(GetType().Name);

    /// <summary>One scenario. The same dice give the same one; at least 1,000 different ones can come out.</summary>
    Scenario Draw(Dice dice);
}

/// <summary>What a case is about.</summary>
/// <param name="Family">The kind of scenario: <c>dates</c>, <c>arithmetic</c>.</param>
/// <param name="Words">What stands for each place of a wording: <c>place</c> → <c>Ulmark</c>. No value is empty, and none holds a brace.</param>
public sealed record Scenario(string Family, IReadOnlyDictionary<string, string> Words);
