using System.Globalization;

namespace PackMan.Cluster.Releases;

/// <summary>Another operation is writing this release right now.</summary>
public sealed class ReleaseHeldException(string name, string namespaceName, LeaseHolder holder, string operation, DateTimeOffset since, DateTimeOffset renewed)
    : PackManException(string.Create(CultureInfo.InvariantCulture,
        $"Release `{name}` in namespace `{namespaceName}` is in use: `{operation}` by {holder} since {since:yyyy-MM-dd HH:mm:ss}Z, last renewed {renewed:HH:mm:ss}Z"))
{
    public LeaseHolder Holder { get; } = holder;

    public override string Hint => "Run the command again when that operation has ended; a lease that is no longer renewed expires after 15 seconds";
}
