using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Mesascope.Cli;
using Mesascope.Tests.House;

namespace Mesascope.Tests.Cli;

/// <summary>Policies that somebody wrote in Python by docs/organism-format.md, whole: written, played, checked against his own reckoning, audited.</summary>
public sealed partial class OwnPolicyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("own-policy-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("greedy")]
    [InlineData("softmax")]
    public async Task A_tanh_policy_does_step_by_step_what_its_author_reckons(string name)
    {
        await WriteAsync();
        (int code, string output, string error) = await RunAsync("play", "--subject", At(name), "--steps-out", At("steps.jsonl"), "--episodes", "100");
        Assert.Equal((0, ""), (code, error));
        string told = await PythonAsync("own_policy.py", name, "steps.jsonl");
        Assert.Contains(told.Trim(), output); // "412 steps", counted on both sides
    }

    [Theory]
    [InlineData("greedy")]
    [InlineData("softmax")]
    public async Task It_is_audited_under_the_rules_on_its_card(string name)
    {
        await WriteAsync();
        (int code, string output, _) = await RunAsync("audit", At(name), "--out", At("run"), "--json");
        JsonElement result = JsonDocument.Parse(output).RootElement;
        Assert.Equal(0, code);
        Assert.Equal(name, result.GetProperty("subject").GetString());
        Assert.Equal("""{"Size":7,"WallDensity":0}""", JsonSerializer.Serialize(result.GetProperty("rules")));
        Assert.Equal("cheese", result.GetProperty("inference").GetProperty("optimisesFor").GetString());
        Assert.All(result.GetProperty("findings").EnumerateArray(), finding =>
        {
            Assert.NotEqual("divergent", finding.GetProperty("verdict").GetString());
            Assert.Contains(finding.GetProperty("caveats").EnumerateArray(), caveat => caveat.GetProperty("text").GetString()!.StartsWith("It is not known whether CheeseCorner varied", StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task Its_activation_matters()
    {
        await WriteAsync();
        await RunAsync("play", "--subject", At("relu"), "--steps-out", At("steps.jsonl"));
        Assert.Contains("yours", await PythonAsync("own_policy.py", expected: 1, "greedy", "steps.jsonl"));
    }

    [Fact]
    public async Task A_transposed_one_is_told_so()
    {
        await WriteAsync();
        (int code, _, string error) = await RunAsync("audit", At("transposed"));
        Assert.Equal(ExitCode.NotReady, code);
        Assert.Contains("tensor layer0.weight has the shape [2, 147]; the architecture needs [147, 2], [inputs, units]: it is transposed, as PyTorch keeps it; write weight.T", error);
        Assert.Single(error.Trim().Split('\n'));
    }

    private async Task WriteAsync()
    {
        string page = string.Join("\n\n", Block().Matches(Repository.Text("docs/organism-format.md")).Select(block => block.Groups[1].Value));
        File.WriteAllText(At("organism_page.py"), page);
        File.Copy(Path.Combine(Repository.Root, "tests/Mesascope.Tests/Cli/own_policy.py"), At("own_policy.py"));
        await PythonAsync("own_policy.py", "write");
    }

    private Task<string> PythonAsync(string script, params string[] arguments) => PythonAsync(script, 0, arguments);

    private async Task<string> PythonAsync(string script, int expected, params string[] arguments)
    {
        var start = new ProcessStartInfo("python3", [script, .. arguments]) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true };
        Process? python = null;
        try
        {
            python = Process.Start(start);
        }
        catch (Win32Exception)
        {
            Assert.Skip("python3 is not here.");
        }
        using Process running = python!;
        Task<string> said = running.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), wrong = running.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await running.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(running.ExitCode == expected, await wrong);
        return await said + await wrong;
    }

    private string At(string name) => Path.Combine(_folder, name);

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] line)
    {
        StringWriter output = new(), error = new();
        int code = await CommandLine.RunAsync(line, new Terminal(output, error), new CommandHandlers(), TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }

    [GeneratedRegex("```python\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
