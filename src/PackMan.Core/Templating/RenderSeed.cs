using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace PackMan.Templating;

/// <summary>
/// The chance and the moment of a rendering. Each seed has its own, unknown to anybody; a request that is rendered twice gives
/// the same answers twice, in whatever order its templates run. Random text follows from the secret; keys and certificates do not, so
/// that they are the same for the same seed object only.
/// </summary>
public sealed class RenderSeed
{
    private const int SecretLength = 32;

    private readonly Lazy<byte[]> _secret;
    private readonly ConcurrentDictionary<string, Lazy<object>> _made = new(StringComparer.Ordinal);
    private DateTimeOffset? _now;

    /// <summary>A seed from the system's source of randomness, which is asked only when a template does.</summary>
    public RenderSeed()
        : this(() => RandomNumberGenerator.GetBytes(SecretLength))
    {
    }

    /// <param name="secret">At least 32 bytes that nobody can guess.</param>
    public RenderSeed(ReadOnlyMemory<byte> secret)
        : this(secret.ToArray)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(secret.Length, SecretLength);
    }

    private RenderSeed(Func<byte[]> secret) => _secret = new Lazy<byte[]>(secret);

    internal ReadOnlySpan<byte> Secret => _secret.Value;

    /// <summary>The moment of the first time that it is asked for.</summary>
    internal DateTimeOffset Now(TimeProvider time)
    {
        lock (_made)
        {
            return _now ??= time.GetUtcNow();
        }
    }

    /// <summary>What was made under a name, which tells all that it depends on; made once, for what the seed alone cannot determine.</summary>
    internal T Once<T>(string name, Func<T> make)
        where T : class =>
        (T)_made.GetOrAdd(name, _ => new Lazy<object>(make)).Value;
}
