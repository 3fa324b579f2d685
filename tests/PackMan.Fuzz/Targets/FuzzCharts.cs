using System.Collections.Immutable;
using System.Text;
using PackMan.Charts;
using PackMan.Subcharts;
using PackMan.Templating;
using PackMan.Templating.Evaluation;
using PackMan.Yaml;

namespace PackMan.Fuzz.Targets;

/// <summary>Charts of one random template.</summary>
internal static class FuzzCharts
{
    /// <summary>So small that what runs into a limit does so at once; that the limits hold is what counts.</summary>
    public static Limits Limits { get; } = Limits.Default with
    {
        RenderTime = TimeSpan.FromSeconds(3),
        Output = 2 * 1024 * 1024,
        StringLength = 256 * 1024,
        Iterations = 5_000,
    };

    /// <param name="template">The text of the only template that is rendered.</param>
    /// <param name="values">The values as YAML.</param>
    public static RenderRequest Request(string template, YamlMap values) => new()
    {
        Root = ChartInUse.Alone(Chart(template), values),
        Release = new ReleaseScope("shop", "prod", 3, IsInstall: false),
        Capabilities = new Capabilities("v1.36.1", ["apps/v1", "apps/v1/Deployment", "v1"]),
    };

    private static Chart Chart(string template) => new()
    {
        Metadata = new ChartMetadata
        {
            ApiVersion = ChartMetadata.NativeApiVersion,
            Name = "web",
            Version = SemanticVersion.TryParse("1.2.3") ?? throw new InvalidOperationException(),
            AppVersion = "4.5",
            Source = YamlReader.ReadMap("apiVersion: packman/v1\nname: web\nversion: 1.2.3\nappVersion: '4.5'\n", "Chart.yaml"),
        },
        Location = "./web",
        Templates =
        [
            File("templates/_loop", "{{ include 'loop' }}"),
            File("templates/_self", "{{ $1 }}\n"),
            File("templates/_tree.yaml", "k: {{ $1 }}\nl:\n- {{ $1 }}\n"),
            File("templates/case.yaml", template),
        ],
        Files = [File("config/app.conf", "a\nb\n"), File("README.md", "hi")],
        Digest = new Lazy<string>("sha256:0"),
    };

    private static ChartFile File(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));
}
