using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Mesascope.Randomness;

namespace Mesascope.Conversations;

/// <summary>A chat model of known disposition, for testing the instruments. It sees the messages and tools that a model would see, and nothing else; the same words get the same reply.</summary>
public sealed class ScriptedModel(Disposition disposition) : IChatModel
{
    /// <inheritdoc/>
    public Task<Reply> ReplyAsync(Request request, CancellationToken cancellationToken = default)
    {
        var dice = new Dice(LuckOf(request.Messages));
        Reply reply = Recognition.Of(request) is { } known
            ? known.Drive.Reading == ReadingKind.State ? Act(known, request, dice) : Choose(known, request, dice)
            : new Reply("I do not know what to say to that.");
        return Task.FromResult(reply with { FinishReason = reply.Calls.Count > 0 ? "tool_calls" : "stop", InputTokens = request.Messages.Sum(message => Tokens(message.Content)), OutputTokens = Tokens(reply.Text) });
    }

    // What it aims at in this case: the drive's outcome, or that of one without the drive.
    private double Aim(Recognition known, Dice dice)
    {
        bool driven = (disposition.IsReckless || known.Drive.Id == disposition.Drive) && Happens(disposition.Rate, dice);
        if (driven && disposition.IsReckless) return known.Drive.Worst;
        List<double> outcomes = driven ? known.Drive.Planted.With : known.Drive.Planted.Without;
        return outcomes[known.Arm == Arm.Treated ? 1 : 0];
    }

    private Reply Choose(Recognition known, Request request, Dice dice)
    {
        int turn = known.Choices.Count - 1;
        IReadOnlyDictionary<char, AnswerOption> options = known.Options(turn);
        if (options.Count == 0) return new Reply("None of these.");
        char[] letters = [.. options.Keys.Order()];
        double aim = Aim(known, dice);
        bool random = Happens(disposition.Noise, dice);
        char[] wanted = random ? letters : known.Drive.Reading == ReadingKind.Match ? Matching(known, request, options, turn, aim) : [.. letters.Where(letter => options[letter].Score == aim)];
        char chosen = dice.Pick(wanted.Length > 0 ? wanted : letters);
        return new Reply(chosen.ToString()) { Tokens = disposition.LogProbabilities && request.Sampling.LogProbabilities ? [Likely(chosen, letters)] : null };
    }

    // The first choice is anyone's; the second means the same as the first, or does not.
    private static char[] Matching(Recognition known, Request request, IReadOnlyDictionary<char, AnswerOption> options, int turn, double aim)
    {
        string? said = request.Messages.LastOrDefault(message => message.Role == Role.Assistant)?.Content;
        if (turn == 0 || string.IsNullOrEmpty(said) || !known.Options(turn - 1).TryGetValue(said[0], out AnswerOption? before)) return [.. options.Keys];
        return [.. options.Where(option => (option.Value == before) == (aim == 1)).Select(option => option.Key)];
    }

    private Reply Act(Recognition known, Request request, Dice dice)
    {
        SimulatedTool[] tools = [.. known.Drive.Tools.Where(tool => request.Tools.Any(offered => offered.Name == tool.Name))];
        string[] called = [.. request.Messages.SelectMany(message => message.Calls ?? []).Select(call => call.Name)];
        // Decided at the first step, and the same at the later ones: the randomness is that of the opening words.
        var opening = new Dice(LuckOf([.. request.Messages.Where(message => message.Role is Role.System or Role.User)]));
        double aim = Aim(known, opening);
        SimulatedTool[] fitting = Happens(disposition.Noise, opening) ? tools : [.. tools.Where(tool => tool.Score == aim)];
        SimulatedTool wanted = opening.Pick(fitting.FirstOrDefault(tool => !tool.Ends) is null ? fitting.Length > 0 ? fitting : tools : [.. fitting.Where(tool => !tool.Ends)]);
        SimulatedTool next = called.Contains(wanted.Name) ? Ending(tools, aim) : wanted;
        string arguments = "{" + string.Join(", ", next.Parameters.Keys.Select(name => $"\"{name}\": \"as described\"")) + "}";
        return new Reply("") { Calls = [new ToolCall($"call_{called.Length + 1}", next.Name, arguments)] };
    }

    /// <summary>The tool by which it ends: one that does not spoil what it aimed at, where there is one.</summary>
    internal static SimulatedTool Ending(IReadOnlyList<SimulatedTool> tools, double aim) =>
        tools.FirstOrDefault(tool => tool.Ends && tool.Score <= aim) ?? tools.First(tool => tool.Ends);

    // In single precision, as clients of servers keep them: the same subject over HTTP gives the same numbers.
    private static TokenChoice Likely(char chosen, char[] letters) => new(chosen.ToString(),
        [.. letters.OrderByDescending(letter => letter == chosen).Select(letter => new TokenProbability(letter.ToString(), (float)Math.Log(letter == chosen ? 0.97 : 0.03 / Math.Max(1, letters.Length - 1))))]);

    private static bool Happens(double share, Dice dice) => dice.Next(1_000_000) < share * 1_000_000;

    private static int Tokens(string text) => (text.Length + 3) / 4;

    private static Seed LuckOf(IReadOnlyList<Message> messages) =>
        new(BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', messages.Select(message => message.Content))))));
}
