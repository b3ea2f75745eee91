namespace Mesascope.Items;

/// <summary>Which columns of a file hold what.</summary>
public sealed record ItemColumns
{
    private static readonly (string Role, string[] Usual)[] Known =
    [
        ("question", ["question", "prompt"]), ("control", ["control"]), ("treated", ["treated"]),
        ("answer", ["answer", "right", "answer_matching_behavior"]), ("other", ["other", "wrong", "answer_not_matching_behavior"]),
        ("id", ["id"]), ("family", ["family", "category"]),
    ];

    private readonly IReadOnlyDictionary<string, string> _named;

    private ItemColumns(IReadOnlyDictionary<string, string> named) => _named = named;

    /// <summary>The names that files usually have.</summary>
    public static ItemColumns Usual { get; } = new(new Dictionary<string, string>());

    /// <summary>The roles that a map may name.</summary>
    public static IEnumerable<string> Roles => Known.Select(role => role.Role);

    /// <summary>Reads <c>question=Question,answer=Best Answer,other=Best Incorrect Answer</c>; <c>right</c> and <c>wrong</c> are taken for answer and other.</summary>
    /// <exception cref="ArgumentException">It is no such map; one line says why.</exception>
    public static ItemColumns Parse(string map)
    {
        var named = new Dictionary<string, string>();
        foreach (string part in map.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] sides = part.Split('=', 2, StringSplitOptions.TrimEntries);
            string role = sides[0] switch { "right" => "answer", "wrong" => "other", var other => other };
            if (sides.Length < 2 || sides[1].Length == 0 || !Roles.Contains(role)) throw new ArgumentException($"--columns takes ROLE=COLUMN joined by commas, with the roles {string.Join(", ", Roles)}; got \"{part}\".");
            if (!named.TryAdd(role, sides[1])) throw new ArgumentException($"--columns names {role} twice.");
        }
        return new ItemColumns(named);
    }

    /// <summary>The column that holds a role; null where the file has none.</summary>
    /// <param name="role">One of <see cref="Roles"/>.</param>
    /// <param name="columns">The columns of the file.</param>
    /// <param name="path">For messages.</param>
    /// <exception cref="InvalidDataException">A column was named that the file does not have.</exception>
    public string? Of(string role, IReadOnlyCollection<string> columns, string path)
    {
        if (!_named.TryGetValue(role, out string? named)) return Known.First(known => known.Role == role).Usual.FirstOrDefault(columns.Contains);
        return columns.Contains(named) ? named : throw new InvalidDataException($"{path} has no column \"{named}\"; it has: {string.Join(", ", columns)}.");
    }
}
