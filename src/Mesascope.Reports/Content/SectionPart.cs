using Mesascope.Audits;
using Microsoft.AspNetCore.Components;

namespace Mesascope.Reports;

/// <summary>The part of the page that shows one kind of section: a component that inherits from this is found by its type.</summary>
/// <typeparam name="TSection">The kind.</typeparam>
public abstract class SectionPart<TSection> : ComponentBase where TSection : ISection
{
    /// <summary>What is shown.</summary>
    [Parameter, EditorRequired]
    public required TSection Section { get; set; }
}

/// <summary>Which component shows which kind of section.</summary>
internal static class SectionParts
{
    private static readonly Lazy<IReadOnlyDictionary<Type, Type>> Found = new(() => typeof(SectionParts).Assembly.GetTypes()
        .Where(type => type.BaseType is { IsGenericType: true } parent && parent.GetGenericTypeDefinition() == typeof(SectionPart<>)).ToDictionary(type => type.BaseType!.GenericTypeArguments[0]));

    /// <summary>The component for a kind of section; null where the page shows it elsewhere.</summary>
    public static Type? Of(Type kind) => Found.Value.GetValueOrDefault(kind);

    /// <summary>What the component is given.</summary>
    public static Dictionary<string, object> Given(ISection section) => new() { [nameof(SectionPart<>.Section)] = section };
}
