using PackMan.Actions.Template;
using PackMan.Charts;
using PackMan.Charts.Loading;
using PackMan.Subcharts;
using PackMan.Templating;
using PackMan.Tests.Core.Charts.Loading;
using PackMan.Yaml;
using Shouldly;

namespace PackMan.Tests.Core.Subcharts;

/// <summary>Charts in charts, written as files: `Chart.yaml` of every folder is made from its name unless it is given.</summary>
internal sealed class Umbrella
{
    private readonly SortedDictionary<string, string> _files = new(StringComparer.Ordinal) { ["Chart.yaml"] = ChartYaml("shop") };

    /// <summary>The entries of `dependencies` of the outermost chart.</summary>
    public Umbrella Depends(params string[] entries) => File("Chart.yaml", ChartYaml("shop", dependencies: entries));

    public Umbrella Values(string yaml) => File("values.yaml", yaml);

    /// <summary>A subchart at a path below `charts/` (`redis`, `web/charts/redis`).</summary>
    public Umbrella Subchart(string path, string values = "", string version = "1.0.0", string[]? dependencies = null, string type = "application", string? name = null)
    {
        var folder = $"charts/{path}/";
        return File(folder + "Chart.yaml", ChartYaml(name ?? path.Split('/')[^1], version, type, dependencies ?? [])).File(folder + "values.yaml", values);
    }

    public Umbrella File(string path, string text)
    {
        _files[path] = text;
        return this;
    }

    public Chart Load()
    {
        var archive = _files.Aggregate(new TestArchive(), (sum, file) => sum.File($"shop/{file.Key}", file.Value));
        return ChartLoader.LoadArchive(new MemoryStream(archive.Pack()), "shop");
    }

    public ChartTree Resolve(string supplied = "") => ChartTree.Resolve(Load(), Map(supplied));

    public string Json(string supplied = "") => JsonText.Write(Resolve(supplied).Values);

    public SubchartException Failure(string supplied = "") => Should.Throw<SubchartException>(() => Resolve(supplied));

    public TemplateResult Render(string supplied = "", Capabilities? capabilities = null) =>
        new TemplateAction(new ScribanTemplateEngine(), TimeProvider.System).Run(new TemplateOptions
        {
            Chart = Load(),
            Supplied = Map(supplied),
            Release = new ReleaseScope("demo", "apps", 1, IsInstall: true),
            Capabilities = capabilities,
        });

    /// <summary>The `data` of the rendered ConfigMap of that name, as flow YAML.</summary>
    public string Data(string configMap, string supplied = "") => Data(Render(supplied), configMap);

    public static string Data(TemplateResult result, string configMap) => YamlWriter.WriteFlow(
        result.Objects.SelectMany(manifest => manifest.Objects).Single(item => item.Object.Name == configMap).Object.Content.Find("data") ?? YamlNull.Instance);

    /// <summary>A template of a ConfigMap.</summary>
    public static string ConfigMap(string name, string data) => $"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {name}\ndata:\n  {data}\n";

    public static YamlMap Map(string yaml) => YamlReader.ReadMap(yaml, "supplied.yaml");

    public static string ChartYaml(string name, string version = "1.0.0", string type = "application", params string[] dependencies) =>
        $"apiVersion: packman/v1\nname: {name}\nversion: {version}\ntype: {type}\n"
        + (dependencies.Length == 0 ? "" : "dependencies:\n" + string.Concat(dependencies.Select(entry => $"- {entry}\n")));
}
