using System.Collections.Immutable;
using System.Text;
using PackMan.Charts;
using PackMan.Subcharts;
using PackMan.Templating;
using PackMan.Yaml;

namespace PackMan.Tests.Core.Templating;

/// <summary>Charts made of strings.</summary>
internal static class TestCharts
{
    public static RenderRequest Request(string template, YamlMap? values = null, params (string Name, string Text)[] files) =>
        Request([("case.yaml", template), .. files], values);

    public static RenderRequest Request((string Name, string Text)[] templates, YamlMap? values = null) => new()
    {
        Root = ChartInUse.Alone(Chart([.. templates.Select(file => new ChartFile($"templates/{file.Name}", Encoding.UTF8.GetBytes(file.Text)))]), values ?? YamlMap.Empty),
        Release = new ReleaseScope("shop", "prod", 3, IsInstall: false),
        Capabilities = new Capabilities("v1.36.1", ["apps/v1", "apps/v1/Deployment", "v1"]),
    };

    public static Chart Chart(ImmutableArray<ChartFile> templates) => new()
    {
        Metadata = new ChartMetadata
        {
            ApiVersion = ChartMetadata.NativeApiVersion,
            Name = "web",
            Version = SemanticVersion.TryParse("1.2.3")!,
            AppVersion = "4.5",
            Source = YamlReader.ReadMap("apiVersion: packman/v1\nname: web\nversion: 1.2.3\nappVersion: '4.5'\nhome: https://example.org\n", "Chart.yaml"),
        },
        Location = "./web",
        Templates = [.. templates.OrderBy(file => file.Path, StringComparer.Ordinal)],
        Files = [new ChartFile("config/app.conf", "a\nb\n"u8.ToArray()), new ChartFile("config/db.conf", "c"u8.ToArray()), new ChartFile("README.md", "hi"u8.ToArray())],
        Digest = new Lazy<string>("sha256:0"),
    };

    /// <summary>The text of the only template.</summary>
    public static string Render(string template, string values = "", params (string Name, string Text)[] files) =>
        new ScribanTemplateEngine().Render(Request(template, Values(values), files)).Files.Single().Text;

    public static TemplateException Failure(string template, string values = "", params (string Name, string Text)[] files)
    {
        try
        {
            Render(template, values, files);
        }
        catch (TemplateException error)
        {
            return error;
        }

        throw new InvalidOperationException("The template was rendered");
    }

    public static YamlMap Values(string yaml) => YamlReader.ReadMap(yaml, "values.yaml");
}
