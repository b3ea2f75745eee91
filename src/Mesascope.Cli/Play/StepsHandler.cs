using System.Text.Json;
using System.Text.Json.Nodes;
using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Runs;
using Mesascope.Worlds;

namespace Mesascope.Cli;

/// <summary>Carries out <c>mesascope play --steps-out FILE</c>: what a subject saw and did, for somebody who holds his own code against it.</summary>
internal static class StepsHandler
{
    /// <summary>Lets the subject play and writes one line a step.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(PlayRequest request, Subject subject, WorldInstance world, Terminal terminal, CancellationToken cancellationToken)
    {
        if (Directory.Exists(request.StepsOut)) throw new ArgumentException($"--steps-out takes a file; {request.StepsOut} is a folder.");
        using var lines = new MemoryStream();
        int steps = 0;
        for (int episode = 0; episode < request.Episodes; episode++)
        {
            ulong seed = request.Seed + (ulong)episode;
            var walk = Walk.Begin(world, new Seed(seed), subject.Audited.Agent);
            for (; !walk.IsOver; steps++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                JsonSerializer.Serialize(lines, Step(walk, seed));
                lines.WriteByte((byte)'\n');
            }
        }
        Disk.Replace(request.StepsOut!, lines.ToArray());
        terminal.Line($"{subject.Typed} in {world.Name}: {steps} steps of {request.Episodes} episodes");
        terminal.Line($"steps: {request.StepsOut}");
        return Task.FromResult(ExitCode.Done);
    }

    // What is there to see, what the subject makes of it, and then what comes of it.
    private static JsonObject Step(Walk walk, ulong seed)
    {
        var step = new JsonObject
        {
            ["episode"] = seed, ["step"] = walk.Step, ["observation"] = string.Concat(walk.Observation.Select(bit => bit ? '1' : '0')),
            ["logits"] = walk.Scores is { } scores ? new JsonArray([.. scores.Select(score => (JsonNode)score)]) : null,
            ["probabilities"] = new JsonArray([.. walk.Probabilities!.Select(probability => (JsonNode)probability)]),
        };
        (int action, double reward, double performance) = (walk.Ask(), walk.Reward, walk.Performance);
        walk.Act(action);
        step["action"] = action;
        step["events"] = new JsonArray([.. walk.JustHappened.Select(worldEvent => (JsonNode)worldEvent)]);
        step["reward"] = walk.Reward - reward;
        step["performance"] = walk.Performance - performance;
        step["over"] = walk.IsOver;
        return step;
    }
}
