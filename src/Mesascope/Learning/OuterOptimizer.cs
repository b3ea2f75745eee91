using System.Text.Json.Serialization;

namespace Mesascope.Learning;

/// <summary>What made an organism and has no goals of its own: a method and its settings, as a recipe declares them and an organism records them.</summary>
public abstract record OuterOptimizer
{
    /// <summary>What the method is called: <c>genetic-algorithm</c>.</summary>
    [JsonIgnore]
    public abstract string Method { get; }
}
