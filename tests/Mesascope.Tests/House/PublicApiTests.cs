using System.Reflection;
using Mesascope.Audits;
using Mesascope.Worlds;

namespace Mesascope.Tests.House;

/// <summary>What other programs may build on. A type is public because somebody outside its project needs it; the list makes that a decision and not an accident. Worlds, sections of a result and the components that show them are public without being listed: they are found by what they are.</summary>
public class PublicApiTests
{
    private const string Baseline = "tests/Mesascope.Tests/House/public-types.txt";

    public static TheoryData<string> Projects => ["Mesascope", "Mesascope.Chat", "Mesascope.Gpu", "Mesascope.Reports", "Mesascope.Speed"];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Only_listed_types_are_public(string project)
    {
        string[] listed = [.. File.ReadLines(Path.Combine(Repository.Root, Baseline)).Where(line => line.StartsWith(project + " ", StringComparison.Ordinal))];
        string[] found = [.. Assembly.Load(project).GetExportedTypes().Where(type => !type.IsNested && !IsFoundByKind(type)).Select(type => $"{project} {type.FullName}").Order(StringComparer.Ordinal)];
        Assert.True(!found.Except(listed).Any(), $"Public, and not in {Baseline}: make them internal, or add the lines\n{string.Join('\n', found.Except(listed))}");
        Assert.True(!listed.Except(found).Any(), $"In {Baseline}, and not public: whoever builds on them is broken\n{string.Join('\n', listed.Except(found))}");
    }

    private static bool IsFoundByKind(Type type) =>
        type.GetInterfaces().Any(one => one == typeof(ISection) || one.Name == "IComponent" || (one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IWorld<,>)));
}
