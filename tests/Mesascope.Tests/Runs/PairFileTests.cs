using Mesascope.Audits;
using Mesascope.Runs;

namespace Mesascope.Tests.Runs;

public sealed class PairFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mesascope-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "pairs.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_pair_that_was_kept_is_there_when_the_file_is_opened_again()
    {
        PairRecord pair = Pair(0);
        using (PairFile file = PairFile.Open(Path)) file.Append(pair);
        using PairFile again = PairFile.Open(Path);
        Assert.Equal(pair, again.Find("audit", 0));
        Assert.Null(again.Find("audit", 1));
    }

    [Fact]
    public void A_last_line_cut_short_is_dropped_and_what_follows_stands_on_a_line_of_its_own()
    {
        using (PairFile file = PairFile.Open(Path))
            for (int i = 0; i < 3; i++) file.Append(Pair(i));
        byte[] whole = File.ReadAllBytes(Path);
        int second = Array.IndexOf(whole, (byte)'\n') + 1;
        for (int cut = second; cut < whole.Length; cut++)
        {
            File.WriteAllBytes(Path, whole[..cut]);
            using (PairFile file = PairFile.Open(Path))
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
        var problem = Assert.Throws<InvalidDataException>(() => PairFile.Open(Path));
        Assert.Contains("line 1", problem.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Path));
    }

    [Fact]
    public void A_second_writer_is_refused()
    {
        using PairFile first = PairFile.Open(Path);
        Assert.Throws<PrerequisiteException>(() => PairFile.Open(Path));
    }

    private static PairRecord Pair(int index) => new("audit", index, new ArmRecord(0.25, "0123"), new ArmRecord(null, "4", "it broke off"));
}
