using System.Reflection;

namespace Mesascope;

/// <summary>What this program consists of, found by its type: who adds one of a kind writes its file and nothing else.</summary>
internal static class Discovered
{
    /// <summary>One of each class of this assembly that is a <typeparamref name="T"/> and is made without arguments.</summary>
    public static IEnumerable<T> Instances<T>() =>
        Types.Where(type => type is { IsAbstract: false, IsInterface: false } && type.IsAssignableTo(typeof(T))).Select(type => (T)Activator.CreateInstance(type)!);

    /// <summary>The static properties of this assembly's types whose type is a <typeparamref name="T"/>.</summary>
    public static IEnumerable<T> Statics<T>() =>
        from type in Types
        where !type.ContainsGenericParameters
        from property in type.GetProperties(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)
        where property.PropertyType.IsAssignableTo(typeof(T))
        select (T)property.GetValue(null)!;

    /// <summary>The types of this assembly that carry a <typeparamref name="TAttribute"/>.</summary>
    public static IEnumerable<(Type Type, TAttribute Attribute)> Marked<TAttribute>() where TAttribute : Attribute =>
        from type in Types
        let attribute = type.GetCustomAttribute<TAttribute>()
        where attribute is not null
        select (type, attribute);

    private static Type[] Types => typeof(Discovered).Assembly.GetTypes();
}
