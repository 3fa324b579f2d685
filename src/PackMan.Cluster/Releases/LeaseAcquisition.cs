using System.Globalization;
using PackMan.Cluster.Api;
using PackMan.Live;
using PackMan.Releases;

namespace PackMan.Cluster.Releases;

/// <summary>Takes a release's lease: creates it, takes over a dead one, waits out a quiet one, refuses where it is in use.</summary>
internal sealed class LeaseAcquisition(ApiClient client, ILocalProcesses processes, string namespaceName, ReleaseName name, string operation, IProgress<string>? notices)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    private bool _noticed;

    public async Task<ReleaseLease> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await RunAsync(LeaseForm.Lease, cancellationToken);
        }
        catch (ApiException refusal) when (refusal.Status == 403)
        {
            // A lease of someone with more rights still counts, if it can be seen at all.
            await RefuseIfHeldAsync(cancellationToken);
            return await RunAsync(LeaseForm.Secret, cancellationToken);
        }
    }

    private async Task<ReleaseLease> RunAsync(LeaseForm form, CancellationToken cancellationToken)
    {
        if (client.Clock.Now is null)
        {
            // Any answer tells the server's time, which the first facts must carry already.
            await StoredLease.TryReadAsync(client, form, namespaceName, name, cancellationToken);
        }

        while (true)
        {
            var created = await StoredLease.TryCreateAsync(client, form, namespaceName, name, NewFacts(), cancellationToken)
                ?? await TryTakeOverAsync(form, cancellationToken);
            if (created is not null)
            {
                return new ReleaseLease(client, created);
            }
        }
    }

    private async Task<StoredLease?> TryTakeOverAsync(LeaseForm form, CancellationToken cancellationToken)
    {
        if (await StoredLease.TryReadAsync(client, form, namespaceName, name, cancellationToken) is not { } live)
        {
            return null;
        }

        switch (LeaseVerdict.Of(live.Facts, Now(), processes))
        {
            case LeaseVerdict.TakeOver:
                return await live.TryWriteAsync(client, NewFacts(), cancellationToken);
            case LeaseVerdict.Await quiet:
                Notice(live.Facts, quiet.Remaining);
                await Task.Delay(quiet.Remaining < PollInterval ? quiet.Remaining : PollInterval, client.Time, cancellationToken);
                return null;
            default:
                throw Held(live.Facts);
        }
    }

    private async Task RefuseIfHeldAsync(CancellationToken cancellationToken)
    {
        try
        {
            var live = await StoredLease.TryReadAsync(client, LeaseForm.Lease, namespaceName, name, cancellationToken);
            if (live is not null && LeaseVerdict.Of(live.Facts, Now(), processes) is not LeaseVerdict.TakeOver)
            {
                throw Held(live.Facts);
            }
        }
        catch (ApiException refusal) when (refusal.Status == 403)
        {
            // Not even readable: the Secret is all there is to go by.
        }
    }

    private void Notice(LeaseFacts facts, TimeSpan remaining)
    {
        if (!_noticed)
        {
            _noticed = true;
            notices?.Report(string.Create(CultureInfo.InvariantCulture,
                $"Waiting up to {Math.Ceiling(remaining.TotalSeconds)} s for `{facts.Operation}` of release `{name}`, which {facts.Holder} no longer renews"));
        }
    }

    private ReleaseHeldException Held(LeaseFacts facts) => new(name.Text, namespaceName, facts.Holder, facts.Operation, facts.Acquired, facts.Renewed);

    private LeaseFacts NewFacts()
    {
        var now = Now();
        return new LeaseFacts(processes.Self, operation, now, now);
    }

    private DateTimeOffset Now() => client.Clock.Now ?? client.Time.GetUtcNow();
}
