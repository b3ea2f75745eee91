using System.Reflection;
using System.Runtime.CompilerServices;
using TorchSharp;

namespace Mesascope.Gradients.Tests;

/// <summary>Every operation of the graph against the automatic differentiation of libtorch.</summary>
public class OperationTests
{
    public static TheoryData<string> All => [.. Operations.All.Keys];

    [Theory, MemberData(nameof(All))]
    public void It_and_its_adjoints_are_those_of_libtorch(string name)
    {
        Torch.Require();
        Operation operation = Operations.All[name];
        using DisposeScope scope = torch.NewDisposeScope();
        float[][] numbers = operation.Numbers();
        torch.Tensor[] x = [.. operation.Takes.Select((shape, i) => Judge.Tensor(numbers[i], shape.Rows, shape.Columns).requires_grad_(true))];
        torch.Tensor y = operation.Theirs(x);
        y.backward([torch.tensor([.. Enumerable.Range(0, (int)y.numel()).Select(j => (double)Share(j))], dtype: torch.float64).reshape(y.shape)]);

        (float[] value, float[][] gradients) = Ours(operation, numbers, [.. numbers.Select(_ => true)]);
        Judge.Agree(y, value, "what it computes");
        for (int i = 0; i < x.Length; i++) Judge.Agree(x[i].grad!, gradients[i], $"the gradient by argument {i}");
    }

    [Theory, MemberData(nameof(All))]
    public void Where_one_argument_is_no_variable_the_gradients_by_the_others_stay(string name)
    {
        Operation operation = Operations.All[name];
        float[][] numbers = operation.Numbers(), all = Ours(operation, numbers, [.. numbers.Select(_ => true)]).Gradients;
        for (int constant = 0; constant < numbers.Length; constant++)
        {
            float[][] gradients = Ours(operation, numbers, [.. numbers.Select((_, i) => i != constant)]).Gradients;
            for (int i = 0; i < numbers.Length; i++) if (i != constant) Assert.Equal(all[i], gradients[i]);
        }
    }

    [Fact]
    public void Every_operation_is_judged()
    {
        // Whatever extends the graph by a method; the expressions above say which of them they call.
        IEnumerable<MethodInfo> operations = typeof(Graph).Assembly.GetTypes().SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(method => method.IsDefined(typeof(ExtensionAttribute)) && method.GetParameters() is [{ ParameterType.Name: nameof(Graph) }, ..]);
        Assert.Equal([], operations.Except(Operations.All.Values.SelectMany(operation => operation.Calls)).Select(method => $"{method.DeclaringType!.Name}.{method}"));
    }

    // What it computes, and the gradient of the sum of that times fixed numbers, all different, by each argument that is differentiated by.
    private static (float[] Value, float[][] Gradients) Ours(Operation operation, float[][] numbers, bool[] differentiated)
    {
        var parameters = new Parameters();
        Parameter[] places = [.. operation.Takes.Select((shape, i) => parameters.Add($"x{i}", shape.Rows, shape.Columns, 0))];
        var graph = new Graph([.. numbers.SelectMany(x => x)], new float[parameters.Count]);
        Variable[] x = [.. operation.Takes.Select((shape, i) => differentiated[i] ? graph[places[i]] : graph.Input(shape.Rows, shape.Columns, numbers[i]))];
        Variable y = operation.Ours.Compile()(graph, x), loss = graph.New(1, 1);
        graph.Record(() =>
        {
            for (int j = 0; j < y.Count; j++) y.Gradient[j] += Share(j) * loss.Gradient[0];
        });
        graph.Backward(loss);
        return (y.Value.ToArray(), [.. x.Select(argument => argument.Gradient.ToArray())]);
    }

    private static float Share(int j) => MathF.Sin(1 + j);

}
