using PackMan.Charts.Loading;
using PackMan.Yaml;

namespace PackMan.Linting.Rules.Charts;

internal sealed class MaintainersRule() : LintRule("chart/maintainers", LintSeverity.Error, "Somebody who has trouble with the chart must be able to reach whoever makes it.")
{
    internal override IEnumerable<Finding> Check(LintedChart chart) => chart.FaultsOf(ChartPart.Maintainers).Select(Tell)
        .Concat((chart.Chart.Metadata.Source.Find("maintainers") as YamlList ?? YamlList.Empty).Items.OfType<YamlMap>().SelectMany(entry => Check(chart, entry)));

    private IEnumerable<Finding> Check(LintedChart chart, YamlMap entry)
    {
        var name = entry.FindString("name");
        if (string.IsNullOrEmpty(name))
        {
            yield return Tell("A maintainer has no `name`", chart.Files.FrameOf(entry), "Add a line `name: …`");
        }

        if (entry.Find("email") is YamlString { Value: { Length: > 0 } email } mail && !IsAddress(email))
        {
            yield return Tell($"`{email}` is no e-mail address", chart.Files.FrameOf(mail));
        }

        if (entry.Find("url") is YamlString { Value: { Length: > 0 } url } place && !WebAddress.IsValid(url))
        {
            yield return Tell($"`{url}` is no web address", chart.Files.FrameOf(place), "Write it whole, with `https://`");
        }
    }

    private static bool IsAddress(string text) =>
        text.Split('@') is [{ Length: > 0 }, var host] && host.Split('.') is { Length: > 1 } parts && parts.All(part => part.Length > 0) && !text.AsSpan().ContainsAny(" \t<>");
}
