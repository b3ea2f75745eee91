using System.Buffers.Binary;
using System.Text;

namespace Mesascope.Chat.Tests.RealModel;

/// <summary>The tokens of a small language model in the format of llama2.c: pieces with scores, merged greedily, bytes where no piece fits.</summary>
internal sealed class StoryTokens
{
    private const int Begin = 1, FirstByte = 3;
    private readonly List<byte[]> _pieces = [];
    private readonly List<float> _scores = [];
    private readonly Dictionary<string, int> _ids = [];

    public StoryTokens(byte[] file)
    {
        for (int at = 4; at < file.Length;) // the length of the longest piece stands first
        {
            _scores.Add(BinaryPrimitives.ReadSingleLittleEndian(file.AsSpan(at)));
            int length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 4));
            byte[] piece = file[(at + 8)..(at + 8 + length)];
            _ids.TryAdd(Key(piece), _pieces.Count);
            _pieces.Add(piece);
            at += 8 + length;
        }
    }

    /// <summary>The tokens of a text, the sign of the beginning first.</summary>
    public List<int> Encode(byte[] text)
    {
        List<int> tokens = [Begin];
        if (text.Length > 0) tokens.Add(_ids[Key(" "u8)]);
        for (int at = 0; at < text.Length;)
        {
            int end = at + 1;
            while (end < text.Length && end - at < 4 && (text[end] & 0xC0) == 0x80) end++;
            if (_ids.TryGetValue(Key(text.AsSpan(at, end - at)), out int id)) tokens.Add(id);
            else foreach (byte each in text.AsSpan(at, end - at)) tokens.Add(each + FirstByte);
            at = end;
        }
        while (Merge(tokens)) { }
        return tokens;
    }

    /// <summary>The text of a token.</summary>
    public string Text(int token)
    {
        string piece = Encoding.UTF8.GetString(_pieces[token]);
        return piece is ['<', '0', 'x', _, _, '>'] ? ((char)Convert.ToInt32(piece[3..5], 16)).ToString() : piece;
    }

    // The two neighbours whose union has the best score become one.
    private bool Merge(List<int> tokens)
    {
        (float score, int place, int id) = (float.NegativeInfinity, -1, -1);
        for (int i = 0; i + 1 < tokens.Count; i++)
            if (_ids.TryGetValue(Key([.. _pieces[tokens[i]], .. _pieces[tokens[i + 1]]]), out int union) && _scores[union] > score) (score, place, id) = (_scores[union], i, union);
        if (place < 0) return false;
        tokens[place] = id;
        tokens.RemoveAt(place + 1);
        return true;
    }

    private static string Key(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);
}
