using System.Security.Cryptography.X509Certificates;
using PackMan.Cluster.Connection.Kubeconfigs;

namespace PackMan.Cluster.Connection.Credentials;

/// <summary>Credentials from a plugin: asked once, kept until they expire or the server refuses them.</summary>
/// <param name="certificate">The user's own certificate, used when the plugin gives none.</param>
internal sealed class ExecCredential(ClusterTarget target, X509Certificate2? certificate, HostEnvironment environment, TimeProvider time) : ICredentialSource, IDisposable
{
    // A token that ends while its request is on the way is refused for nothing.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _one = new(1);
    private volatile Held? _held;

    public async ValueTask<Credential> GetAsync(CancellationToken cancellationToken)
    {
        if (IsFresh(_held))
        {
            return _held!.Credential;
        }

        await _one.WaitAsync(cancellationToken);
        try
        {
            _held = IsFresh(_held) ? _held : await AskAsync(cancellationToken);
            return _held!.Credential;
        }
        finally
        {
            _one.Release();
        }
    }

    public bool Renew(Credential refused)
    {
        // Many requests may be refused for one old credential; only the first makes it forgotten.
        if (_held is { } held && ReferenceEquals(held.Credential, refused))
        {
            Interlocked.CompareExchange(ref _held, null, held);
        }

        return true;
    }

    public void Dispose() => _one.Dispose();

    private bool IsFresh(Held? held) => held is not null && (held.Expires is null || time.GetUtcNow() < held.Expires - Margin);

    private async Task<Held> AskAsync(CancellationToken cancellationToken)
    {
        var plugin = target.User.Exec!;
        var interactive = plugin.InteractiveMode != "Never" && environment.IsInteractive;
        if (plugin.InteractiveMode == "Always" && !interactive)
        {
            throw new ExecPluginException(plugin.Command, "wants to ask somebody, and there is no terminal", "Run this in a terminal, or use credentials that need no login");
        }

        var output = await ExecProcess.RunAsync(plugin, ExecCredentialText.Request(plugin, target, interactive), interactive, environment, cancellationToken);
        var (credential, expires) = ExecCredentialText.Answer(plugin, output);
        return new Held(credential with { Certificate = credential.Certificate ?? certificate }, expires);
    }

    private sealed record Held(Credential Credential, DateTimeOffset? Expires);
}
