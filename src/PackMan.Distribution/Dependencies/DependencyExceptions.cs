namespace PackMan.Distribution.Dependencies;

/// <summary>A dependency cannot be what `Chart.yaml` says of it.</summary>
public sealed class DependencyRefusedException(string reason, string? hint) : PackManException(reason)
{
    public override string? Hint => hint;
}

/// <summary>A chart that another depends on cannot be had.</summary>
/// <param name="name">What is depended on.</param>
/// <param name="chart">Who depends on it: `shop`, or `shop → cache` for a chart further down.</param>
public sealed class DependencyException(string name, string chart, PackManException cause)
    : PackManException($"Dependency `{name}` of chart {chart} cannot be had: {cause?.Message}", cause)
{
    public override string? Hint => cause?.Hint;

    public override CodeFrame? Frame => cause?.Frame;
}

/// <summary>What was found is not what `Chart.lock` pins: the version was published anew, or somebody swapped it.</summary>
/// <param name="what">The chart with its place: `cache-1.4.2.tgz` of `oci://registry.example.org/charts`.</param>
public sealed class SwappedDependencyException(string what, string expected, string found, string location)
    : PackManException($"{what} is not what the lock pins: expected `{expected}`, got `{found}`")
{
    public override string Hint => $"Find out who changed it before you take it; `packman dependency update {location}` pins what is there now";
}

/// <summary>The folder of a dependency changed after it was locked.</summary>
public sealed class ChangedFolderException(string folder, string expected, string found, string location)
    : PackManException($"The chart in `{folder}` changed after it was locked: expected files of the digest `{expected}`, got `{found}`")
{
    public override string Hint => $"`packman dependency update {location}` locks it as it is now";
}

/// <summary>`Chart.lock` does not belong to the `Chart.yaml` beside it.</summary>
public sealed class LockOutOfStepException(string file, string location, IReadOnlyList<string> changes)
    : PackManException($"`{file}` of chart `{location}` is out of step with `Chart.yaml`:\n{string.Join('\n', changes?.Select(change => $"- {change}") ?? [])}")
{
    public IReadOnlyList<string> Changes { get; } = changes ?? [];

    public override string Hint => $"`packman dependency update {location}` resolves the dependencies anew and writes the lock";
}

/// <summary>Charts that depend on each other in a circle, or without end.</summary>
public sealed class EndlessDependencyException(string message) : PackManException(message)
{
    public override string Hint => "Take one of these dependencies out of its `Chart.yaml`";
}

/// <summary>Dependencies of something that is no folder of a chart.</summary>
public sealed class NoChartFolderException(string reference)
    : PackManException($"`{reference}` is no folder of a chart, and only a folder's dependencies can be fetched")
{
    public override string Hint => "Name the folder that holds `Chart.yaml`; `packman pull --untar` makes one of a packed chart";
}

/// <summary>The folder of a chart cannot be written.</summary>
public sealed class ChartFolderException(string path, Exception cause) : PackManException($"`{path}` cannot be written: {cause?.Message.TrimEnd('.')}", cause)
{
    public override string Hint => "Check the permissions and the free space";
}
