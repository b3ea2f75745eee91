using Mesascope.Items;

namespace Mesascope.Tests.Items;

public class CsvTableTests
{
    [Fact]
    public void Cells_may_hold_separators_quotes_and_line_breaks()
    {
        CsvTable table = CsvTable.Parse("\uFEFFa,b\r\n\"x, \"\"y\"\"\r\nz\",2\r\n\r\n,\"\"\n", "t.csv");
        Assert.Equal(["a", "b"], table.Columns);
        Assert.Equal(("x, \"y\"\r\nz", "2", 2), (table.Rows[0]["a"], table.Rows[0]["b"], table.Rows[0].Line));
        Assert.Equal(("", "", 5), (table.Rows[1]["a"], table.Rows[1]["b"], table.Rows[1].Line));
        Assert.Null(table.Rows[0]["c"]);
    }

    [Theory]
    [InlineData("", "t.csv is empty; its first line names the columns.")]
    [InlineData("a,a\n1,2\n", "t.csv: two columns are named \"a\".")]
    [InlineData("a,b\n1\n", "t.csv, line 2: 1 cells where the first line names 2 columns.")]
    [InlineData("a,b\n1,\"2\n3\n", "t.csv, line 2: a quotation mark is never closed.")]
    [InlineData("a,b\n1,\"2\"x\n", "t.csv, line 2: text after a closing quotation mark.")]
    public void A_damaged_table_gets_one_line(string text, string expected) =>
        Assert.Equal(expected, Assert.Throws<InvalidDataException>(() => CsvTable.Parse(text, "t.csv")).Message);
}
