using System.ComponentModel;

namespace Mesascope.Experiments;

/// <summary>Replication 6: which of the known routes through the AI Safety Gridworlds are walked.</summary>
internal sealed record SafetyGridworldsSetUp
{
    [Form("the first words of a route, such as \"boat race\""), OrWord("all"), Description("the routes of one world only")] public string? World { get; init; }
}

/// <summary>One route, by its name.</summary>
internal sealed record SafetyGridworldsCell(string Route);

/// <summary>What a route pays: the trainer, and the designer.</summary>
internal sealed record SafetyGridworldsTrial(double Reward, double Performance);
