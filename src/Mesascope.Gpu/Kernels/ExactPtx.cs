using System.Reflection;
using ILGPU;
using ILGPU.Backends.PTX;
using ILGPU.Frontend;
using ILGPU.Frontend.Intrinsic;
using ILGPU.IR;
using ILGPU.IR.Intrinsics;
using ILGPU.IR.Types;
using ILGPU.IR.Values;
using Mesascope.Randomness;

namespace Mesascope.Gpu.Kernels;

/// <summary>What <see cref="Exact"/> and <see cref="Packed.Read"/> are in the GPU's assembly language.</summary>
/// <remarks>Source: PTX ISA 7.0, sections 9.7.1 and 9.7.3: a product with an explicit rounding is never fused with a sum; 9.7.8, loads.</remarks>
internal static class ExactPtx
{
    // These hold for all contexts: what the science calls for the sake of both devices.
    static ExactPtx()
    {
        RemappedIntrinsics.AddRemapping(typeof(PortableMath), typeof(Exact), nameof(Product), typeof(float), typeof(float));
        MethodInfo asFloat = typeof(Interop).GetMethod(nameof(Interop.IntAsFloat), [typeof(uint)])!;
        RemappedIntrinsics.AddRemapping(typeof(BitConverter).GetMethod(nameof(BitConverter.UInt32BitsToSingle))!, (ref InvocationContext context) => context.Method = asFloat);
    }

    /// <summary>Makes it known to the compiler.</summary>
    public static Context.Builder Register(Context.Builder builder)
    {
        IntrinsicImplementationManager manager = builder.GetIntrinsicManager();
        foreach (string name in (string[])[nameof(Product), nameof(TrailingZeros)])
            manager.RegisterMethod(typeof(Exact).GetMethod(name)!, new PTXIntrinsic(typeof(ExactPtx).GetMethod(name)!, IntrinsicImplementationMode.GenerateCode));
        manager.RegisterMethod(typeof(Packed).GetMethod(nameof(Packed.Read))!, new PTXIntrinsic(typeof(ExactPtx).GetMethod(nameof(Read))!, IntrinsicImplementationMode.GenerateCode));
        return builder;
    }

    /// <summary>Writes the loads behind <see cref="Packed.Read"/>.</summary>
    public static void Read(PTXBackend backend, PTXCodeGenerator generator, Value value)
    {
        var call = (MethodCall)value;
        Value address = call.Nodes[0].Resolve();
        int slot = 0;
        Load(generator, generator.Allocate(call), generator.LoadHardware(address), ((AddressSpaceType)address.Type).AddressSpace, ref slot);
    }

    /// <summary>Writes the instruction behind <see cref="Exact.Product"/>.</summary>
    public static void Product(PTXBackend backend, PTXCodeGenerator generator, Value value)
    {
        var call = (MethodCall)value;
        var left = generator.LoadPrimitive(call.Nodes[0]);
        var right = generator.LoadPrimitive(call.Nodes[1]);
        var product = generator.AllocateHardware(call);
        using var command = generator.BeginCommand("mul.rn.f32");
        command.AppendArgument(product);
        command.AppendArgument(left);
        command.AppendArgument(right);
    }

    /// <summary>Writes the instructions behind <see cref="Exact.TrailingZeros"/>.</summary>
    public static void TrailingZeros(PTXBackend backend, PTXCodeGenerator generator, Value value)
    {
        var call = (MethodCall)value;
        var bits = generator.LoadPrimitive(call.Nodes[0]);
        var mirrored = generator.AllocateRegister(BasicValueType.Int64, PTXRegisterKind.Int64);
        var count = generator.AllocateHardware(call);
        using (var mirror = generator.BeginCommand("brev.b64"))
        {
            mirror.AppendArgument(mirrored);
            mirror.AppendArgument(bits);
        }
        using (var zeros = generator.BeginCommand("clz.b64"))
        {
            zeros.AppendArgument(count);
            zeros.AppendArgument(mirrored);
        }
        generator.FreeRegister(mirrored);
    }

    private static void Load(PTXCodeGenerator generator, PTXRegisterAllocator.Register target, PTXRegisterAllocator.HardwareRegister address, MemoryAddressSpace space, ref int slot)
    {
        if (target is PTXRegisterAllocator.CompoundRegister compound)
        {
            for (int i = 0; i < compound.NumChildren; i++)
                if (!compound.Type.Fields[i].IsPaddingType) Load(generator, compound.Children[i], address, space, ref slot);
            return;
        }
        var register = (PTXRegisterAllocator.HardwareRegister)target;
        bool truth = register.Kind == PTXRegisterKind.Predicate;
        var loaded = truth ? generator.AllocateInt32Register() : register;
        using (var load = generator.BeginCommand("ld"))
        {
            load.AppendAddressSpace(space);
            load.AppendSuffix(loaded.Kind switch
            {
                PTXRegisterKind.Int16 => "b16", PTXRegisterKind.Int32 => "b32", PTXRegisterKind.Int64 => "b64", PTXRegisterKind.Float32 => "f32", _ => "f64",
            });
            load.AppendArgument(loaded);
            load.AppendArgumentValue(address, 8 * slot++);
        }
        if (!truth) return;
        using (var test = generator.BeginCommand("setp.ne.b32"))
        {
            test.AppendArgument(register);
            test.AppendArgument(loaded);
            test.AppendConstant(0L);
        }
        generator.FreeRegister(loaded);
    }
}
