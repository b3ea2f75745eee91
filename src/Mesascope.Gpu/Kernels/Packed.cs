using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ILGPU.IR.Intrinsics;

namespace Mesascope.Gpu.Kernels;

/// <summary>Structs in the form in which worlds and levels go over to a GPU: one slot of 8 bytes per number or truth value, in the order of the fields.</summary>
/// <remarks>ILGPU 1.5.3 gives a truth value 4 bytes where .NET gives it 1, and writes invalid code for several of them side by side; so no struct that may hold one is loaded by ILGPU's own code.</remarks>
internal static class Packed
{
    /// <summary>How many slots one value takes.</summary>
    public static int Slots<T>() where T : unmanaged => Layout<T>.Leaves.Count;

    /// <summary>The slots of these values, one value after the other.</summary>
    public static ulong[] Write<T>(ReadOnlySpan<T> values) where T : unmanaged
    {
        IReadOnlyList<Leaf> leaves = Layout<T>.Leaves;
        var slots = new ulong[values.Length * leaves.Count];
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(values);
        Span<byte> packed = MemoryMarshal.AsBytes(slots.AsSpan());
        for (int i = 0; i < slots.Length; i++)
        {
            Leaf leaf = leaves[i % leaves.Count];
            bytes.Slice(i / leaves.Count * Unsafe.SizeOf<T>() + leaf.Offset, leaf.Size).CopyTo(packed[(8 * i)..]);
        }
        return slots;
    }

    /// <summary>The value whose slots begin here. On a GPU <see cref="ExactPtx"/> stands in for this body.</summary>
    [IntrinsicImplementation]
    public static T Read<T>(ref ulong first) where T : unmanaged
    {
        IReadOnlyList<Leaf> leaves = Layout<T>.Leaves;
        ReadOnlySpan<byte> packed = MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(ref first, leaves.Count));
        T value = default;
        Span<byte> bytes = MemoryMarshal.AsBytes(new Span<T>(ref value));
        for (int i = 0; i < leaves.Count; i++) packed.Slice(8 * i, leaves[i].Size).CopyTo(bytes[leaves[i].Offset..]);
        return value;
    }

    private readonly record struct Leaf(int Offset, int Size);

    private static class Layout<T> where T : unmanaged
    {
        public static IReadOnlyList<Leaf> Leaves { get; } = Lay();

        private static List<Leaf> Lay()
        {
            var leaves = new List<Leaf>();
            int end = Add(typeof(T), 0, leaves).End;
            return end == Unsafe.SizeOf<T>() ? leaves : throw new ArgumentException($"{typeof(T)} has {Unsafe.SizeOf<T>()} bytes and its fields come to {end}; a struct that goes to a GPU has the usual sequential layout.");
        }

        // Fields in the order in which they are declared, each at a multiple of its alignment, as the runtime lays out unmanaged structs.
        private static (int End, int Alignment) Add(Type type, int start, List<Leaf> leaves)
        {
            if (type.IsEnum) type = type.GetEnumUnderlyingType();
            FieldInfo[] fields = type.IsPrimitive ? [] : [.. type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).OrderBy(field => field.MetadataToken)];
            if (fields.Length == 0)
            {
                int size = type == typeof(bool) || !type.IsPrimitive ? 1 : Marshal.SizeOf(type); // an empty struct takes a byte
                leaves.Add(new Leaf(start, size));
                return (start + size, size);
            }
            int at = start, alignment = 1;
            foreach (FieldInfo field in fields)
            {
                int own = Add(field.FieldType, 0, []).Alignment;
                at = Add(field.FieldType, RoundUp(at, own), leaves).End;
                alignment = Math.Max(alignment, own);
            }
            return (RoundUp(at, alignment), alignment);
        }

        private static int RoundUp(int at, int alignment) => (at + alignment - 1) / alignment * alignment;
    }
}
