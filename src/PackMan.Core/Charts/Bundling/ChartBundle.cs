using System.Collections.Immutable;
using PackMan.Images;

namespace PackMan.Charts.Bundling;

/// <summary>
/// A chart with all it takes to install it where no network reaches, as one file: its archive byte for byte, what proves who
/// signed that, and the images it would run.
/// </summary>
/// <param name="ChartFile">The chart's archive, called as `package` calls it: `web-1.2.0.tgz`.</param>
/// <param name="Evidence">Signatures of the archive, in ordinal order of their paths.</param>
/// <param name="Images">What `packman images` listed with the values the bundle was made for.</param>
public sealed record ChartBundle(ChartFile ChartFile, ImmutableArray<ChartFile> Evidence, ImmutableArray<UsedImage> Images)
{
    /// <summary>`web-1.2.0`, the name without what archives end in.</summary>
    public string FullName => Path.GetFileNameWithoutExtension(ChartFile.Path);

    /// <summary>The chart's archive, to be read once.</summary>
    public Stream OpenChart() => new MemoryStream(ChartFile.Content.ToArray(), writable: false);

    /// <summary>A piece of evidence; null when the bundle has none of that path.</summary>
    public byte[]? FindEvidence(string path) => Evidence.FirstOrDefault(file => file.Path == path)?.Content.ToArray();
}
