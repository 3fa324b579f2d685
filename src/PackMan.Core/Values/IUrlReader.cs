namespace PackMan.Values;

/// <summary>Fetches values files that are named by URL (`https://…`, `oci://…`).</summary>
public interface IUrlReader
{
    /// <exception cref="PackManException">The URL cannot be fetched.</exception>
    Task<byte[]> ReadAsync(Uri url, CancellationToken cancellationToken = default);
}
