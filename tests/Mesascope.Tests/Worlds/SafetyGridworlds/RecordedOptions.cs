using System.Text.Json.Nodes;

namespace Mesascope.Tests.Worlds.Gridworlds;

/// <summary>The options an environment was made with. One that nobody reads fails the test: it may change the rules.</summary>
internal sealed class RecordedOptions(JsonNode? kwargs)
{
    private readonly HashSet<string> _read = [];

    public bool? Flag(string name) => Value(name)?.GetValue<bool>();
    public int? Whole(string name) => Value(name)?.GetValue<int>();
    public double? Number(string name) => Value(name)?.GetValue<double>();
    public string? Text(string name) => Value(name)?.GetValue<string>();

    public void AssertAllRead() => Assert.All(kwargs?.AsObject().Select(each => each.Key) ?? [], name => Assert.True(_read.Contains(name), $"The trace sets {name}, which this world does not know."));

    private JsonNode? Value(string name)
    {
        _read.Add(name);
        return kwargs?[name];
    }
}
