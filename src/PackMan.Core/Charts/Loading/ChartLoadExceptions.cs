namespace PackMan.Charts.Loading;

/// <summary>A chart that cannot be loaded from the place it was looked for.</summary>
public abstract class ChartLoadException(string location, string message, Exception? innerException = null)
    : PackManException(message, innerException)
{
    /// <summary>The folder or archive, as the user named it.</summary>
    public string Location { get; } = location;
}

/// <summary>A folder or archive without `Chart.yaml`.</summary>
public sealed class MissingChartYamlException(string location)
    : ChartLoadException(location, $"`{location}` is no chart: it has no `Chart.yaml`")
{
    public override string Hint => "Name the folder that holds `Chart.yaml`, or start a chart with `packman create NAME`";
}

/// <summary>An archive that is damaged or is no packed chart.</summary>
public sealed class ChartArchiveException(string location, string reason, string hint, Exception? innerException = null)
    : ChartLoadException(location, $"`{location}` cannot be read as a chart archive: {reason}", innerException)
{
    public override string Hint { get; } = hint;
}

/// <summary>A chart that is larger than the limits of loading.</summary>
public sealed class ChartLimitException(string location, string what, string limit)
    : ChartLoadException(location, $"Chart `{location}` is refused: {what}, and the limit is {limit}")
{
    public string Limit { get; } = limit;

    public override string Hint => "Keep data that templates do not need out of the chart, for example by a line in `.packmanignore`";
}

/// <summary>A file in a chart whose path could reach outside it or means different files on different systems.</summary>
public sealed class ChartPathException(string location, string path, string reason)
    : ChartLoadException(location, $"Chart `{location}` is refused: the path `{path}` is not allowed, because {reason}")
{
    public string Path { get; } = path;
}

/// <summary>A link, device or other entry that is no plain file.</summary>
public sealed class ChartLinkException(string location, string path, string reason)
    : ChartLoadException(location, $"Chart `{location}` is refused: `{path}` {reason}")
{
    public string Path { get; } = path;

    public override string Hint => "Put a plain copy of the file into the chart";
}

/// <summary>Two files of one name in an archive, of which readers could take either.</summary>
public sealed class DuplicateChartFileException(string location, string path)
    : ChartLoadException(location, $"Chart `{location}` is refused: it holds the file `{path}` twice")
{
    public string Path { get; } = path;
}

/// <summary>A file or folder of a chart that the system does not let us read.</summary>
public sealed class UnreadableChartException(string location, string path, Exception cause)
    : ChartLoadException(location, $"Chart `{location}` cannot be read: `{path}`: {cause?.Message.TrimEnd('.')}", cause)
{
    public string Path { get; } = path;
}
