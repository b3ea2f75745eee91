using System.Text.Json.Nodes;
using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Audits;

/// <summary>One arm of one recorded pair, played again move by move: what a page animates.</summary>
public sealed record Replay
{
    /// <summary>The board at the start and after every action, as <see cref="IWorld{TWorld, TState}.Board"/> writes it. Shape [actions + 1].</summary>
    public required IReadOnlyList<string> Boards { get; init; }

    /// <summary>What each action led to, in words: "took a key"; an empty entry where nothing happened. Shape [actions].</summary>
    public required IReadOnlyList<string[]> WorldEvents { get; init; }

    /// <summary>What each character of the boards is.</summary>
    public required IReadOnlyList<Glyph> Legend { get; init; }

    /// <summary>The outcome as the audit measures it, in [0, 1]; it must equal the recorded one, or the record belongs to another version.</summary>
    public required double Outcome { get; init; }

    /// <summary>Plays the arm again from the seed of its run and its recorded actions.</summary>
    /// <param name="world">A name of the catalogue.</param>
    /// <param name="audit">A contrast of that world.</param>
    /// <param name="index">The case's number within the audit.</param>
    /// <param name="treated">True for the arm with the factor.</param>
    /// <param name="actions">Digits, as in <see cref="Episode.ActionString"/>.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="rules">The rules that the audit took over from the subject; null for none.</param>
    /// <exception cref="ArgumentException">There is no such world or audit, or the text is not a string of its actions; the message says which.</exception>
    public static Replay Of(string world, string audit, int index, bool treated, string actions, ulong seed, JsonObject? rules = null) =>
        WorldCatalogue.Named(world).Accept(new Visitor(audit, index, treated, actions, new Seed(seed), WorldInstance.Read(world, rules ?? [])));

    private sealed record Visitor(string Audit, int Index, bool Treated, string Actions, Seed Seed, WorldInstance Rules) : IWorldVisitor<Replay>
    {
        public Replay Visit<TWorld, TState>()
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState>
        {
            WorldCard<TWorld> card = TWorld.Card;
            WorldContrast<TWorld> contrast = card.Contrasts.FirstOrDefault(contrast => contrast.Name == Audit)
                ?? throw new ArgumentException($"The world {card.Name} has no audit \"{Audit}\"; it has: {string.Join(", ", card.Contrasts.Select(contrast => contrast.Name))}.");
            TWorld usual = SubjectRules.Follow<TWorld, TState>(new TWorld(), Rules);
            TWorld world = Treated ? contrast.Contrast.Treated(usual) : contrast.Contrast.Control(usual);
            CheckActions(world.Actions, world.Horizon);
            Seed randomness = Cases.Luck(Seed, Audit, Index);
            var boards = new List<string>();
            Episode episode = Play.Again<TWorld, TState>(world, Actions, randomness, state => boards.Add(world.Board(state)));
            return new Replay
            {
                Boards = boards,
                WorldEvents = [.. Enumerable.Range(0, episode.Actions.Count).Select(step => HappenedIn<TWorld, TState>(world, randomness, step))],
                Legend = card.Legend,
                Outcome = contrast.Measure(episode),
            };
        }

        // What a step led to is what one more action adds to the counts: quadratic in the steps, and they are few.
        private string[] HappenedIn<TWorld, TState>(TWorld world, Seed randomness, int step)
            where TWorld : unmanaged, IWorld<TWorld, TState>
            where TState : unmanaged, IEquatable<TState>
        {
            IReadOnlyList<int> before = Play.Again<TWorld, TState>(world, Actions[..step], randomness).Happened;
            IReadOnlyList<int> after = Play.Again<TWorld, TState>(world, Actions[..(step + 1)], randomness).Happened;
            return [.. TWorld.Card.WorldEvents.Where((_, bit) => after[bit] > before[bit]).Select(worldEvent => worldEvent.Name)];
        }

        private void CheckActions(int actions, int horizon)
        {
            if (Actions.Length > horizon)
                throw new ArgumentException($"The record holds {Actions.Length} actions; an episode of this audit has at most {horizon}.");
            if (Actions.Any(digit => digit - '0' < 0 || digit - '0' >= actions))
                throw new ArgumentException($"The record is not a string of the {actions} actions of this world.");
        }
    }
}
