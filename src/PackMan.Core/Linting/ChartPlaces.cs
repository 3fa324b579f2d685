using PackMan.Charts.Loading;

namespace PackMan.Linting;

/// <summary>Puts the paths users know in the place of those templates have (`shop/charts/cache/templates/…` of an alias, or of a folder of another name).</summary>
internal sealed class ChartPlaces(LintedChart chart)
{
    private readonly List<(string Folder, string Location)> _charts =
    [
        .. chart.Renderings.Where(rendering => rendering.Tree is not null).SelectMany(rendering => rendering.Tree!.Root.All)
            .Select(place => ($"{place.Folder}/", ChartText.NameOf(place.Chart.Location, "")))
            .Append(($"{chart.Chart.Metadata.Name}/", ChartText.NameOf(chart.Chart.Location, "")))
            .Distinct()
            .OrderByDescending(pair => pair.Item1.Length),
    ];

    public Finding Of(Finding finding) => finding.Frame is { } frame ? finding with { Frame = Of(frame) } : finding;

    private CodeFrame Of(CodeFrame frame)
    {
        var file = PathOf(frame.File);
        return frame with
        {
            File = file,
            LineText = frame.LineText ?? chart.Files.LinesOf(file).ElementAtOrDefault(frame.Line - 1),
            Callers = [.. frame.Callers.Select(Of)],
        };
    }

    private string PathOf(string file)
    {
        if (!chart.Files.Knows(file) && _charts.Find(pair => file.StartsWith(pair.Folder, StringComparison.Ordinal)) is ({ } folder, var location))
        {
            return location + file[folder.Length..];
        }

        return file.StartsWith("./", StringComparison.Ordinal) ? file[2..] : file;
    }
}
