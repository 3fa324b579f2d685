namespace PackMan.Cli.Output;

/// <summary>A table as Helm's users know it: columns padded to their widest cell and set apart by a tab.</summary>
internal sealed class Table(params string[] headers)
{
    private readonly List<string[]> _rows = [];

    public bool HasHeaders { get; init; } = true;

    public void Add(params string[] cells) => _rows.Add([.. cells.Select(cell => SafeText.Of(cell).Replace('\n', ' '))]);

    /// <param name="paint">Colours a padded cell by its column and content; null leaves all plain.</param>
    public void Write(TextWriter output, Func<int, string, string>? paint = null)
    {
        var rows = HasHeaders ? [headers, .. _rows] : _rows;
        if (rows.Count == 0)
        {
            return;
        }

        var widths = Enumerable.Range(0, headers.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            var cells = row.Select((cell, column) => paint?.Invoke(column, cell.PadRight(widths[column])) ?? cell.PadRight(widths[column]));
            output.Write(string.Join('\t', cells).TrimEnd() + "\n");
        }
    }
}
