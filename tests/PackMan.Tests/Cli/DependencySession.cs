using System.Text;
using PackMan.Tests.Core.Charts.Loading;
using PackMan.Tests.Distribution.Oci;

namespace PackMan.Tests.Cli;

/// <summary>
/// A chart `shop` that depends on `cache` of a registry, which lacks `common` of the same, and on the folder `mid` beside it, which
/// lacks `leaf`, which lacks `common` again: three levels, nothing of it in `charts/`.
/// </summary>
internal sealed class DependencySession : IAsyncDisposable
{
    private readonly RegistrySession _session;

    private DependencySession(RegistrySession session) => _session = session;

    public FakeRegistry Registry => _session.Registry;

    public string Folder => _session.Folder.Path;

    public string Shop => Path.Combine(Folder, "shop");

    public static async Task<DependencySession> StartAsync()
    {
        var session = new DependencySession(await RegistrySession.StartAsync());
        foreach (var version in new[] { "1.0.0", "1.1.0", "2.0.0" })
        {
            await session.PushAsync("common", version);
            await session.PushAsync("cache", version, "common ^1");
        }

        await session.PushAsync("leaf", "0.3.0", "common ~1.0");
        session.Write("mid/Chart.yaml", session.ChartYaml("mid", "0.1.0", "leaf *"));
        session.Write("mid/templates/mid.yaml", ConfigMap);
        session.Write("shop/Chart.yaml", session.ChartYaml("shop", "1.0.0", "cache ^1", "mid - file://../mid"));
        session.Write("shop/templates/shop.yaml", ConfigMap);
        return session;
    }

    public Task<Spoken> RunAsync(string line) => _session.RunAsync(line);

    public Task<string> RunAllAsync(params string[] lines) => _session.RunAllAsync(lines);

    /// <param name="dependencies">`NAME VERSION [REPOSITORY]`, `-` for none.</param>
    public string ChartYaml(string name, string version, params string[] dependencies)
    {
        var text = new StringBuilder($"apiVersion: packman/v1\nname: {name}\nversion: {version}\n{(dependencies.Length > 0 ? "dependencies:\n" : "")}");
        foreach (var words in dependencies.Select(dependency => dependency.Split(' ')))
        {
            text.Append($"- name: {words[0]}\n");
            text.Append(words[1] == "-" ? "" : $"  version: '{words[1]}'\n");
            text.Append(words.Length == 3 && words[2] == "-" ? "" : $"  repository: {(words.Length == 3 ? words[2] : $"oci://{Registry.Host}/charts")}\n");
        }

        return text.ToString();
    }

    public async Task PushAsync(string name, string version, params string[] dependencies)
    {
        using var lab = new RegistryLab();
        await lab.PushAsync(Registry.Host, Archive(name, version, dependencies));
    }

    public byte[] Archive(string name, string version, params string[] dependencies) => new TestArchive()
        .File($"{name}/Chart.yaml", ChartYaml(name, version, dependencies))
        .File($"{name}/templates/{name}.yaml", ConfigMap)
        .Pack();

    public void Write(string path, string text) => _session.Folder.File(path, text);

    public string Read(string path) => File.ReadAllText(Path.Combine(Folder, path));

    /// <summary>What lies in `shop/charts`, hidden files included.</summary>
    public IEnumerable<string> Vendored => Directory.Exists(Path.Combine(Shop, "charts"))
        ? Directory.EnumerateFileSystemEntries(Path.Combine(Shop, "charts")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)
        : [];

    public void ClearCharts() => Directory.Delete(Path.Combine(Shop, "charts"), recursive: true);

    public void ClearCache() => Directory.Delete(Path.Combine(Folder, "home", ".cache"), recursive: true);

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private const string ConfigMap = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ release.name }}-{{ chart.name }}-{{ chart.version }}\n";
}
