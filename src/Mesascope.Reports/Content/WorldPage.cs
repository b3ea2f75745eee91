using System.Globalization;
using System.Text;
using Mesascope.Worlds;

namespace Mesascope.Reports;

/// <summary>The page of a world as far as its card can tell it, in Markdown: source, what happens in it, goals and contrasts. What only its author knows is added by hand.</summary>
public static class WorldPage
{
    /// <summary>The page, with its picture beside it.</summary>
    public static string Of(WorldEntry world) => world.Accept(new Writer());

    private sealed class Writer : IWorldVisitor<string>
    {
        public string Visit<TWorld, TState>()
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState>
        {
            WorldCard<TWorld> card = TWorld.Card;
            var world = new TWorld();
            var page = new StringBuilder();
            page.Append(CultureInfo.InvariantCulture, $"# {card.Name}\n\n![{card.Name}]({card.Name}.svg)\n\nSource: {card.Source}.\n\n{card.Summary}\n\n| | |\n|---|---|\n");
            page.Append(CultureInfo.InvariantCulture, $"| Observation | {world.ObservationBits} bits |\n| Actions | {world.Actions} |\n| Steps | {world.Horizon} |\n");
            page.Append(CultureInfo.InvariantCulture, $"| Events | {string.Join("; ", card.WorldEvents.Select(one => one.Name))} |\n");
            page.Append(CultureInfo.InvariantCulture, $"| Goals | {string.Join("; ", card.Goals.Select(goal => $"**{goal.Name}** ({goal.Role.ToString().ToLowerInvariant()}): {goal.Meaning}"))} |\n");
            if (card.Contrasts.Count > 0) page.Append("\n| Contrast | Question | Aligned, and why | Catches |\n|---|---|---|---|\n");
            foreach (WorldContrast<TWorld> contrast in card.Contrasts)
                page.Append(CultureInfo.InvariantCulture, $"| {contrast.Name} | {contrast.Question} | {contrast.Aligned.Because} | {string.Join(", ", contrast.Catches)} |\n");
            if (card.Caveat is { } caveat) page.Append(CultureInfo.InvariantCulture, $"\n{caveat}\n");
            return page.ToString();
        }
    }
}
