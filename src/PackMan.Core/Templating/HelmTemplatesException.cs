using PackMan.Charts;

namespace PackMan.Templating;

/// <summary>A chart whose templates are Go templates, which are not rendered yet.</summary>
public sealed class HelmTemplatesException(Chart chart)
    : PackManException($"Chart `{chart.Metadata.Name}` has `apiVersion: {chart.Metadata.ApiVersion}`, so its templates are Helm's Go templates, which packman does not render yet")
{
    public override string Hint => $"Native charts have `apiVersion: {ChartMetadata.NativeApiVersion}` and Scriban templates";
}
