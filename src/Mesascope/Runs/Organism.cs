using System.Security.Cryptography;
using Mesascope.Agents;
using Mesascope.Worlds;

namespace Mesascope.Runs;

/// <summary>A subject on disk: a folder with <c>organism.json</c> and what its body needs beside it; a network needs <c>weights.safetensors</c>.</summary>
/// <remarks>docs/organism-format.md describes both files. Matrices are [inputs, units], input-major as in <see cref="Mlp"/> (PyTorch has it the other way round).</remarks>
public sealed record Organism
{
    /// <summary>The file that makes a folder an organism.</summary>
    public const string CardFile = "organism.json";

    /// <summary>The file that holds a network's weights.</summary>
    public const string WeightsFile = "weights.safetensors";

    /// <summary>What <c>organism.json</c> says.</summary>
    public required OrganismCard Card { get; init; }

    /// <summary>The world it lives in, with the rules it was made under.</summary>
    public required WorldInstance World { get; init; }

    /// <summary>What it is made of.</summary>
    public required OrganismBody Body { get; init; }

    /// <summary>What it is called: on a shelf of organisms as its folder is, elsewhere as its card says.</summary>
    public string Name { get => field ?? Card.Name ?? ""; init; }

    /// <summary>What tells it from another of the same name: SHA-256 in hexadecimal digits, of a network that of its weights file.</summary>
    public string Digest => Body.Digest(Card);

    /// <summary>The organism at work.</summary>
    public IAgent Agent => Body.Agent(Name);

    /// <summary>Reads the organism in a folder.</summary>
    /// <exception cref="PrerequisiteException">A file is missing, damaged, of another version, or does not fit the others; one line says which and all that is wrong.</exception>
    public static Organism Load(string folder)
    {
        string path = Path.Combine(folder, CardFile);
        if (!File.Exists(path)) throw new PrerequisiteException($"{folder} holds no organism: {CardFile} is missing{OrganismCatalogue.WhatIsThere(folder)}.");
        OrganismCard card = OrganismFile.Read(path);
        List<string> problems = [], ofWeights = [];
        WorldInstance? world = OrganismCheck.World(card, problems);
        OrganismBody? body = OrganismBody.Kinds.FirstOrDefault(kind => kind.Name == card.Kind)?.Read(new BodySource(card, world, folder, problems, ofWeights));
        string[] lines = [.. Line(path, problems), .. Line(Path.Combine(folder, WeightsFile), ofWeights)];
        if (lines.Length > 0) throw new PrerequisiteException(string.Join(" ", lines));
        return new Organism { Card = card, World = world!, Body = body!, Name = card.Name ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))) };
    }

    /// <summary>Writes the organism into a folder, the card last: a folder with <c>organism.json</c> is complete.</summary>
    /// <exception cref="PrerequisiteException">The folder cannot be written.</exception>
    public void Save(string folder)
    {
        Disk.CreateFolder(folder);
        foreach ((string name, byte[] bytes) in Body.Files) Disk.Replace(Path.Combine(folder, name), bytes);
        Disk.Replace(Path.Combine(folder, CardFile), OrganismFile.Bytes(Card));
    }

    /// <summary>SHA-256 in lower-case hexadecimal digits.</summary>
    public static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static IEnumerable<string> Line(string path, List<string> problems) => problems.Count == 0 ? [] : [$"{path}: {string.Join("; ", problems)}."];
}
