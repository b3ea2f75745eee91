using ILGPU;
using ILGPU.Backends.PTX;
using ILGPU.IR;
using ILGPU.IR.Intrinsics;
using ILGPU.IR.Values;

namespace Mesascope.Gpu.Kernels;

/// <summary>What <see cref="Exact"/> is in the card's assembly language.</summary>
/// <remarks>Source: PTX ISA 7.0, sections 9.7.1 and 9.7.3: a product with an explicit rounding is never fused with a sum.</remarks>
internal static class ExactPtx
{
    /// <summary>Makes it known to the compiler.</summary>
    public static Context.Builder Register(Context.Builder builder)
    {
        IntrinsicImplementationManager manager = builder.GetIntrinsicManager();
        foreach (string name in (string[])[nameof(Product), nameof(TrailingZeros)])
            manager.RegisterMethod(typeof(Exact).GetMethod(name)!, new PTXIntrinsic(typeof(ExactPtx).GetMethod(name)!, IntrinsicImplementationMode.GenerateCode));
        return builder;
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
}
