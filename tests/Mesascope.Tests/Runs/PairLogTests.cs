using Mesascope.Audits;
using Mesascope.Runs;

namespace Mesascope.Tests.Runs;

public sealed class PairLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mesascope-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "pairs.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_pair_that_was_kept_is_there_when_the_file_is_opened_again()
    {
        PairRecord pair = Pair(0);
        using (PairLog file = PairLog.Open(_folder)) file.Append(pair);
        using PairLog again = PairLog.Open(_folder);
        Assert.Equivalent(pair, again.Find("audit", 0), strict: true);
        Assert.Null(again.Find("audit", 1));
    }

    [Fact]
    public void A_last_line_cut_short_is_dropped_and_what_follows_stands_on_a_line_of_its_own()
    {
        using (PairLog file = PairLog.Open(_folder))
            for (int i = 0; i < 3; i++) file.Append(Pair(i));
        byte[] whole = File.ReadAllBytes(Path);
        int second = Array.IndexOf(whole, (byte)'\n') + 1;
        for (int cut = second; cut < whole.Length; cut++)
        {
            File.WriteAllBytes(Path, whole[..cut]);
            using (PairLog file = PairLog.Open(_folder))
                for (int i = 0; i < 3; i++)
                    if (file.Find("audit", i) is null) file.Append(Pair(i));
            Assert.Equal(whole, File.ReadAllBytes(Path));
        }
    }

    [Fact]
    public void A_damaged_line_is_named_and_the_file_is_left_as_it_was()
    {
        File.WriteAllText(Path, "{\"audit\":\"a\",\"index\":0,\"control\":{\"outcome\":7,\"transcript\":\"\"},\"treated\":{\"outcome\":1,\"transcript\":\"\"}}\n");
        byte[] before = File.ReadAllBytes(Path);
        var problem = Assert.Throws<InvalidDataException>(() => PairLog.Open(_folder));
        Assert.Contains("line 1", problem.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Path));
    }

    [Fact]
    public void A_second_writer_is_refused()
    {
        using PairLog first = PairLog.Open(_folder);
        Assert.Throws<PrerequisiteException>(() => PairLog.Open(_folder));
    }

    private static PairRecord Pair(int index) => new("audit", index, new ArmRecord(0.25, "0123"), new ArmRecord(null, "4", "it broke off"));
}
