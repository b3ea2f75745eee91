using System.Reflection;

namespace Mesascope.Audits;

/// <summary>A part of a result that some runs have and others have not, such as what an agent would pay. The result file, the terminal and the page show those that are there, each by its type.</summary>
public interface ISection
{
    /// <summary>What weakens it and is not said in the section itself.</summary>
    IReadOnlyList<Caveat> Caveats => [];
}

/// <summary>How a kind of section is filed.</summary>
/// <param name="name">Its name in the result file.</param>
/// <param name="order">Its place in reading order; below 0 it stands before the findings.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SectionAttribute(string name, int order) : Attribute
{
    /// <summary>Its name in the result file.</summary>
    public string Name => name;

    /// <summary>Its place in reading order; below 0 it stands before the findings.</summary>
    public int Order => order;
}

/// <summary>All kinds of section.</summary>
public static class Sections
{
    private static readonly Lazy<IReadOnlyDictionary<string, Type>> Known = new(() => Discovered.Marked<SectionAttribute>().ToDictionary(kind => kind.Attribute.Name, kind => kind.Type));

    /// <summary>Every kind, by its name in a result file.</summary>
    public static IReadOnlyDictionary<string, Type> Kinds => Known.Value;

    /// <summary>Those that are there, in reading order.</summary>
    public static IReadOnlyList<ISection> Of(params IEnumerable<ISection?> sections) => [.. sections.OfType<ISection>().OrderBy(section => Filed(section.GetType()).Order)];

    /// <summary>How a kind is filed.</summary>
    public static SectionAttribute Filed(Type kind) => kind.GetCustomAttribute<SectionAttribute>()!;
}
