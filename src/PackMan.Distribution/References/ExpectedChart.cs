using PackMan.Charts;
using PackMan.Charts.Loading;
using PackMan.Distribution.Cache;
using PackMan.Distribution.Oci;

namespace PackMan.Distribution.References;

/// <summary>The chart that a name stands for, to be held against what is found there: tags can be moved, and indexes be wrong.</summary>
/// <param name="Version">Null where the name says none, as with the tags `latest` and `1.2`, which move.</param>
internal sealed record ExpectedChart(string Name, SemanticVersion? Version)
{
    /// <summary>By the convention of Helm and ours, the last part of the path is the chart's name and the tag its version, `_` standing for `+`.</summary>
    public static ExpectedChart Of(OciReference reference) =>
        new(reference.Repository.Path.Split('/')[^1], reference.Tag is { } tag ? TagList.VersionOf(tag) : null);

    /// <summary>By the convention of `helm package` and ours, `NAME-VERSION.tgz`; null for a file that is called otherwise.</summary>
    public static ExpectedChart? OfFile(string fileName, ChartMetadata held)
    {
        var name = WithoutSuffix(WithoutSuffix(fileName, ".tgz"), ".bundle");
        return name == $"{held.Name}-{held.Version}" ? new ExpectedChart(held.Name, held.Version)
            : Enumerable.Range(1, Math.Max(0, name.Length - 1))
                .Where(index => name[index] == '-')
                .Select(index => SemanticVersion.TryParse(name[(index + 1)..]) is { IsComplete: true } version ? new ExpectedChart(name[..index], version) : null)
                .FirstOrDefault(expected => expected is not null);
    }

    private static string WithoutSuffix(string text, string suffix) => text.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) ? text[..^suffix.Length] : text;

    // The build counts here: it tells two charts apart, if not their order. The spelling does not.
    public bool IsMetBy(ChartMetadata chart) => chart.Name == Name && (Version is null || Version.Canonical == chart.Version.Canonical);

    /// <summary>What the chart of an archive is, if it is another one: to stand behind "it", in a message; null when it is this one.</summary>
    /// <exception cref="PackManException">The archive is damaged, hostile or no chart.</exception>
    public string? FindMismatch(ContentCache cache, ContentDigest archive, string name, CancellationToken cancellationToken)
    {
        using var content = cache.Require(archive);
        var chart = UnpackedChart.Read(content, name, cancellationToken).Metadata;
        return IsMetBy(chart) ? null : Mismatch(chart);
    }

    public static string Mismatch(ChartMetadata chart) => $"holds the chart `{chart.Name}` {chart.Version}, which is not what its name says";
}
