using System.CommandLine;
using PackMan.Cli.Options;
using PackMan.Cli.Output;
using PackMan.Distribution.References;
using PackMan.Images;
using PackMan.Yaml;

namespace PackMan.Cli.Commands;

/// <summary>`packman images CHART`, and the same as `packman show images CHART`.</summary>
internal sealed class ImagesCommand : PackManCommand
{
    private readonly Argument<string> _chart = new("CHART") { Description = $"The chart: {ChartFlags.Places}" };
    private readonly ChartFlags _chartFlags = new();
    private readonly ImageListing _listing = new();
    private readonly Option<bool> _short = Flag.Switch("--short", "Print only the images, one a line, each with its registry and its tag or digest", "-q");
    private readonly Option<string?> _mirror = Flag.Text("--mirror", "REGISTRY", "Print what to copy, one image a line: from where, by digest if that is known, and to where in this registry (`HOST` or `HOST/PATH`)");
    private readonly OutputFlag _output = new();

    /// <param name="path">The words that lead to it, for the examples.</param>
    public ImagesCommand(string path = "packman images")
        : base("images", "List the images a chart would run with the given values")
    {
        Details = "The chart is rendered, and every image is listed that its pods, jobs, hooks and tests name: containers, init containers and image volumes; "
            + "arguments and variables about images that operators are told; and in objects of custom kinds, containers and `image` fields that can be nothing else. "
            + "Of a bundle, its own list is printed unless values are given; then the digests it knows are.";
        Examples = [$"{path} ./web", $"{path} oci://registry.example.org/charts/web:1.2.0 -f prod.yaml -o json", $"{path} ./web --short", $"{path} web.bundle.tgz --mirror mirror.example.org/shop"];
        Add(_chart);
        _listing.AddTo(this);
        Add(_short);
        Add(_mirror);
        _output.AddTo(this);
        _chartFlags.AddTo(this);
    }

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
    {
        var input = await RenderingInput.ReadAsync(context, context.Parsed.GetRequiredValue(_chart), _chartFlags, _listing.Values, cancellationToken);
        var images = _listing.Run(context, input, cancellationToken);
        var format = _output.Read(context.Parsed);
        switch (context.Parsed.GetValue(_mirror), context.Parsed.GetValue(_short))
        {
            case ({ }, true):
                throw new UsageException("`--mirror` and `--short` print two lists that differ", "Leave one of them out");
            case ({ } mirror, false):
                var copies = MirroredImage.List(images, ReadMirror(mirror));
                context.Print(format, ImagesModel.Of(copies), output => output.Write(string.Concat(copies.Select(copy => $"{copy.Source} {copy.Target}\n"))));
                break;
            case (null, true):
                context.Print(format, YamlList.Of(images.Select(used => Model.Text(used.Image.Full))), output => output.Write(string.Concat(images.Select(used => $"{used.Image.Full}\n"))));
                break;
            default:
                context.Print(format, ImagesJson.Of(images), output => ImagesModel.ToTable(images).Write(output));
                break;
        }

        return ExitCodes.Done;
    }

    private static string ReadMirror(string text)
    {
        try
        {
            return OciReference.ParsePlace(text).ToString();
        }
        catch (ReferenceException)
        {
            throw new UsageException($"`--mirror` takes a registry, with a path in it if you like, and not `{text}`", "Write it as `mirror.example.org` or `mirror.example.org/shop`");
        }
    }
}
