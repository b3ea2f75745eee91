using Mesascope.Chat;
using Mesascope.Conversations;
using Mesascope.Experiments;
using Mesascope.Recordings;
using Mesascope.Runs;

namespace Mesascope.Cli;

/// <summary>What kind of thing a subject's name points at.</summary>
internal enum SubjectKind
{
    /// <summary>An organism that ships with the program: <c>organism:keykeeper</c>.</summary>
    Organism,

    /// <summary>The folder of an organism: <c>path/to/organism/</c>.</summary>
    Folder,

    /// <summary>A policy of gymnax-blines: <c>path/to/FourRooms-misc.es.safetensors</c>.</summary>
    Policy,

    /// <summary>A known disposition, for testing the instruments: <c>scripted:NAME</c>.</summary>
    Scripted,

    /// <summary>A chat model, or a scripted one: <c>openai:MODEL</c>, <c>http://host/v1#MODEL</c>, <c>scripted:flatterer</c>.</summary>
    Chat,

    /// <summary>Replies recorded earlier: <c>recorded:PATH</c>, or one setting of them, <c>recorded:PATH#NAME</c>.</summary>
    Recorded,
}

/// <summary>A subject as the command line names it.</summary>
/// <param name="Kind">What kind of thing it is.</param>
/// <param name="Name">The name without its kind, or the path.</param>
internal sealed record SubjectName(SubjectKind Kind, string Name)
{
    /// <summary>Reads a subject's name. An organism must be on the shelf and a folder must be there; what is inside is not looked at.</summary>
    /// <exception cref="ArgumentException">No such subject, or none of a kind that this version audits; the message is one line.</exception>
    public static SubjectName Parse(string typed)
    {
        if (string.IsNullOrWhiteSpace(typed)) throw new ArgumentException("The subject is empty; name one, for example organism:keykeeper.");
        int colon = typed.IndexOf(':');
        string scheme = colon > 1 ? typed[..colon] : ""; // one letter before the colon is a drive of Windows
        string name = typed[(colon + 1)..];
        return scheme switch
        {
            "organism" => OnTheShelf(name),
            "scripted" => new(Disposition.Names.Contains(name.Split(',')[0]) ? SubjectKind.Chat : SubjectKind.Scripted, Disposition.Names.Contains(name.Split(',')[0]) ? typed : name),
            "recorded" => Recorded(name),
            _ when ChatAddress.Schemes.Contains(scheme) => new(SubjectKind.Chat, ChatAddress.Parse(typed).ToString()),
            "" => InAFolder(typed),
            _ => throw new ArgumentException(NearestNames.Unknown("kind of subject", scheme + ":", ["organism:", "scripted:", "recorded:", .. ChatAddress.Schemes.Select(known => known + ":")])),
        };
    }

    /// <summary>True where a typed name is that of a chat model; nothing is checked.</summary>
    public static bool IsChat(string? typed)
    {
        string scheme = typed is null ? "" : typed[..Math.Max(0, typed.IndexOf(':'))];
        return ChatAddress.Schemes.Contains(scheme) || scheme == "scripted" && Disposition.Names.Contains(typed![(scheme.Length + 1)..].Split(',')[0]);
    }

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        SubjectKind.Organism => $"organism:{Name}",
        SubjectKind.Scripted => $"scripted:{Name}",
        SubjectKind.Recorded => $"recorded:{Name}",
        _ => Name,
    };

    private static SubjectName Recorded(string typed)
    {
        string path = Recording.Split(typed).Path;
        return Path.Exists(path) ? new(SubjectKind.Recorded, typed) : throw new ArgumentException($"There is no folder {path}; recorded: takes a run of this program, or a recording of syco-bench or SYCON-Bench.");
    }

    private static SubjectName OnTheShelf(string name) => ProgramFolders.OrganismNames.Contains(name)
        ? new(SubjectKind.Organism, name)
        : throw new ArgumentException(NearestNames.Unknown("organism", name, ProgramFolders.OrganismNames));

    // Either of an organism's own files stands for its folder.
    private static SubjectName AFile(string path)
    {
        string folder = Path.GetDirectoryName(path) is { Length: > 0 } above ? above : ".";
        if (Path.GetFileName(path) is Organism.CardFile or Organism.WeightsFile && File.Exists(Path.Combine(folder, Organism.CardFile))) return new(SubjectKind.Folder, folder);
        if (GymnaxOrganisms.IsPolicy(path)) return new(SubjectKind.Policy, path);
        throw new ArgumentException($"{path} is a file; an organism is a folder with {Organism.CardFile} and {Organism.WeightsFile}, and docs/organism-format.md says how weights become one.");
    }

    private static SubjectName InAFolder(string path)
    {
        if (Directory.Exists(path)) return new(SubjectKind.Folder, path);
        if (path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase)) throw new ArgumentException("ONNX policies cannot be audited by this version yet.");
        if (File.Exists(path)) return AFile(path);
        if (OrganismCatalogue.WeightsEndings.Contains(Path.GetExtension(path).ToLowerInvariant())) throw new ArgumentException($"There is no file {path}; and an organism is a folder with {Organism.CardFile} and {Organism.WeightsFile} (docs/organism-format.md).");
        IReadOnlyList<string> near = NearestNames.To(path, ProgramFolders.OrganismNames);
        throw new ArgumentException(near.Count > 0 ? $"There is no folder {path}; did you mean organism:{near[0]}?" : $"There is no folder {path}; shipped organisms are named organism:NAME (list organisms).");
    }
}
