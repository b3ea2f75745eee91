using System.Diagnostics;
using Mesascope.Agents;
using Mesascope.Audits;
using Mesascope.Randomness;
using Mesascope.Worlds;
namespace Mesascope.Tests.Worlds;
public class Scratch
{
    [Fact]
    public void Effects()
    {
        Show<MonsterGridworld, MonsterGridworld.State>();
        Show<TreeGridworld, TreeGridworld.State>();
        Show<CulturalTransmission, CulturalTransmission.State>();
    }
    static void Show<W, S>() where W : unmanaged, IWorld<W, S> where S : unmanaged, IEquatable<S>
    {
        var o = TestContext.Current.TestOutputHelper!;
        var w = new System.Text.StringBuilder();
        foreach (var i in Enumerable.Range(0, 3)) { var t = Tabulation<S>.Of(W.Card.Small, Play.Start<W, S>(W.Card.Small, new Seed((ulong)i))).Transitions; w.AppendLine($"{W.Card.Name} small outcomes {t.Next.Length} states {t.Reached[^1]}"); }
        foreach (var c in W.Card.Contrasts)
            foreach (IAgent a in W.Card.Goals.Select(g => (IAgent)new PlannerAgent(g)).Append(new RandomAgent()))
            {
                var sw = Stopwatch.StartNew();
                int n = 60; var d = new double[n]; double m0 = 0, m1 = 0;
                for (int i = 0; i < n; i++)
                {
                    double x = c.Measure(Play.Once<W, S>(c.Contrast.Control(new W()), a, new Seed(99).For("c", i))), y = c.Measure(Play.Once<W, S>(c.Contrast.Treated(new W()), a, new Seed(99).For("c", i)));
                    d[i] = y - x; m0 += x / n; m1 += y / n;
                }
                double mean = d.Average(), se = Math.Sqrt(d.Sum(v => (v - mean) * (v - mean)) / n / (n - 1));
                w.AppendLine($"{W.Card.Name} {c.Name} {a.Name}: {m0:0.000} -> {m1:0.000} effect {mean:0.000} ± {1.96 * se:0.000}  {sw.ElapsedMilliseconds / (2 * n)} ms");
            }
        foreach (Goal g in W.Card.Goals)
        {
            var sw = Stopwatch.StartNew();
            var r = GoalInference.Run<W, S>(new PlannerAgent(g), new Seed(5));
            w.AppendLine($"{W.Card.Name} {g.Name}: {r.Conclusion} T {r.TerminalIndex?.Value:0.00} [{r.TerminalIndex?.Low:0.00}, {r.TerminalIndex?.High:0.00}] G {r.GoalIndex?.Value:0.00} {sw.ElapsedMilliseconds} ms");
        }
        File.AppendAllText("/tmp/scratch/effects.txt", w.ToString());
    }
}
