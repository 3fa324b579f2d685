using System.Collections.Immutable;
using PackMan.Releases;
using PackMan.Tests.Fakes;
using PackMan.Yaml;

namespace PackMan.Tests.Cli;

/// <summary>Releases put into a store for commands that read.</summary>
internal static class Recorded
{
    public const string Manifest = """
        ---
        # Source: web/templates/config.yaml
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: web
        data:
          greeting: hello
        ---
        # Source: web/templates/secret.yaml
        apiVersion: v1
        kind: Secret
        metadata:
          name: web
        data:
          password: c2VlZGVkLXNlY3JldA==

        """;

    public static async Task<FakeReleaseStore> StoreAsync(params (string Name, string Namespace, int Revision, ReleaseStatus Status)[] revisions)
    {
        var time = new FixedTime();
        var store = new FakeReleaseStore(time);
        foreach (var (name, namespaceName, number, status) in revisions)
        {
            time.Now = time.Now.AddMinutes(1);
            await store.CreateAsync(new ReleaseRevision(Summary(name, namespaceName, number, status), Record(time.Now)));
        }

        return store;
    }

    private static ReleaseSummary Summary(string name, string namespaceName, int revision, ReleaseStatus status) => new()
    {
        Name = ReleaseName.Parse(name),
        Namespace = namespaceName,
        Revision = revision,
        Status = status,
        ChartName = "web",
        ChartVersion = $"1.{revision}.0",
        AppVersion = "1.27",
        Updated = default,
        Description = status == ReleaseStatus.Failed ? "Upgrade failed: deployment/shop/web is not ready" : "Install complete",
        Labels = ImmutableSortedDictionary<string, string>.Empty.Add("team", name),
    };

    private static ReleaseRecord Record(DateTimeOffset time) => new()
    {
        ChartMetadata = (YamlMap)JsonText.Parse("""{"apiVersion":"packman/v1","name":"web","version":"1.1.0","annotations":{"category":"site"},"dependencies":[{"name":"cache","version":"1.0.0"}]}"""),
        ChartDigest = "sha256:00",
        SensitivePaths = ["password"],
        SuppliedValues = (YamlMap)JsonText.Parse("""{"replicas":2,"password":"seeded-value"}"""),
        ComputedValues = (YamlMap)JsonText.Parse("""{"image":{"tag":"1.27"},"replicas":2,"password":"seeded-value"}"""),
        Manifest = Manifest,
        Hooks = "---\n# Source: web/templates/migrate.yaml\napiVersion: batch/v1\nkind: Job\nmetadata:\n  name: migrate\n",
        Notes = "Open http://web.example with seeded-value\n",
        FirstDeployed = time,
        Inventory =
        [
            new(new("", "ConfigMap", "shop", "web"), "v1"),
            new(new("", "Secret", "shop", "web"), "v1"),
        ],
    };
}
