using System.Text;
using Mesascope.Agents;
using Mesascope.Worlds;

namespace Mesascope.Runs;

/// <summary>What an organism is made of, and so how it acts. Another kind of organism is another case and its entry in <see cref="Kinds"/>.</summary>
public abstract record OrganismBody
{
    /// <summary>How each kind is read, by the name that <c>organism.json</c> has for it.</summary>
    internal static IReadOnlyList<BodyKind> Kinds { get; } = [NetworkBody.Reading, PlannerBody.Reading];

    /// <summary>What <c>organism.json</c> calls this kind: <c>network</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>The body at work.</summary>
    /// <param name="name">What the organism is called.</param>
    public abstract IAgent Agent(string name);

    /// <summary>What tells it from another, in hexadecimal digits.</summary>
    /// <param name="card">The card that it came with, which may say the same in other words.</param>
    internal abstract string Digest(OrganismCard card);

    /// <summary>The card with what there is to say of this body.</summary>
    internal abstract OrganismCard On(OrganismCard card);

    /// <summary>What lies beside the card.</summary>
    internal virtual IReadOnlyList<(string Name, byte[] Bytes)> Files => [];
}

/// <summary>How one kind of body is read from disk.</summary>
/// <param name="Name">The <c>kind</c> in <c>organism.json</c>.</param>
/// <param name="Needs">Fields of the card that it cannot do without, beside those that every organism has.</param>
/// <param name="Read">Reads it, and adds what is wrong; null where there is nothing to make of it.</param>
internal sealed record BodyKind(string Name, IReadOnlyList<string> Needs, Func<BodySource, OrganismBody?> Read);

/// <summary>What a body is read from.</summary>
/// <param name="Card">The card, whose other fields are checked already.</param>
/// <param name="World">Where it lives; null where that cannot be read.</param>
/// <param name="Folder">The organism's folder.</param>
/// <param name="OfCard">Told what is wrong with the card.</param>
/// <param name="OfWeights">Told what is wrong with the weights.</param>
internal sealed record BodySource(OrganismCard Card, WorldInstance? World, string Folder, List<string> OfCard, List<string> OfWeights);

/// <summary>Plans exactly for a goal that is known by construction.</summary>
/// <param name="Goal">As the world's card names it.</param>
public sealed record PlannerBody(string Goal) : OrganismBody
{
    /// <inheritdoc/>
    public override string Kind => Reading.Name;

    /// <summary>How it is read.</summary>
    internal static BodyKind Reading { get; } = new("planner", ["trueGoal"], source => new PlannerBody(source.Card.TrueGoal!));

    /// <inheritdoc/>
    public override IAgent Agent(string name) => new PlannerAgent(Goal);

    /// <inheritdoc/>
    internal override string Digest(OrganismCard card) => Organism.Sha256(Encoding.UTF8.GetBytes($"{Kind} {card.Setting} {Goal}"));

    /// <inheritdoc/>
    internal override OrganismCard On(OrganismCard card) => card with { Kind = Kind, TrueGoal = Goal };
}
