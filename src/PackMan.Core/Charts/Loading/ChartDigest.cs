using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace PackMan.Charts.Loading;

/// <summary>
/// The identity of a chart's content: sha256 over the lines that `sha256sum` prints for its files in order of their paths,
/// so that a folder and its archive agree and anyone can check it with common tools.
/// </summary>
internal static class ChartDigest
{
    /// <param name="files">In ordinal order of their paths.</param>
    public static string Compute(ImmutableArray<ChartFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            var content = Convert.ToHexStringLower(SHA256.HashData(file.Content.Span));
            hash.AppendData(Encoding.UTF8.GetBytes($"{content}  {file.Path}\n"));
        }

        return "sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
