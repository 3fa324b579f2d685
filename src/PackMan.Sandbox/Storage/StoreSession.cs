using System.Globalization;
using PackMan.Sandbox.Kinds;
using PackMan.Yaml;

namespace PackMan.Sandbox.Storage;

/// <summary>The store during one request. Nobody else reads or writes it meanwhile.</summary>
internal sealed class StoreSession(ObjectFolder folder, WatchLog log, bool isNew, IDisposable release) : IDisposable
{
    private readonly Queue<Change> _unseen = [];
    private bool _hasChanges;

    /// <summary>The folder was just made and has no objects yet.</summary>
    public bool IsNew { get; } = isNew;

    public long Version => folder.Version;

    public YamlMap? Find(ResourceKind kind, string namespaceName, string name) =>
        folder.Find(Partition.Of(kind, namespaceName), name);

    /// <summary>Objects in order of namespace and name; a null namespace means all.</summary>
    public List<YamlMap> List(ResourceKind kind, string? namespaceName = null) =>
        namespaceName is null || !kind.IsNamespaced
            ? [.. folder.PartitionsOf(kind.QualifiedPlural).SelectMany(folder.List)]
            : [.. folder.List(Partition.Of(kind, namespaceName))];

    /// <summary>Keeps an object, in storage form, under the next resourceVersion.</summary>
    public YamlMap Put(ResourceKind kind, YamlMap value)
    {
        var (namespaceName, name) = Identity(value);
        var before = Find(kind, namespaceName, name);
        var version = folder.NextVersion();
        value = value.WithPath(["metadata", "resourceVersion"], new YamlString(version.ToString(CultureInfo.InvariantCulture)));
        folder.Write(Partition.Of(kind, namespaceName), name, value);
        Record(new Change(version, kind, namespaceName, before, value));
        return value;
    }

    /// <summary>Forgets an object. Watchers see its last state under the version of the deletion.</summary>
    public void Remove(ResourceKind kind, YamlMap value)
    {
        var (namespaceName, name) = Identity(value);
        var version = folder.NextVersion();
        folder.Delete(Partition.Of(kind, namespaceName), name);
        var last = value.WithPath(["metadata", "resourceVersion"], new YamlString(version.ToString(CultureInfo.InvariantCulture)));
        Record(new Change(version, kind, namespaceName, last, null));
    }

    /// <summary>The next change of this session that the controllers have not seen; null when there is none.</summary>
    public Change? NextUnseen() => _unseen.TryDequeue(out var change) ? change : null;

    /// <summary>Every object of a namespace, or of the whole store when it is null.</summary>
    public IEnumerable<(string Resource, YamlMap Value)> Everything(string? namespaceName) => folder.AllPartitions()
        .Where(partition => namespaceName is null || partition.Namespace == namespaceName)
        .SelectMany(partition => folder.List(partition).ToList().Select(value => (partition.Resource, value)));

    /// <summary>Says that the first objects are all there.</summary>
    public void Mark()
    {
        folder.Complete();
        folder.Mark();
    }

    public void Dispose()
    {
        try
        {
            if (_hasChanges)
            {
                folder.Complete();
                log.Publish();
            }
        }
        finally
        {
            release.Dispose();
        }
    }

    private void Record(Change change)
    {
        _hasChanges = true;
        log.Add(change);
        _unseen.Enqueue(change);
    }

    private static (string Namespace, string Name) Identity(YamlMap value) =>
        (value.FindString("metadata", "namespace") ?? "", value.FindString("metadata", "name") ?? "");
}
