using Mesascope.Runs;

namespace Mesascope.Tests.Runs;

public sealed class JournalTests : IDisposable
{
    private static readonly JournalOf<int, Entry> Lines = new("an entry", entry => entry.Key);

    private readonly string _folder = Directory.CreateTempSubdirectory("mesascope-").FullName;

    private string FilePath => Path.Combine(_folder, "entries.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Two that follow it while it is written see every record once and in order; neither holds up the writer.</summary>
    [Fact]
    public async Task Two_readers_follow_a_journal_that_is_being_written()
    {
        const int count = 2000;
        Task<List<int>> Follow() => Task.Run(() =>
        {
            var reader = new JournalReader<int, Entry>(FilePath, Lines);
            List<int> seen = [];
            while (seen.Count < count)
            {
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
                seen.AddRange(reader.Next().Select(entry => entry.Key));
            }
            return seen;
        });
        Task<List<int>> first = Follow(), second = Follow();
        using (var journal = Journal<int, Entry>.Open(FilePath, Lines))
            for (int i = 0; i < count; i++) journal.Append(new Entry(i, new string('x', i % 50)));
        Assert.Equal(Enumerable.Range(0, count), await first);
        Assert.Equal(Enumerable.Range(0, count), await second);
    }

    [Fact]
    public void A_reader_leaves_a_torn_line_alone_and_reads_what_takes_its_place()
    {
        using (var journal = Journal<int, Entry>.Open(FilePath, Lines)) journal.Append(new Entry(1, "one"));
        File.AppendAllText(FilePath, "{\"key\": 2, \"te");
        var reader = new JournalReader<int, Entry>(FilePath, Lines);
        Assert.Equal([1], reader.Next().Select(entry => entry.Key));
        Assert.EndsWith("\"te", File.ReadAllText(FilePath), StringComparison.Ordinal);
        using (var journal = Journal<int, Entry>.Open(FilePath, Lines)) journal.Append(new Entry(3, "three"));
        Assert.Equal([3], reader.Next().Select(entry => entry.Key));
    }

    [Fact]
    public void Of_two_records_with_one_key_the_first_counts()
    {
        using (var journal = Journal<int, Entry>.Open(FilePath, Lines))
            foreach (string text in (string[])["first", "second"]) journal.Append(new Entry(1, text));
        using var again = Journal<int, Entry>.Open(FilePath, Lines);
        Assert.Equal(("first", 1), (again.Find(1)?.Text, again.Count));
    }

    [Fact]
    public void A_second_writer_is_refused_and_may_write_when_the_first_is_done()
    {
        using (Journal<int, Entry>.Open(FilePath, Lines)) Assert.Throws<PrerequisiteException>(() => Journal<int, Entry>.Open(FilePath, Lines));
        using var second = Journal<int, Entry>.Open(FilePath, Lines);
        second.Append(new Entry(1, ""));
        Assert.Single(second.All);
    }

    private sealed record Entry(int Key, string Text);
}
