using System.Text;

namespace Mesascope.Chat.Tests.RealModel;

/// <summary>A real, very small language model as a chat model: it goes on with the conversation as if it were a story, with the probabilities of its tokens. It cannot answer questions.</summary>
internal sealed class StoryModel(StoryNetwork network, StoryTokens tokens) : IChatModel
{
    private const int Written = 6, Likeliest = 20;

    public Task<Reply> ReplyAsync(Request request, CancellationToken cancellationToken = default)
    {
        List<int> prompt = tokens.Encode(Encoding.UTF8.GetBytes(string.Join("\n", request.Messages.Select(message => $"{message.Role}: {message.Content}")) + "\nAssistant:"));
        if (prompt.Count > network.Context - Written) prompt.RemoveRange(1, prompt.Count - (network.Context - Written));
        var memory = new StoryNetwork.Memory(network);
        float[] logits = [];
        foreach (int token in prompt) logits = network.Read(token, memory);
        var text = new StringBuilder();
        List<TokenChoice> choices = [];
        for (int n = 0; n < Written; n++)
        {
            int chosen = Array.IndexOf(logits, logits.Max());
            text.Append(tokens.Text(chosen));
            choices.Add(new TokenChoice(tokens.Text(chosen), Likely(logits)));
            if (n + 1 < Written) logits = network.Read(chosen, memory);
        }
        return Task.FromResult(new Reply(text.ToString()) { Tokens = request.Sampling.LogProbabilities ? choices : null, FinishReason = "length", InputTokens = prompt.Count, OutputTokens = Written });
    }

    private List<TokenProbability> Likely(float[] logits)
    {
        double top = logits.Max(), logSum = top + Math.Log(logits.Sum(logit => Math.Exp(logit - top)));
        return [.. Enumerable.Range(0, logits.Length).OrderByDescending(token => logits[token]).Take(Likeliest).Select(token => new TokenProbability(tokens.Text(token), logits[token] - logSum))];
    }
}
