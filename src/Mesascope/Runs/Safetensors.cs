using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mesascope.Runs;

/// <summary>Named arrays of single-precision numbers.</summary>
/// <param name="Name">As the file has it: <c>layer0.weight</c>.</param>
/// <param name="Shape">Each number at least 0; the last index runs fastest. Empty for a single number.</param>
/// <param name="Values">Shape [product of <paramref name="Shape"/>].</param>
public sealed record Tensor(string Name, IReadOnlyList<int> Shape, float[] Values);

/// <summary>What a safetensors file holds.</summary>
/// <param name="Tensors">In the order of their data.</param>
/// <param name="Metadata">Free text by name.</param>
internal sealed record TensorFile(IReadOnlyList<Tensor> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>The tensor of that name; null where there is none.</summary>
    public Tensor? Named(string name) => Tensors.FirstOrDefault(tensor => tensor.Name == name);
}

/// <summary>Reads and writes the safetensors format, single precision only: 8 bytes with the length of the header, the header as JSON, the numbers one tensor after another.</summary>
/// <remarks>Source: the format's description in the safetensors repository, README, "Format". Everything read is checked: lengths, type, shapes, gaps and overlaps.</remarks>
internal static class Safetensors
{
    private const int LengthBytes = 8, Alignment = 8;
    private const long LargestHeader = 100_000_000; // the format's own limit
    private static readonly JsonSerializerOptions Strict = new() { AllowDuplicateProperties = false };
    private const string MetadataName = "__metadata__";

    /// <summary>The bytes of a file that holds these.</summary>
    public static byte[] Bytes(TensorFile file)
    {
        var header = new JsonObject();
        if (file.Metadata.Count > 0)
            header[MetadataName] = new JsonObject(file.Metadata.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value)));
        long offset = 0;
        foreach (Tensor tensor in file.Tensors)
        {
            long end = offset + tensor.Values.LongLength * sizeof(float);
            header[tensor.Name] = new JsonObject
            {
                ["dtype"] = "F32",
                ["shape"] = new JsonArray([.. tensor.Shape.Select(n => (JsonNode)n)]),
                ["data_offsets"] = new JsonArray(offset, end),
            };
            offset = end;
        }
        byte[] text = JsonSerializer.SerializeToUtf8Bytes(header);
        int padded = (text.Length + Alignment - 1) / Alignment * Alignment;
        var bytes = new byte[LengthBytes + padded + offset];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)padded);
        text.CopyTo(bytes.AsSpan(LengthBytes));
        bytes.AsSpan(LengthBytes + text.Length, padded - text.Length).Fill((byte)' ');
        int at = LengthBytes + padded;
        foreach (Tensor tensor in file.Tensors)
            foreach (float value in tensor.Values)
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(at), value);
                at += sizeof(float);
            }
        return bytes;
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="PrerequisiteException">It is not there, or damaged; the message names the file and what is wrong with it.</exception>
    public static TensorFile Read(string path) => ReadWithDigest(path).File;

    /// <summary>Reads a file, and gives the SHA-256 of its bytes in lower-case hexadecimal digits.</summary>
    /// <exception cref="PrerequisiteException">It is not there, or damaged; the message names the file and what is wrong with it.</exception>
    public static (TensorFile File, string Digest) ReadWithDigest(string path)
    {
        byte[] bytes = Disk.Read(path, Array.MaxLength);
        try
        {
            return (Parse(bytes), Organism.Sha256(bytes));
        }
        catch (Exception e) when (e is InvalidDataException or JsonException)
        {
            throw new PrerequisiteException($"{path} cannot be read: {e.Message.Split('\n')[0].TrimEnd('.')}.", e);
        }
    }

    /// <summary>Reads the bytes of a file.</summary>
    /// <exception cref="InvalidDataException">They are no such file, or damaged.</exception>
    public static TensorFile Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < LengthBytes) throw new InvalidDataException($"it has {bytes.Length} bytes, too few for a safetensors file");
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        if (length > LargestHeader || length > (ulong)(bytes.Length - LengthBytes))
            throw new InvalidDataException($"its header should have {length} bytes, but only {bytes.Length - LengthBytes} follow");
        JsonObject header = Header(bytes.Slice(LengthBytes, (int)length));
        ReadOnlySpan<byte> data = bytes[(LengthBytes + (int)length)..];
        var tensors = new List<Tensor>();
        var metadata = new Dictionary<string, string>();
        long next = 0;
        foreach ((string name, JsonNode? node) in header.OrderBy(entry => entry.Key == MetadataName ? -1 : Offset(entry.Value, 0)).ThenBy(entry => Offset(entry.Value, 1)))
        {
            if (name == MetadataName) ReadMetadata(node, metadata);
            else tensors.Add(ReadTensor(name, node, data, ref next));
        }
        if (next != data.Length) throw new InvalidDataException($"its tensors take {next} bytes, but {data.Length} are there");
        return new TensorFile(tensors, metadata);
    }

    private static JsonObject Header(ReadOnlySpan<byte> text)
    {
        try
        {
            JsonObject header = JsonSerializer.Deserialize<JsonObject>(text, Strict) ?? throw new InvalidDataException("its header is empty");
            return header.Count >= 0 ? header : []; // counting looks for names that come twice
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new InvalidDataException("its header is not JSON, or names a tensor twice", e);
        }
    }

    // A tensor without numbers begins where the next one does, and comes first.
    private static long Offset(JsonNode? node, int end) =>
        node is JsonObject entry && entry["data_offsets"] is JsonArray { Count: 2 } offsets && offsets[end] is JsonValue value && value.TryGetValue(out long at) ? at : long.MaxValue;

    private static void ReadMetadata(JsonNode? node, Dictionary<string, string> metadata)
    {
        if (node is not JsonObject entries) throw new InvalidDataException("its metadata is not an object");
        foreach ((string key, JsonNode? value) in entries)
            metadata[key] = value is JsonValue text && text.TryGetValue(out string? read) ? read : throw new InvalidDataException($"its metadata \"{key}\" is not text");
    }

    private static Tensor ReadTensor(string name, JsonNode? node, ReadOnlySpan<byte> data, ref long next)
    {
        TensorHeader header = TensorHeader.Read(name, node);
        if (header.DataType != "F32") throw new InvalidDataException($"tensor {name} has type {header.DataType}; only F32 is read");
        if (header.Begin != next) throw new InvalidDataException($"tensor {name} begins at byte {header.Begin} of the data where {next} was due");
        if (header.End > data.Length) throw new InvalidDataException($"tensor {name} ends at byte {header.End} of the data, which has {data.Length}");
        if (header.End - header.Begin != header.Count * sizeof(float))
            throw new InvalidDataException($"tensor {name} has {header.End - header.Begin} bytes; its shape needs {header.Count * sizeof(float)}");
        var values = new float[header.Count];
        for (int i = 0; i < values.Length; i++)
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(data[((int)header.Begin + i * sizeof(float))..]);
        next = header.End;
        return new Tensor(name, header.Shape, values);
    }

    private sealed record TensorHeader(string DataType, int[] Shape, long Begin, long End)
    {
        public long Count => Shape.Contains(0) ? 0 : Shape.Aggregate(1L, (product, n) => product > int.MaxValue ? product : product * n);

        public static TensorHeader Read(string name, JsonNode? node)
        {
            try
            {
                JsonObject entry = node!.AsObject();
                long[] offsets = entry["data_offsets"].Deserialize<long[]>()!;
                var header = new TensorHeader(entry["dtype"]!.GetValue<string>(), entry["shape"].Deserialize<int[]>()!, offsets[0], offsets[1]);
                bool sound = offsets.Length == 2 && header.Begin >= 0 && header.End >= header.Begin && header.Shape.Length <= 8 && header.Shape.All(n => n >= 0) && header.Count <= int.MaxValue;
                return sound ? header : throw new InvalidDataException($"the header of tensor {name} has impossible numbers");
            }
            catch (Exception e) when (e is NullReferenceException or InvalidOperationException or JsonException or FormatException or IndexOutOfRangeException)
            {
                throw new InvalidDataException($"the header of tensor {name} is incomplete", e);
            }
        }
    }
}
