using PackMan.Yaml;

namespace PackMan.Linting.Rules.Charts;

internal sealed class WebAddressesRule() : LintRule("chart/urls", LintSeverity.Error, "Tools show these as links.")
{
    internal override IEnumerable<Finding> Check(LintedChart chart)
    {
        var fields = chart.Chart.Metadata.Source;
        IEnumerable<YamlNode?> nodes = [fields.Find("home"), fields.Find("icon"), .. (fields.Find("sources") as YamlList ?? YamlList.Empty).Items];
        return nodes.OfType<YamlString>().Where(node => node.Value.Length > 0 && !WebAddress.IsValid(node.Value))
            .Select(node => Tell($"`{node.Value}` is no web address", chart.Files.FrameOf(node), "Write it whole, with `https://`"));
    }
}
