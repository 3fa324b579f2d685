namespace PackMan.Cli.Commands.Show;

/// <summary>`packman show …`: what is in a chart, wherever it is.</summary>
internal sealed class ShowCommand : CommandGroup
{
    public ShowCommand()
        : base("show", "Print what is in a chart: its definition, values, README, CRDs, schema or images")
    {
        Aliases.Add("inspect");
        Examples = ["packman show values oci://registry.example.org/charts/web:1.2.0", "packman show chart ./web -o json"];
        Add(new ShowPartCommand("all", "Print the definition, default values, README and CRDs of a chart", ChartPart.Definition, ChartPart.Values, ChartPart.Readme, ChartPart.Crds));
        Add(new ShowPartCommand("chart", "Print the `Chart.yaml` of a chart", ChartPart.Definition));
        Add(new ShowPartCommand("crds", "Print the CustomResourceDefinitions of a chart and its subcharts", ChartPart.Crds));
        Add(new ImagesCommand("packman show images"));
        Add(new ShowPartCommand("readme", "Print the README of a chart", ChartPart.Readme));
        Add(new ShowPartCommand("schema", "Print the `values.schema.json` of a chart", ChartPart.Schema));
        Add(new ShowValuesCommand());
    }
}
