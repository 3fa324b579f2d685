using System.Text;
using PackMan.Actions;
using PackMan.Actions.Install;
using PackMan.Actions.Rollback;
using PackMan.Actions.Uninstall;
using PackMan.Actions.Upgrade;
using PackMan.Charts;
using PackMan.Releases;
using PackMan.Tests.Fakes;
using PackMan.Yaml;

namespace PackMan.Tests.Core.Actions;

/// <summary>A cluster, a store and the release `web` in the namespace `shop` to try operations on.</summary>
internal sealed class ReleaseLab
{
    public ReleaseLab()
    {
        Store = new FakeReleaseStore(Time);
        Options = new OperationOptions { Name = ReleaseName.Parse("web"), Namespace = "shop", Concurrency = 1 };
    }

    public FixedTime Time { get; } = new();

    public FakeCluster Cluster { get; } = new();

    public FakeReleaseStore Store { get; }

    public CollectedLog Log { get; } = new();

    public OperationOptions Options { get; set; }

    public string Values { get; set; } = "{}";

    /// <summary>`values.schema.json`; empty for none.</summary>
    public string Schema { get; set; } = "";

    /// <summary>The chart: paths and texts; `crds/…` among them.</summary>
    public Dictionary<string, string> Files { get; } = [];

    public string ChartDigest { get; set; } = "sha256:1";

    public OperationContext Context => new() { Cluster = Cluster, Releases = Store, Engine = new PlainEngine(), Log = Log, Time = Time };

    /// <summary>The chart's only template gets this text.</summary>
    public ReleaseLab With(string template)
    {
        Files.Clear();
        return With("templates/all.yaml", template);
    }

    public ReleaseLab With(string path, string text)
    {
        Files[path] = text;
        return this;
    }

    /// <summary>The chart's template holds a ConfigMap for each name, with the value `v` in it.</summary>
    public ReleaseLab WithMaps(params string[] names) => With(Maps(names));

    public static string Maps(params string[] names) =>
        string.Concat(names.Select(name => $"---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}}}\ndata: {{v: \"${{v}}\"}}\n"));

    public InstallOptions InstallOptions(string supplied = "{}") => new() { Operation = Options, Chart = Chart(), Supplied = Map(supplied) };

    public Task<OperationResult> InstallAsync(string supplied = "{}", CancellationToken cancellationToken = default) =>
        new InstallAction(Context).RunAsync(InstallOptions(supplied), cancellationToken);

    public Task<OperationResult> UpgradeAsync(string supplied = "{}", bool install = false, ValuesReuse reuse = ValuesReuse.Default, CancellationToken cancellationToken = default) =>
        new UpgradeAction(Context).RunAsync(new UpgradeOptions { Target = InstallOptions(supplied), Install = install, Reuse = reuse }, cancellationToken);

    public Task<OperationResult> RollbackAsync(int? revision = null, CancellationToken cancellationToken = default) =>
        new RollbackAction(Context).RunAsync(new RollbackOptions { Operation = Options, Revision = revision }, cancellationToken);

    public Task<OperationResult?> UninstallAsync(bool keepHistory = false, bool ignoreNotFound = false) =>
        new UninstallAction(Context).RunAsync(new UninstallOptions { Operation = Options, KeepHistory = keepHistory, IgnoreNotFound = ignoreNotFound });

    public async Task<ReleaseRecord> RecordAsync(int revision)
    {
        var history = await Store.GetHistoryAsync("shop", Options.Name);
        return (await Store.ReadAsync(history.Find(revision)!)).Record;
    }

    private Chart Chart() => new()
    {
        Metadata = new ChartMetadata
        {
            ApiVersion = ChartMetadata.NativeApiVersion,
            Name = "web",
            Version = new SemanticVersion(1, 2, 0),
            AppVersion = "7",
            Source = Map("""{"apiVersion":"packman/v1","name":"web","version":"1.2.0"}"""),
        },
        Location = "./web",
        Values = Map(Values),
        Schema = Schema.Length == 0 ? null : new ChartFile("values.schema.json", Encoding.UTF8.GetBytes(Schema)),
        Templates = [.. Named("templates/")],
        Crds = [.. Named("crds/")],
        Digest = new Lazy<string>(ChartDigest),
    };

    private IEnumerable<ChartFile> Named(string folder) => Files.Where(file => file.Key.StartsWith(folder, StringComparison.Ordinal))
        .OrderBy(file => file.Key, StringComparer.Ordinal)
        .Select(file => new ChartFile(file.Key, Encoding.UTF8.GetBytes(file.Value)));

    private static YamlMap Map(string json) => (YamlMap)JsonText.Parse(json);
}
