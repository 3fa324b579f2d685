using System.Security.Cryptography.X509Certificates;
using PackMan.Cluster.Connection.Kubeconfigs;

namespace PackMan.Cluster.Connection.Credentials;

/// <summary>A token in a file that somebody else renews, as kubelet does for pods: read again every minute.</summary>
internal sealed class TokenFileCredential(string file, string? fallbackToken, X509Certificate2? certificate, TimeProvider time) : ICredentialSource
{
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private Credential? _current;
    private long _readAt;

    public ValueTask<Credential> GetAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_current is null || time.GetElapsedTime(_readAt) >= Freshness)
            {
                _current = new Credential($"Bearer {Read()}", certificate);
                _readAt = time.GetTimestamp();
            }

            return ValueTask.FromResult(_current);
        }
    }

    public bool Renew(Credential refused)
    {
        lock (_lock)
        {
            _current = null;
            return true;
        }
    }

    private string Read()
    {
        try
        {
            var token = File.ReadAllText(file).Trim();
            return token.Length > 0 ? token : throw new KubeconfigException($"The token file `{file}` is empty");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return fallbackToken ?? throw new KubeconfigException($"The token file `{file}` cannot be read: {failure.Message.TrimEnd('.')}");
        }
    }
}
