using PackMan.Cluster.Api;
using PackMan.Live;
using PackMan.Manifests;
using PackMan.Releases;

namespace PackMan.Cluster.Releases;

/// <summary>A lease as the server holds it, with the steps that change it. Every step fails softly when somebody else was faster.</summary>
internal sealed record StoredLease(LeaseForm Form, ResourcePath Path, LeaseFacts Facts, string Uid, string ResourceVersion)
{
    /// <summary>Creates it; null when one exists.</summary>
    /// <exception cref="ApiException">Not allowed (403), among others.</exception>
    public static async Task<StoredLease?> TryCreateAsync(ApiClient client, LeaseForm form, string namespaceName, ReleaseName name, LeaseFacts facts, CancellationToken cancellationToken)
    {
        var path = form.Path(namespaceName, name);
        try
        {
            var answer = await client.CreateAsync(path with { Name = null }, form.ToTree(path, name, facts), cancellationToken: cancellationToken);
            return From(form, path, answer.Object);
        }
        catch (AlreadyExistsException)
        {
            return null;
        }
    }

    public static async Task<StoredLease?> TryReadAsync(ApiClient client, LeaseForm form, string namespaceName, ReleaseName name, CancellationToken cancellationToken)
    {
        var path = form.Path(namespaceName, name);
        return await client.TryGetAsync(path, cancellationToken) is { } answer ? From(form, path, answer.Object) : null;
    }

    /// <summary>Writes new facts over these; null when the lease has moved on or is gone.</summary>
    public async Task<StoredLease?> TryWriteAsync(ApiClient client, LeaseFacts facts, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await client.MergePatchAsync(Path, Form.ToPatch(facts, ResourceVersion), cancellationToken: cancellationToken);
            return From(Form, Path, answer.Object);
        }
        catch (ApiException refusal) when (refusal.Status is 404 or 409)
        {
            return null;
        }
    }

    /// <summary>This lease as it is now; null when it is gone or another one holds its name.</summary>
    public async Task<StoredLease?> TryReadAgainAsync(ApiClient client, CancellationToken cancellationToken)
    {
        var live = await client.TryGetAsync(Path, cancellationToken) is { } answer ? From(Form, Path, answer.Object) : null;
        return live is not null && live.Uid == Uid && live.Facts.Holder == Facts.Holder && live.Facts.Acquired == Facts.Acquired ? live : null;
    }

    /// <summary>Deletes it in exactly this state; false when it has moved on.</summary>
    public async Task<bool> TryDeleteAsync(ApiClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.DeleteAsync(Path, new DeleteOptions { Uid = Uid, ResourceVersion = ResourceVersion }, cancellationToken);
            return true;
        }
        catch (ApiException refusal) when (refusal.Status == 409)
        {
            return false;
        }
    }

    private static StoredLease From(LeaseForm form, ResourcePath path, KubernetesObject stored) =>
        new(form, path, LeaseForm.Read(stored), stored.Uid ?? "", stored.ResourceVersion ?? "");
}
