using PackMan.Cluster.Api;
using PackMan.Releases;

namespace PackMan.Cluster.Releases;

/// <summary>A held lease: renewed in the background until it is disposed of.</summary>
internal sealed class ReleaseLease : IReleaseLease
{
    // Given up before others may take it: a request under way must be over by then.
    private static readonly TimeSpan GiveUpAfter = LeaseFacts.Duration - LeaseFacts.RenewInterval;

    private readonly ApiClient _client;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _renewing;
    private StoredLease _stored;

    public ReleaseLease(ApiClient client, StoredLease stored)
    {
        _client = client;
        _stored = stored;
        _renewing = RenewAsync();
    }

    public CancellationToken Lost => _lost.Token;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _renewing;
        if (!_lost.IsCancellationRequested)
        {
            await GiveBackAsync();
        }

        _lost.Dispose();
        _stop.Dispose();
    }

    private async Task RenewAsync()
    {
        using var timer = new PeriodicTimer(LeaseFacts.RenewInterval, _client.Time);
        var renewed = _client.Time.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                if (await TryRenewAsync())
                {
                    renewed = _client.Time.GetTimestamp();
                }
                else if (_lost.IsCancellationRequested || _client.Time.GetElapsedTime(renewed) >= GiveUpAfter)
                {
                    await _lost.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed of: the lease is given back there.
        }
    }

    private async Task<bool> TryRenewAsync()
    {
        using var limit = new CancellationTokenSource(LeaseFacts.RenewInterval, _client.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, limit.Token);
        try
        {
            var facts = _stored.Facts with { Renewed = _client.Clock.Now ?? _client.Time.GetUtcNow() };
            if (await _stored.TryWriteAsync(_client, facts, either.Token) is { } renewed)
            {
                _stored = renewed;
                return true;
            }

            // Moved on: by a renewal of ours whose answer was lost, or by somebody who took the lease over.
            if (await _stored.TryReadAgainAsync(_client, either.Token) is { } own)
            {
                _stored = own;
                return true;
            }

            await _lost.CancelAsync();
            return false;
        }
        catch (Exception e) when (e is PackManException || (e is OperationCanceledException && !_stop.IsCancellationRequested))
        {
            // The server does not answer or refuses just now; the next tick tries again until the time is up.
            return false;
        }
    }

    private async Task GiveBackAsync()
    {
        using var limit = new CancellationTokenSource(LeaseFacts.RenewInterval, _client.Time);
        try
        {
            if (!await _stored.TryDeleteAsync(_client, limit.Token) && await _stored.TryReadAgainAsync(_client, limit.Token) is { } own)
            {
                await own.TryDeleteAsync(_client, limit.Token);
            }
        }
        catch (Exception e) when (e is PackManException or OperationCanceledException)
        {
            // It expires by itself, and the operation's own outcome is what the user must see.
        }
    }
}
