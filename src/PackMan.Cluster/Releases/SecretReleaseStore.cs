using System.Collections.Immutable;
using System.Globalization;
using PackMan.Cluster.Api;
using PackMan.Live;
using PackMan.Manifests;
using PackMan.Releases;
using PackMan.Yaml;

namespace PackMan.Cluster.Releases;

/// <summary>Revisions as Secrets of the release's namespace (`docs/reference/release-record.md`).</summary>
public sealed class SecretReleaseStore(ApiClient client, ILocalProcesses processes) : IReleaseStore
{
    public async Task<IReadOnlyList<ReleaseSummary>> ListAsync(string? namespaceName, string? labelSelector = null, CancellationToken cancellationToken = default)
    {
        var selector = ReleaseSecret.Selector(null) + (string.IsNullOrEmpty(labelSelector) ? "" : $",{labelSelector}");
        var heads = await ListMetadataAsync(namespaceName, selector, ReleaseSecret.Type, cancellationToken);
        return [.. heads.Select(ReleaseSecret.ReadSummary).OfType<ReleaseSummary>()
            .OrderBy(summary => summary.Namespace, StringComparer.Ordinal)
            .ThenBy(summary => summary.Name.Text, StringComparer.Ordinal)
            .ThenBy(summary => summary.Revision)];
    }

    public async Task<ReleaseHistory> GetHistoryAsync(string namespaceName, ReleaseName name, CancellationToken cancellationToken = default)
    {
        var heads = await ListMetadataAsync(namespaceName, ReleaseSecret.Selector(name), ReleaseSecret.Type, cancellationToken);
        return new ReleaseHistory(name, namespaceName, [.. heads.Select(ReleaseSecret.ReadSummary).OfType<ReleaseSummary>().OrderBy(summary => summary.Revision)]);
    }

    public async Task<ReleaseRevision> ReadAsync(ReleaseSummary summary, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var head = await ReadSecretAsync(summary, ReleaseSecret.HeadName(summary.Name, summary.Revision), cancellationToken);
        var partCount = int.Parse(head.Annotation(ReleaseSecret.PartsAnnotation) ?? "1", NumberStyles.None, CultureInfo.InvariantCulture);
        var parts = await Task.WhenAll(Enumerable.Range(1, Math.Max(partCount - 1, 0))
            .Select(number => ReadSecretAsync(summary, ReleaseSecret.PartName(summary.Name, summary.Revision, number), cancellationToken)));

        var contents = parts.Prepend(head).Select(secret => ReleaseSecret.ReadContent(secret) ?? throw new DamagedRecordException(summary, $"Secret `{secret.Name}` holds no `release`"));
        var record = RecordParts.Join(contents, head.Annotation(ReleaseSecret.DigestAnnotation) ?? "")
            ?? throw new DamagedRecordException(summary, "its sha256 is not the one it was stored with");
        return new ReleaseRevision(summary, ReleaseRecordCodec.Decode(record));
    }

    public async Task<ReleaseSummary> CreateAsync(ReleaseRevision revision, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(revision);
        var summary = revision.Summary;
        var record = ReleaseRecordCodec.Encode(revision.Record);
        var parts = RecordParts.Split(record);
        await Task.WhenAll(parts.Skip(1).Select((part, index) => CreateSecretAsync(ReleaseSecret.Part(summary, index + 1, part), cancellationToken)));

        // Last, so that a head never promises parts that are not there.
        var head = await CreateSecretAsync(ReleaseSecret.Head(summary, parts[0], parts.Length, RecordParts.Digest(record)), cancellationToken);
        return summary with { ResourceVersion = head.ResourceVersion };
    }

    public async Task<ReleaseSummary> SetStatusAsync(ReleaseSummary summary, ReleaseStatus status, string description, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(summary);
        // Being superseded says nothing about when a revision was deployed, which is what `history` is read for.
        var updated = status == ReleaseStatus.Superseded ? summary.Updated : client.Time.GetUtcNow();
        var metadata = YamlMap.Of(
        [
            new("labels", YamlMap.OfStrings([new(ReleaseSecret.StatusLabel, status.ToText())])),
            new("annotations", ReleaseSecret.StatusAnnotations(updated, description)),
            new("managedFields", ReleaseSecret.NoManagedFields),
        ]);
        metadata = summary.ResourceVersion is { } resourceVersion ? metadata.With("resourceVersion", new YamlString(resourceVersion)) : metadata;
        var path = SecretPath(summary.Namespace, ReleaseSecret.HeadName(summary.Name, summary.Revision));
        var answer = await client.MergePatchAsync(path, YamlMap.Of([new("metadata", metadata)]), cancellationToken: cancellationToken);
        return summary with { Status = status, Description = description, Updated = updated, ResourceVersion = answer.Object.ResourceVersion };
    }

    public async Task DeleteAsync(ReleaseSummary summary, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(summary);
        await client.DeleteAsync(SecretPath(summary.Namespace, ReleaseSecret.HeadName(summary.Name, summary.Revision)), DeleteOptions.Default, cancellationToken);
        await DeletePartsAsync(summary.Namespace, summary.Name, (_, revision) => revision == summary.Revision.ToString(CultureInfo.InvariantCulture), cancellationToken);
    }

    public async Task<IReleaseLease> AcquireLeaseAsync(string namespaceName, ReleaseName name, string operation, IProgress<string>? notices = null, CancellationToken cancellationToken = default)
    {
        var lease = await new LeaseAcquisition(client, processes, namespaceName, name, operation, notices).RunAsync(cancellationToken);
        try
        {
            await RemoveOrphanedPartsAsync(namespaceName, name, cancellationToken);
            return lease;
        }
        catch
        {
            await lease.DisposeAsync();
            throw;
        }
    }

    // Whoever holds the lease knows that no head is about to be written, so parts without one are left from a crash.
    private async Task RemoveOrphanedPartsAsync(string namespaceName, ReleaseName name, CancellationToken cancellationToken)
    {
        var history = await GetHistoryAsync(namespaceName, name, cancellationToken);
        var heads = history.Revisions.Select(summary => summary.Revision.ToString(CultureInfo.InvariantCulture)).ToHashSet(StringComparer.Ordinal);
        await DeletePartsAsync(namespaceName, name, (_, revision) => !heads.Contains(revision), cancellationToken);
    }

    private async Task DeletePartsAsync(string namespaceName, ReleaseName name, Func<string, string, bool> isWanted, CancellationToken cancellationToken)
    {
        var parts = await ListMetadataAsync(namespaceName, ReleaseSecret.Selector(name), ReleaseSecret.PartType, cancellationToken);
        var doomed = parts.Where(part => ReleaseSecret.ReadPartOwner(part) is { } owner && isWanted(owner.Release, owner.Revision));
        await Task.WhenAll(doomed.Select(part => client.DeleteAsync(SecretPath(namespaceName, part.Name), DeleteOptions.Default, cancellationToken)));
    }

    private async Task<ImmutableArray<KubernetesObject>> ListMetadataAsync(string? namespaceName, string selector, string type, CancellationToken cancellationToken)
    {
        var options = new ListOptions { LabelSelector = selector, FieldSelector = $"type={type}", MetadataOnly = true };
        return (await client.ListAsync(new ResourcePath(KnownResources.Secrets, namespaceName), options, cancellationToken)).Items;
    }

    private async Task<KubernetesObject> ReadSecretAsync(ReleaseSummary summary, string name, CancellationToken cancellationToken) =>
        (await client.TryGetAsync(SecretPath(summary.Namespace, name), cancellationToken))?.Object
        ?? throw new DamagedRecordException(summary, $"Secret `{name}` is missing");

    private async Task<KubernetesObject> CreateSecretAsync(YamlMap secret, CancellationToken cancellationToken)
    {
        var wanted = new KubernetesObject(secret);
        try
        {
            return (await client.CreateAsync(new ResourcePath(KnownResources.Secrets, wanted.Namespace), secret, cancellationToken: cancellationToken)).Object;
        }
        catch (AlreadyExistsException)
        {
            // A create whose answer was lost has been repeated: if the content is ours, it is done.
            var live = (await client.GetAsync(SecretPath(wanted.Namespace!, wanted.Name), cancellationToken)).Object;
            if (live.Content.FindString("data", "release") == secret.FindString("data", "release"))
            {
                return live;
            }

            throw;
        }
    }

    private static ResourcePath SecretPath(string namespaceName, string name) => new(KnownResources.Secrets, namespaceName, name);
}
