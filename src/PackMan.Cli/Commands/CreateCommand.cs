using System.CommandLine;
using PackMan.Charts;
using PackMan.Charts.Scaffold;
using PackMan.Cli.Options;

namespace PackMan.Cli.Commands;

/// <summary>`packman create NAME`.</summary>
internal sealed class CreateCommand : PackManCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The name of the new chart; its folder may stand before it, as in `charts/web`" };

    public CreateCommand()
        : base("create", "Start a new chart in a folder of its name")
    {
        Details = "The chart runs as it is: a web app with the objects most apps need, each switched on by a value.";
        Examples = ["packman create web", "packman create charts/web"];
        Add(_name);
        Add(new RefusedFlag("--starter", "there are no starter charts in this version", "Copy the chart's folder and change the name in `Chart.yaml`") { Aliases = { "-p" } });
        Add(new RefusedFlag("--chart-api-version", "new charts are of `apiVersion: packman/v1`"));
    }

    public override Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
    {
        var path = context.Parsed.GetRequiredValue(_name).TrimEnd('/');
        var name = ChartName.Parse(Path.GetFileName(path));
        var folder = context.Surroundings.FullPath(path);
        try
        {
            ChartScaffold.WriteTo(name, folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FolderNotWritableException(path, exception);
        }

        context.Output.Write($"Creating {path}\n");
        context.Surroundings.Error.WriteLine($"Install it with `packman install {name} {(path.StartsWith('.') || Path.IsPathRooted(path) ? path : $"./{path}")}`");
        return Task.FromResult(ExitCodes.Done);
    }
}

/// <summary>A file or folder of the user cannot be written.</summary>
internal sealed class FolderNotWritableException(string path, Exception cause) : PackManException($"`{path}` cannot be written: {cause.Message.TrimEnd('.')}", cause)
{
    public override string Hint => "Check the permissions and the free space, or choose another folder";
}
