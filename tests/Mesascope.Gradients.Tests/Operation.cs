using System.Linq.Expressions;
using System.Reflection;
using Mesascope.Randomness;
using TorchSharp;

namespace Mesascope.Gradients.Tests;

/// <summary>An operation of ours and the same written plainly with libtorch's.</summary>
/// <param name="Name">What is tried, with its shape.</param>
/// <param name="Takes">The shapes of what it takes, all of it differentiated by.</param>
/// <param name="Ours">An expression, so that a test can see which operations it calls.</param>
/// <param name="Theirs">In double precision.</param>
internal sealed record Operation(string Name, (int Rows, int Columns)[] Takes, Expression<Func<Graph, Variable[], Variable>> Ours, Func<torch.Tensor[], torch.Tensor> Theirs)
{
    /// <summary>The operations of the graph that it calls.</summary>
    public IReadOnlyList<MethodInfo> Calls
    {
        get
        {
            var visitor = new CallVisitor();
            visitor.Visit(Ours);
            return visitor.Calls;
        }
    }

    /// <summary>Numbers for what it takes: normal, and the same each time.</summary>
    public float[][] Numbers() => [.. Takes.Select((shape, i) =>
    {
        var numbers = new float[shape.Rows * shape.Columns];
        Gaussian.Fill(new Seed(1).For($"{Name} {i}"), numbers);
        return numbers;
    })];

    private sealed class CallVisitor : ExpressionVisitor
    {
        public List<MethodInfo> Calls { get; } = [];

        protected override Expression VisitMethodCall(MethodCallExpression node)
        {
            Calls.Add(node.Method);
            return base.VisitMethodCall(node);
        }
    }
}
