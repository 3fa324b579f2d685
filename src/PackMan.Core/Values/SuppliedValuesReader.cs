using System.Collections.Immutable;
using System.Text.Json;
using PackMan.Yaml;

namespace PackMan.Values;

/// <summary>
/// Reads what a user gave on the command line into one tree, in Helm's order whatever the order of the flags: files,
/// `--set-json`, `--set`, `--set-string`, `--set-file`, `--set-literal`. Each node knows the file or flag it came from.
/// </summary>
public sealed class SuppliedValuesReader(ValuesFiles files)
{
    /// <exception cref="PackManException">A file cannot be read or is no map of values, or a flag breaks its grammar.</exception>
    public async Task<YamlMap> ReadAsync(SuppliedValues supplied, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(supplied);
        var tree = YamlMap.Empty;
        foreach (var file in supplied.Files)
        {
            tree = await MergeFileAsync(tree, file, cancellationToken);
        }

        tree = supplied.SetJson.Aggregate(tree, MergeJson);
        tree = Apply(tree, supplied.Set, SetFlag.Set);
        tree = Apply(tree, supplied.SetString, SetFlag.SetString);
        foreach (var assignment in supplied.SetFile.SelectMany(text => SetParser.Parse(text, SetFlag.SetFile)))
        {
            tree = (await WithFileTextAsync(assignment, cancellationToken)).ApplyTo(tree);
        }

        return Apply(tree, supplied.SetLiteral, SetFlag.SetLiteral);
    }

    /// <summary>The layers of one values file, merged: each of its documents is one.</summary>
    /// <exception cref="YamlException">The text is no YAML, or a document is no map.</exception>
    public static YamlMap ReadLayers(string text, string fileName)
    {
        var layers = YamlMap.Empty;
        foreach (var document in YamlReader.ReadAll(text, fileName, YamlReaderLimits.ForValues))
        {
            layers = document.Root switch
            {
                YamlMap map => ValuesMerger.Merge(layers, map),
                YamlNull => layers,
                var other => throw YamlReader.NotAMap(other, text, fileName),
            };
        }

        return layers;
    }

    private async Task<YamlMap> MergeFileAsync(YamlMap tree, string file, CancellationToken cancellationToken)
    {
        var text = await files.ReadTextAsync(file, "--values", cancellationToken);
        try
        {
            return ValuesMerger.Merge(tree, ReadLayers(text, ValuesFiles.DisplayName(file)));
        }
        catch (YamlException error) when (error.Frame is { LineText: not null } frame)
        {
            throw new YamlException(error.Message, MaskedLine.Of(frame), error.Hint);
        }
    }

    private static YamlMap Apply(YamlMap tree, ImmutableArray<string> texts, SetFlag flag) =>
        texts.SelectMany(text => SetParser.Parse(text, flag)).Aggregate(tree, (current, assignment) => assignment.ApplyTo(current));

    /// <summary>A whole object is a layer like a file; otherwise the JSON values replace what stands at their paths.</summary>
    private static YamlMap MergeJson(YamlMap tree, string text)
    {
        if (!text.AsSpan().TrimStart().StartsWith("{"))
        {
            return Apply(tree, [text], SetFlag.SetJson);
        }

        try
        {
            var layer = (YamlMap)JsonText.Parse(text);
            return ValuesMerger.Merge(tree, (YamlMap)SetParser.WithOrigin(layer, new Origin.Flag($"{SetFlag.SetJson.Name()} {text}")));
        }
        catch (JsonException error)
        {
            throw new ValuesException("The object of `--set-json {…}` is no JSON", "Put the whole text in single quotes for the shell", error);
        }
    }

    private async Task<SetAssignment> WithFileTextAsync(SetAssignment assignment, CancellationToken cancellationToken)
    {
        switch (assignment.Value)
        {
            case YamlString path:
                return assignment with { Value = await ReadTextAsync(path) };
            case YamlList paths:
                var texts = ImmutableArray.CreateBuilder<YamlNode>(paths.Count);
                foreach (var path in paths.Items.OfType<YamlString>())
                {
                    texts.Add(await ReadTextAsync(path));
                }

                return assignment with { Value = new YamlList(texts.ToImmutable(), assignment.Origin) };
            default:
                return assignment;
        }

        async Task<YamlString> ReadTextAsync(YamlString path) =>
            new(await files.ReadTextAsync(path.Value, SetFlag.SetFile.Name(), cancellationToken), assignment.Origin);
    }
}
