using System.Collections.Immutable;
using PackMan.Live;
using PackMan.Manifests;
using PackMan.Yaml;

namespace PackMan.Tests.Fakes;

/// <summary>
/// A cluster in memory for tests of what decides: it applies, owns fields, refuses and remembers every call, in the simplest form
/// that tells right from wrong. How a real server answers is what the contract suite checks.
/// </summary>
internal sealed partial class FakeCluster : ICluster
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, StoredObject> _objects = new(StringComparer.Ordinal);
    private readonly List<string> _journal = [];
    private int _clock;

    public FakeCluster()
    {
        foreach (var name in (string[])["default", "shop"])
        {
            Add($$"""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"{{name}}"} }""");
        }
    }

    public string Version { get; set; } = BuiltInResources.KubernetesVersion;

    /// <summary>Served besides the built-in kinds and those of CRDs.</summary>
    public ImmutableArray<ApiResource> ExtraResources { get; set; } = [];

    /// <summary>API versions that are not served (`batch/v1`), to play an older or newer server.</summary>
    public ImmutableHashSet<string> Unserved { get; set; } = [];

    public ImmutableSortedDictionary<string, string> FailingGroups { get; set; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Every call in order: `get x`, `dry-run x`, `apply x`, `delete x`, `wait ready x`, `may delete configmaps in shop`.</summary>
    public IReadOnlyList<string> Journal
    {
        get
        {
            lock (_gate)
            {
                return [.. _journal];
            }
        }
    }

    /// <summary>The calls that change something.</summary>
    public IReadOnlyList<string> Writes =>
        [.. Journal.Where(line => line.StartsWith("apply ", StringComparison.Ordinal) || line.StartsWith("delete ", StringComparison.Ordinal))];

    /// <summary>`kind/namespace/name` of everything that exists, namespaces left out.</summary>
    public IReadOnlyList<string> Objects =>
        [.. All.Where(live => live.Kind != "Namespace").Select(live => live.Identity.ToString()).Order(StringComparer.Ordinal)];

    public IReadOnlyList<KubernetesObject> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _objects.Values.Select(stored => stored.Live)];
            }
        }
    }

    public void ClearJournal()
    {
        lock (_gate)
        {
            _journal.Clear();
        }
    }

    /// <summary>Puts an object there that somebody else made, written as JSON.</summary>
    public KubernetesObject Add(string json) => Store(new KubernetesObject((YamlMap)JsonText.Parse(json))).Live;

    /// <summary>The one live object of that name (`deployment/shop/web`).</summary>
    public KubernetesObject Find(string identity) => All.Single(live => live.Identity.ToString() == identity);

    public Task<string> GetVersionAsync(CancellationToken cancellationToken = default) => Task.FromResult(Version);

    public Task<ApiResources> GetApiResourcesAsync(bool refresh = false, CancellationToken cancellationToken = default)
    {
        Record(refresh ? "discover again" : "discover");
        var resources = BuiltInResources.All.Resources.Concat(ExtraResources).Concat(All.SelectMany(ResourcesOfCrd));
        return Task.FromResult(new ApiResources([.. resources.Where(resource => !Unserved.Contains(resource.ApiVersion))], FailingGroups));
    }

    public Task<KubernetesObject?> GetAsync(ObjectReference reference, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Record($"get {reference}");
        lock (_gate)
        {
            return Task.FromResult(_objects.GetValueOrDefault(Key(reference.Identity)) is { } stored ? InVersion(stored.Live, reference) : null);
        }
    }

    public Task<IReadOnlyList<KubernetesObject>> ListAsync(ApiResource resource, string? namespaceName, string? labelSelector = null, CancellationToken cancellationToken = default)
    {
        Record($"list {resource.Plural}");
        var wanted = labelSelector?.Split(',').Select(pair => pair.Split('=')).ToList() ?? [];
        return Task.FromResult<IReadOnlyList<KubernetesObject>>(
        [
            .. All.Where(live => live.Kind == resource.Kind && live.Group == resource.Group)
                .Where(live => namespaceName is null || live.Namespace == namespaceName)
                .Where(live => wanted.All(pair => live.Label(pair[0]) == pair[1])),
        ]);
    }

    public Task<string?> ReadLogAsync(string namespaceName, string pod, string? container, int tailLines, CancellationToken cancellationToken = default) =>
        Task.FromResult(Logs.GetValueOrDefault($"{namespaceName}/{pod}"));

    private static KubernetesObject InVersion(KubernetesObject live, ObjectReference reference) =>
        new(live.Content.With("apiVersion", new YamlString(reference.ApiVersion)));

    // Groups that share storage (extensions and networking.k8s.io for Ingress) show the same object.
    private static string Key(ObjectIdentity identity) =>
        $"{(identity.Group == "extensions" ? "networking.k8s.io" : identity.Group)}|{identity.Kind}|{identity.Namespace}|{identity.Name}";

    private static IEnumerable<ApiResource> ResourcesOfCrd(KubernetesObject live) => live.Kind != "CustomResourceDefinition"
        ? []
        : ((YamlList)live.Content.Find("spec", "versions")!).Select(version => new ApiResource(
            live.Content.FindString("spec", "group")!,
            version.FindString("name")!,
            live.Content.FindString("spec", "names", "kind")!,
            live.Content.FindString("spec", "names", "plural")!,
            live.Content.FindString("spec", "scope") == "Namespaced"));

    private StoredObject Store(KubernetesObject live)
    {
        lock (_gate)
        {
            _clock++;
            var content = live.Content.WithPath(["metadata", "resourceVersion"], new YamlString($"{_clock}"));
            if (live.Uid is null)
            {
                content = content.WithPath(["metadata", "uid"], new YamlString($"uid-{_clock}"));
            }

            var key = Key(live.Identity);
            return _objects[key] = (_objects.GetValueOrDefault(key) ?? new StoredObject()) with { Live = new KubernetesObject(content) };
        }
    }

    private void Record(string line)
    {
        lock (_gate)
        {
            _journal.Add(line);
        }
    }

    /// <summary>A live object and who set what on it.</summary>
    private sealed record StoredObject
    {
        public KubernetesObject Live { get; init; } = new(YamlMap.Empty);

        /// <summary>What `packman` applied last.</summary>
        public YamlMap Applied { get; init; } = YamlMap.Empty;
    }
}
