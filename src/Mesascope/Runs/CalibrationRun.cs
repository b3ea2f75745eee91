using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mesascope.Runs;

/// <summary>What a calibration is asked.</summary>
public sealed record CalibrationQuestion : Question, IQuestion<CalibrationQuestion>
{
    /// <inheritdoc/>
    public static string Kind => "calibrate";

    /// <inheritdoc/>
    protected override string Command => Kind;

    /// <summary>The worlds; null where none are asked in.</summary>
    [Option("--worlds"), DisplayName("list of worlds")]
    public IReadOnlyList<string>? Worlds { get; init; }

    /// <summary>Audits of each control, or subjects of each kind; null where neither is audited.</summary>
    [Option("--seeds"), DisplayName("number of seeds")]
    public int? Seeds { get; init; }

    /// <summary>Most pairs per audit; null where none are taken.</summary>
    [Option("--budget")]
    public int? Budget { get; init; }

    /// <summary>Simulated audits or streams; null where none are simulated.</summary>
    [Option("--streams"), DisplayName("number of streams")]
    public int? Streams { get; init; }

    /// <summary>Audits of scripted chat models; null for none.</summary>
    [Option("--chat"), DisplayName("number of chat audits")]
    public int? Chat { get; init; }

    /// <summary>True where simulated streams are tried.</summary>
    [Option("--statistics"), DisplayName("kind of calibration (--statistics)")]
    public bool Statistics { get; init; }

    /// <summary>True where conclusions about goals are judged.</summary>
    [Option("--goals"), DisplayName("kind of calibration (--goals)")]
    public bool Goals { get; init; }

    /// <inheritdoc/>
    public static CalibrationQuestion OfFormat1(JsonObject manifest) => throw new JsonException("version 0.1.0 kept no calibration");
}

/// <summary>A calibration on disk: <c>parts.jsonl</c> holds each part that is done, and a resumed run does the others. Parts may be done on any thread.</summary>
public sealed class CalibrationRun : IDisposable
{
    private const string PartsFile = "parts.jsonl", ResultFile = "calibration.json";
    private static readonly JournalOf<string, DonePart> Lines = new("a part of a calibration", done => done.Part);

    private readonly Run<CalibrationQuestion> _run;
    private readonly Journal<string, DonePart> _parts;

    private CalibrationRun(Run<CalibrationQuestion> run, Journal<string, DonePart> parts) => (_run, _parts) = (run, parts);

    /// <summary>Begins one here, or goes on with the one that is here.</summary>
    /// <param name="folder">The folder of this one run.</param>
    /// <param name="manifest">What is asked; also what a resumed run is held against.</param>
    /// <param name="resume">Go on where one stands; begin where there is none.</param>
    /// <exception cref="ArgumentException">The folder holds something else; nothing in it was touched.</exception>
    public static CalibrationRun Open(string folder, Manifest<CalibrationQuestion> manifest, bool resume)
    {
        Run<CalibrationQuestion> run = Run<CalibrationQuestion>.Open(folder, manifest, resume);
        try
        {
            return new CalibrationRun(run, Journal<string, DonePart>.Open(run.Artifact(PartsFile), Lines));
        }
        catch
        {
            run.Dispose();
            throw;
        }
    }

    /// <summary>A part: read where it is done, else done and kept.</summary>
    /// <param name="id">What tells it from every other part of this calibration.</param>
    /// <param name="work">Does it.</param>
    public async Task<TPart> PartAsync<TPart>(string id, Func<Task<TPart>> work)
    {
        if (_parts.Find(id) is { } done) return done.Found.Deserialize<TPart>(RunJson.Line) ?? throw new InvalidDataException($"{PartsFile}: {id} holds nothing.");
        TPart part = await work().ConfigureAwait(false);
        _parts.Append(new DonePart(id, JsonSerializer.SerializeToNode(part, RunJson.Line)!));
        return part;
    }

    /// <summary>Tells those who follow the run how far it is.</summary>
    public void Report(double done, string what) => _run.Report(new RunEvent(RunEventKind.Figure, done, what));

    /// <summary>Writes the result; of one that is finished already nothing is written again.</summary>
    public void Finish(JsonNode result)
    {
        if (!File.Exists(_run.Artifact(ResultFile))) _run.Finish(ResultFile, result);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _parts.Dispose();
        _run.Dispose();
    }

    private sealed record DonePart(string Part, JsonNode Found);
}
