using System.Collections.Immutable;
using PackMan.Charts.Metadata;
using PackMan.Yaml;

namespace PackMan.Charts.Loading;

/// <summary>Makes a chart of its files, whichever way they came.</summary>
/// <param name="faults">Takes up what is wrong, so that the rest is loaded all the same; null when the first fault ends the loading.</param>
internal sealed class ChartAssembler(LoadBudget budget, CancellationToken cancellationToken, ChartFaults? faults = null)
{
    private const string ChartYaml = "Chart.yaml";
    private const string RequirementsYaml = "requirements.yaml";
    private const string ValuesYaml = "values.yaml";
    private const string SchemaJson = "values.schema.json";

    // A chart inside is whole, or it is one fault.
    private ChartAssembler Strict => faults is null ? this : new ChartAssembler(budget, cancellationToken);

    /// <param name="files">In ordinal order of their paths.</param>
    /// <param name="location">What the user calls the chart.</param>
    /// <param name="depth">How many charts this one lies in.</param>
    public Chart Assemble(ImmutableArray<ChartFile> files, string location, int depth = 0)
    {
        if (depth > budget.Limits.ChartDepth)
        {
            throw new ChartLimitException(location, "its vendored charts lie too deep in each other", $"{budget.Limits.ChartDepth} charts");
        }

        var vendored = files.Where(IsVendored).ToImmutableArray();
        var own = files.Where(file => !IsVendored(file)).ToImmutableArray();
        return new Chart
        {
            Metadata = ReadMetadata(own, location),
            Location = location,
            Values = Read(ChartPart.Values, () => ReadValues(own, location), YamlMap.Empty),
            Schema = Find(own, SchemaJson),
            Templates = Below(own, "templates/"),
            Crds = Below(own, "crds/"),
            Files = [.. own.Where(IsOther)],
            Subcharts = AssembleVendored(vendored, location, depth + 1),
            AllFiles = files,
            Digest = new Lazy<string>(() => ChartDigest.Compute(files)),
        };
    }

    internal ChartMetadata ReadMetadata(ImmutableArray<ChartFile> files, string location)
    {
        var text = new ChartText(location, Find(files, ChartYaml) ?? throw new MissingChartYamlException(location));
        var metadata = ReadMetadata(text, location);
        return metadata.ApiVersion == "v1" && Find(files, RequirementsYaml) is { } requirements
            ? metadata with { Dependencies = Read(ChartPart.Dependencies, () => ReadRequirements(new ChartText(location, requirements)), []) }
            : metadata;
    }

    private ChartMetadata ReadMetadata(ChartText text, string location) => faults is null
        ? ChartMetadataReader.Read(text, YamlReader.Read(text.Text, text.FileName))
        : ChartMetadataReader.ReadSound(
            text,
            faults.Read(ChartPart.ChartYaml, () => YamlReader.Read(text.Text, text.FileName), YamlMap.Empty),
            ChartPath.LastPart(location),
            faults);

    // Helm's first charts have their dependencies in a file of their own.
    private static ImmutableArray<ChartDependency> ReadRequirements(ChartText text) =>
        DependencyReader.Read(new MetadataFields(text, YamlReader.ReadMap(text.Text, text.FileName)));

    private T Read<T>(ChartPart part, Func<T> read, T instead) => faults is null ? read() : faults.Read(part, read, instead);

    private static YamlMap ReadValues(ImmutableArray<ChartFile> files, string location)
    {
        if (Find(files, ValuesYaml) is not { } file)
        {
            return YamlMap.Empty;
        }

        var text = new ChartText(location, file);
        return YamlReader.ReadMap(text.Text, text.FileName, YamlReaderLimits.ForValues);
    }

    private ImmutableArray<Chart> AssembleVendored(ImmutableArray<ChartFile> files, string location, int depth)
    {
        var charts = files.GroupBy(file => file.Path.Split('/')[1], StringComparer.Ordinal)
            .Select(group => Read<Chart?>(ChartPart.Subchart, () => AssembleVendored(group.Key, [.. group], $"{location}/charts/{group.Key}", depth), null))
            .OfType<Chart>();
        return [.. charts.OrderBy(chart => chart.Metadata.Name, StringComparer.Ordinal)];
    }

    /// <summary>The chart that an entry of `charts/` is.</summary>
    internal Chart AssembleVendored(string name, ImmutableArray<ChartFile> files, string location, int depth)
    {
        if (files is [{ Path: var path } archive] && path == $"charts/{name}")
        {
            using var content = new MemoryStream(archive.Content.ToArray(), writable: false);
            return Strict.Assemble(ChartArchive.Read(content, location, budget, cancellationToken), location, depth);
        }

        var prefix = $"charts/{name}/".Length;
        return Strict.Assemble([.. files.Select(file => file with { Path = file.Path[prefix..] })], location, depth);
    }

    // Helm's rule: what begins with `_` or `.` in `charts/` is no chart, nor is a lone file that is no archive.
    public static bool IsVendored(ChartFile file) =>
        file.Path.Split('/') is ["charts", var name, .. var rest]
        && name[0] is not ('_' or '.')
        && (rest.Length > 0 || name.EndsWith(".tgz", StringComparison.Ordinal));

    private static bool IsOther(ChartFile file) =>
        file.Path is not (ChartYaml or ValuesYaml or SchemaJson)
        && !file.Path.StartsWith("templates/", StringComparison.Ordinal)
        && !file.Path.StartsWith("crds/", StringComparison.Ordinal);

    private static ChartFile? Find(ImmutableArray<ChartFile> files, string path) => files.FirstOrDefault(file => file.Path == path);

    private static ImmutableArray<ChartFile> Below(ImmutableArray<ChartFile> files, string folder) =>
        [.. files.Where(file => file.Path.StartsWith(folder, StringComparison.Ordinal))];
}
