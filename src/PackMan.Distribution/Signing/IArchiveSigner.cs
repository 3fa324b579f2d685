using PackMan.Charts;
using PackMan.Distribution.Cache;

namespace PackMan.Distribution.Signing;

/// <summary>A key that signs packaged charts, each with a file that lies beside it.</summary>
public interface IArchiveSigner : IDisposable
{
    /// <summary>What the file is called behind the name of the archive.</summary>
    string Suffix { get; }

    /// <summary>The fingerprint of the key, as the tools that check the file name it.</summary>
    string Fingerprint { get; }

    /// <summary>The file for an archive.</summary>
    /// <param name="chart">What the archive holds.</param>
    /// <param name="fileName">What it is called.</param>
    /// <param name="digest">Of its bytes.</param>
    byte[] SignArchive(ChartMetadata chart, string fileName, ContentDigest digest);
}
