using System;
using System.IO;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// A build task: copies a 64-bit ELF library and marks one version that it requires as weak, so that it also loads where that version is missing.
/// It refuses where a relocation uses the version: such a library would load and then fail.
/// </summary>
/// <remarks>Source: Linux Standard Base 5.0, "Symbol versioning", sections 10.7.2 (.gnu.version), 10.7.4 (.gnu.version_r).</remarks>
public sealed class WeakVersion : Task
{
    private const uint Relocations = 4, Needs = 0x6ffffffe, Versions = 0x6fffffff;
    private const byte Weak = 2;

    private byte[] _file = [];

    /// <summary>The library; it stays as it is.</summary>
    [Required] public string From { get; set; } = "";

    /// <summary>Where the copy goes.</summary>
    [Required] public string To { get; set; } = "";

    /// <summary>The version, such as GLIBCXX_3.4.32.</summary>
    [Required] public string Version { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        _file = File.ReadAllBytes(From);
        if (_file.Length < 64 || Half(0) != 0x457f || _file[4] != 2 || _file[5] != 1) { Log.LogError($"{From} is no 64-bit little-endian ELF file."); return false; }
        if (Entry() is not (> 0 and var entry)) { Log.LogError($"{From} requires no version {Version}: whatever needed this is out of date."); return false; }
        if (Used(Half(entry + 6))) { Log.LogError($"{From} uses a symbol of {Version}; it cannot do without."); return false; }
        _file[entry + 4] |= Weak;
        Directory.CreateDirectory(Path.GetDirectoryName(To)!);
        File.WriteAllBytes(To, _file);
        return true;
    }

    // Where the requirement of the version stands; 0 if nowhere.
    private int Entry()
    {
        int section = Section(Needs), names = Place(Header((int)Word(section + 40)));
        for (int library = Place(section), next = -1; next != 0; library += next)
        {
            next = (int)Word(library + 12);
            for (int entry = library + (int)Word(library + 8), left = Half(library + 2); left > 0; entry += (int)Word(entry + 12), left--)
            {
                int name = names + (int)Word(entry + 8);
                if (Encoding.ASCII.GetString(_file, name, Array.IndexOf(_file, (byte)0, name) - name) == Version) return entry;
            }
        }
        return 0;
    }

    // Is there a relocation by a symbol of this version?
    private bool Used(int version)
    {
        int versions = Place(Section(Versions));
        for (int section = 0; section < Half(0x3c); section++)
        {
            int header = Header(section);
            if (Word(header + 4) != Relocations) continue;
            for (int at = Place(header), end = at + (int)Word(header + 32); at < end; at += 24)
                if ((Half(versions + 2 * (int)Word(at + 12)) & 0x7fff) == version) return true;
        }
        return false;
    }

    private int Section(uint kind)
    {
        for (int section = 0; section < Half(0x3c); section++)
            if (Word(Header(section) + 4) == kind) return Header(section);
        throw new InvalidDataException($"{From} has no section of kind {kind:x}.");
    }

    private int Header(int section) => (int)Word(0x28) + section * Half(0x3a);

    private int Place(int header) => (int)Word(header + 24);

    private uint Word(int at) => BitConverter.ToUInt32(_file, at);

    private ushort Half(int at) => BitConverter.ToUInt16(_file, at);
}
