namespace Mesascope.Experiments;

/// <summary>What a replication came to: its table, and what one would rather look at than read.</summary>
public sealed record Tables
{
    /// <summary>The table, in reading order.</summary>
    public required IReadOnlyList<ReplicationRow> Rows { get; init; }

    /// <summary>The pictures for its page; none for a table that says it all.</summary>
    public IReadOnlyList<Plot> Plots { get; init; } = [];

    /// <summary>Tables to look at rather than to read.</summary>
    public IReadOnlyList<Matrix> Matrices { get; init; } = [];
}

/// <summary>One line of a replication's table.</summary>
/// <param name="Quantity">What was measured.</param>
/// <param name="Parameters">Under which settings.</param>
/// <param name="Target">The published figure; null where none was published for these settings.</param>
/// <param name="Result">Ours.</param>
/// <param name="Low">Lower end of our 95 % interval; equal to the result where it is exact.</param>
/// <param name="High">Upper end of our 95 % interval.</param>
/// <param name="N">Units it rests on: training runs, episodes; 1 where it is exact.</param>
/// <param name="Pass">Whether it meets its gate; null where it has none.</param>
/// <param name="Why">Why it missed its gate, where that is more than a result beside its target; else null.</param>
public sealed record ReplicationRow(string Quantity, string Parameters, double? Target, double? Result, double? Low, double? High, int N, bool? Pass, string? Why = null);

/// <summary>A line chart: what a replication shows at a glance.</summary>
/// <param name="Title">What one sees in it, as a sentence.</param>
/// <param name="XAxis">What runs along it, with its unit.</param>
/// <param name="YAxis">What rises, with its unit.</param>
/// <param name="Lines">At least one.</param>
/// <param name="LogarithmicX">True where x spans orders of magnitude; every x is then above 0.</param>
public sealed record Plot(string Title, string XAxis, string YAxis, IReadOnlyList<PlotLine> Lines, bool LogarithmicX = false);

/// <summary>One line of a chart.</summary>
/// <param name="Name">As the legend says it.</param>
/// <param name="Points">In the order of x.</param>
/// <param name="Reference">True for a published or exact curve: drawn dashed.</param>
public sealed record PlotLine(string Name, IReadOnlyList<PlotPoint> Points, bool Reference = false);

/// <summary>One point of a line. Low and high are the ends of its 95 % interval, where it has one.</summary>
public readonly record struct PlotPoint(double X, double Y, double? Low = null, double? High = null);

/// <summary>A table to look at: a share in each cell, coloured by it.</summary>
/// <param name="Title">What one sees in it, as a sentence.</param>
/// <param name="Columns">Their names.</param>
/// <param name="Rows">At least one.</param>
/// <param name="Legend">What a cell says, and what the columns are.</param>
public sealed record Matrix(string Title, IReadOnlyList<string> Columns, IReadOnlyList<MatrixRow> Rows, string Legend);

/// <summary>One row of it.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Cells">One for each column.</param>
public sealed record MatrixRow(string Name, IReadOnlyList<MatrixCell> Cells);

/// <summary>One cell.</summary>
/// <param name="Share">In [0, 1]; 1 is good.</param>
/// <param name="Target">The published share, where there is one.</param>
public readonly record struct MatrixCell(double Share, double? Target = null);
