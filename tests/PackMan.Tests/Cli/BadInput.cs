using System.Formats.Tar;
using System.Text;
using PackMan.Tests.Core.Charts.Loading;

namespace PackMan.Tests.Cli;

/// <summary>Charts and command lines that must end in one error, each with the words that install it.</summary>
internal static class BadInput
{
    private const string ConfigMap = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n";

    /// <summary>Name of the case, the words after `packman install`, and what lies in the folder it runs in.</summary>
    public static IReadOnlyList<(string Name, string Words, Action<ChartFolderBuilder> Make)> Charts { get; } =
    [
        ("no chart", "web ./nowhere", _ => { }),
        ("no Chart.yaml", "web ./web", folder => folder.Write("web/values.yaml", "a: 1\n")),
        ("wrong apiVersion", "web ./web", folder => folder.Write("web/Chart.yaml", "apiVersion: packman/v9\nname: web\nversion: 1.0.0\n")),
        ("bad SemVer", "web ./web", folder => folder.Write("web/Chart.yaml", "apiVersion: packman/v1\nname: web\nversion: 1.0\n")),
        ("Helm chart", "web ./web", folder => folder.Write("web/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n").Write("web/templates/a.yaml", "a: {{ .Values.a }}\n")),
        ("chart with dependencies", "web ./web", folder => folder.Template(ConfigMap).Write("web/Chart.yaml", $"{TestArchive.ChartYaml}dependencies:\n  - name: cache\n    version: 1.0.0\n    repository: https://charts.example\n")),
        ("name too long", $"{new string('a', 54)} ./web", folder => folder.Template(ConfigMap)),
        ("name not DNS-1123", "Web_1 ./web", folder => folder.Template(ConfigMap)),
        ("archive leaves its folder", "web web.tgz", folder => folder.Write("web.tgz", TestArchive.Chart().File("web/../../evil", "x").Pack())),
        ("archive with an absolute path", "web web.tgz", folder => folder.Write("web.tgz", TestArchive.Chart().File("/etc/evil", "x").Pack())),
        ("archive with a link", "web web.tgz", folder => folder.Write("web.tgz", TestArchive.Chart().Entry(TarEntryType.SymbolicLink, "web/link", "/etc/passwd").Pack())),
        ("archive bomb", "web web.tgz", folder => folder.Write("web.tgz", TestArchive.Chart().File("web/bomb", new byte[20 << 20]).Pack())),
        ("archive cut off", "web web.tgz", folder => folder.Write("web.tgz", TestArchive.Chart().File("web/values.yaml", "a: 1\n").Pack()[..^20])),
        ("tab in values", "web ./web", folder => folder.Template(ConfigMap).Write("web/values.yaml", "a:\n\tb: 1\n")),
        ("duplicate key", "web ./web", folder => folder.Template(ConfigMap).Write("web/values.yaml", "a: 1\na: 2\n")),
        ("alias bomb", "web ./web", folder => folder.Template(ConfigMap).Write("web/values.yaml", AliasBomb())),
        ("deep nesting", "web ./web", folder => folder.Template(ConfigMap).Write("web/values.yaml", $"a: {new string('[', 5000)}{new string(']', 5000)}\n")),
        ("values cut off", "web ./web", folder => folder.Template(ConfigMap).Write("web/values.yaml", "a: {b: [1, 2\n")),
        ("unbalanced braces", "web ./web --set a={1,2", folder => folder.Template(ConfigMap)),
        ("index over the limit", "web ./web --set a[70000]=1", folder => folder.Template(ConfigMap)),
        ("unknown member", "web ./web", folder => folder.Template($"{ConfigMap}data:\n  a: {{{{ values.replicaCuont }}}}\n").Write("web/values.yaml", "replicaCount: 1\n")),
        ("endless loop", "web ./web", folder => folder.Template("{{ while true }}{{ end }}\n")),
        ("endless recursion", "web ./web", folder => folder.Template("{{ include 'again' }}\n").Write("web/templates/_again.yaml", "{{ include 'again' }}")),
        ("includes in a circle", "web ./web", folder => folder.Template("{{ include 'ping' }}\n").Write("web/templates/_ping.yaml", "{{ include 'pong' }}").Write("web/templates/_pong.yaml", "{{ include 'ping' }}")),
        ("text without end", "web ./web", folder => folder.Template("{{ x = 'aaaaaaaa' }}{{ for i in 1..40 }}{{ x = x + x }}{{ end }}\n")),
        ("pattern without end", "web ./web", folder => folder.Template("{{ 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' | regex.match '(?=a)^(a+)+$' }}\n")),
        ("deep expression", "web ./web", folder => folder.Template($"{{{{ {new string('(', 5000)}1{new string(')', 5000)} }}}}\n")),
        ("values file over size", "web ./web -f big.yaml", folder => folder.Template(ConfigMap).Write("big.yaml", $"a: {new string('x', 12 << 20)}\n")),
        ("values file with an alias bomb", "web ./web -f bomb.yaml", folder => folder.Template(ConfigMap).Write("bomb.yaml", AliasBomb())),
        ("values file with deep nesting", "web ./web -f deep.yaml", folder => folder.Template(ConfigMap).Write("deep.yaml", $"a: {new string('[', 5000)}{new string(']', 5000)}\n")),
        ("values file that is not UTF-8", "web ./web -f latin.yaml", folder => folder.Template(ConfigMap).Write("latin.yaml", [.. "a: Gr"u8, 0xFC, .. "n\n"u8])),
        ("schema that refers out of the chart", "web ./web", folder => folder.Template(ConfigMap).Write("web/values.schema.json", "{\n  \"$ref\": \"https://schemas.example/web.json\"\n}\n")),
        ("template without a kind", "web ./web", folder => folder.Template("apiVersion: v1\nmetadata:\n  name: web\n")),
        ("broken template", "web ./web", folder => folder.Template("a: {{ if }}\n")),
        ("same object twice", "web ./web", folder => folder.Template($"{ConfigMap}---\n{ConfigMap}")),
        ("generateName", "web ./web", folder => folder.Template("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  generateName: web-\n")),
        ("unknown hook event", "web ./web", folder => folder.Template($"{ConfigMap}  annotations:\n    packman.dev/hook: before-install\n")),
        ("unknown API kind", "web ./web", folder => folder.Template("apiVersion: example.com/v1\nkind: Widget\nmetadata:\n  name: web\n")),
        ("unknown field", "web ./web", folder => folder.Template("apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  replicass: 1\n")),
        ("wrong type of a field", "web ./web", folder => folder.Template("apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports: many\n")),
        ("missing namespace", "web ./web -n nowhere", folder => folder.Template(ConfigMap)),
        ("template over size", "web ./web", folder => folder.Template(ConfigMap).Write("web/templates/big.yaml", new string('#', 6 << 20))),
        ("template that is not UTF-8", "web ./web", folder => folder.Template(ConfigMap).Write("web/templates/latin.yaml", [.. "# first\n# Gr"u8, 0xFC, .. "n\n"u8])),
        ("template in UTF-16", "web ./web", folder => folder.Template(ConfigMap).Write("web/templates/wide.yaml", [0xFF, 0xFE, 0x61, 0x00])),
        ("template with a BOM and a mistake", "web ./web", folder => folder.Template(ConfigMap).Write("web/templates/marked.yaml", [0xEF, 0xBB, 0xBF, .. "a: {{ values.b }}\n"u8])),
        ("dependency on itself", "web ./web", folder => folder.Template(ConfigMap).Write("web/Chart.yaml", Dependency("web")).Write("web/charts/web/Chart.yaml", Dependency("web"))),
        ("alias used twice", "web ./web", folder => folder.Template(ConfigMap).Write("web/Chart.yaml", Dependency("cache", "store") + "  - name: cache\n    version: '>=1.0.0'\n    alias: store\n").Write("web/charts/cache/Chart.yaml", TestArchive.ChartYaml.Replace("web", "cache", StringComparison.Ordinal))),
        ("values break the schema", "web ./web --set replicas=many", folder => folder.Template(ConfigMap).Write("web/values.schema.json", """{"properties":{"replicas":{"type":"integer"}}}""")),
        ("broken schema", "web ./web", folder => folder.Template(ConfigMap).Write("web/values.schema.json", """{"type":"nonsense"}""")),
    ];

    private static string Dependency(string name, string? alias = null) =>
        $"{TestArchive.ChartYaml}dependencies:\n  - name: {name}\n    version: '>=1.0.0'\n{(alias is null ? "" : $"    alias: {alias}\n")}";

    private static string AliasBomb()
    {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 10; i++)
        {
            text.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        }

        return text.ToString();
    }
}

/// <summary>Writes the files of a case.</summary>
internal sealed class ChartFolderBuilder(string root)
{
    public ChartFolderBuilder Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    public ChartFolderBuilder Write(string path, byte[] content)
    {
        var target = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.WriteAllBytes(target, content);
        return this;
    }

    /// <summary>A chart `web` with one template.</summary>
    public ChartFolderBuilder Template(string text) => Write("web/Chart.yaml", TestArchive.ChartYaml).Write("web/templates/object.yaml", text);
}
