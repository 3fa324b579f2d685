namespace PackMan.Charts;

/// <summary>A file of a chart.</summary>
/// <param name="Path">Path inside the chart, with forward slashes, without a leading one (`templates/service.yaml`).</param>
/// <param name="Content">The bytes as packaged.</param>
public sealed record ChartFile(string Path, ReadOnlyMemory<byte> Content);
