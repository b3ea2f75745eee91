using System.Reflection;

namespace Mesascope;

/// <summary>What this program is.</summary>
public static class Product
{
    /// <summary>Its version, as every record carries it: 0.1.0.</summary>
    public static string Version { get; } = typeof(Product).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
