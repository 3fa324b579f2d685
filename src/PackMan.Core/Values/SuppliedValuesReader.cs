using System.Collections.Immutable;
using System.Text.Json;
using PackMan.Yaml;

namespace PackMan.Values;

/// <summary>
/// Reads what a user gave on the command line into one tree, in Helm's order whatever the order of the flags: files,
/// `--set-json`, `--set`, `--set-string`, `--set-file`, `--set-literal`. Each node knows the file or flag it came from.
/// </summary>
/// <param name="rules">How the chart has layers merged; null when it says nothing of it.</param>
public sealed class SuppliedValuesReader(ValuesFiles files, MergeRules? rules = null)
{
    /// <exception cref="PackManException">A file cannot be read or is no map of values, or a flag breaks its grammar.</exception>
    public async Task<YamlMap> ReadAsync(SuppliedValues supplied, CancellationToken cancellationToken = default) =>
        (await ReadStepsAsync(supplied, cancellationToken)).LastOrDefault() ?? YamlMap.Empty;

    /// <summary>The tree as it was after each layer (a document of a file, an assignment of a flag); the last is what was supplied.</summary>
    /// <exception cref="PackManException">A file cannot be read or is no map of values, or a flag breaks its grammar.</exception>
    public async Task<ImmutableArray<YamlMap>> ReadStepsAsync(SuppliedValues supplied, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(supplied);
        var steps = ImmutableArray.CreateBuilder<YamlMap>();
        foreach (var file in supplied.Files)
        {
            steps.AddRange(await MergeFileAsync(Current(steps), file, cancellationToken));
        }

        foreach (var text in supplied.SetJson)
        {
            MergeJson(steps, text);
        }

        Apply(steps, supplied.Set, SetFlag.Set);
        Apply(steps, supplied.SetString, SetFlag.SetString);
        foreach (var assignment in supplied.SetFile.SelectMany(text => SetParser.Parse(text, SetFlag.SetFile)))
        {
            steps.Add((await WithFileTextAsync(assignment, cancellationToken)).ApplyTo(Current(steps)));
        }

        Apply(steps, supplied.SetLiteral, SetFlag.SetLiteral);
        return steps.ToImmutable();
    }

    /// <summary>The layers of one values file, merged: each of its documents is one.</summary>
    /// <exception cref="YamlException">The text is no YAML, or a document is no map.</exception>
    public static YamlMap ReadLayers(string text, string fileName) => ReadLayerSteps(text, fileName, null).LastOrDefault() ?? YamlMap.Empty;

    private static List<YamlMap> ReadLayerSteps(string text, string fileName, MergeRules? rules)
    {
        var steps = new List<YamlMap>();
        foreach (var document in YamlReader.ReadAll(text, fileName, YamlReaderLimits.ForValues).Where(document => document.Root is not YamlNull))
        {
            var layer = document.Root as YamlMap ?? throw YamlReader.NotAMap(document.Root, text, fileName);
            steps.Add(steps.Count == 0 ? layer : ValuesMerger.Merge(steps[^1], layer, rules));
        }

        return steps;
    }

    private async Task<IEnumerable<YamlMap>> MergeFileAsync(YamlMap tree, string file, CancellationToken cancellationToken)
    {
        var text = await files.ReadTextAsync(file, "--values", cancellationToken);
        try
        {
            return ReadLayerSteps(text, ValuesFiles.DisplayName(file), rules).Select(layers => ValuesMerger.Merge(tree, layers, rules));
        }
        catch (YamlException error) when (error.Frame is { LineText: not null } frame)
        {
            throw new YamlException(error.Message, MaskedLine.Of(frame), error.Hint);
        }
    }

    private static YamlMap Current(ImmutableArray<YamlMap>.Builder steps) => steps.Count == 0 ? YamlMap.Empty : steps[^1];

    private static void Apply(ImmutableArray<YamlMap>.Builder steps, ImmutableArray<string> texts, SetFlag flag)
    {
        foreach (var assignment in texts.SelectMany(text => SetParser.Parse(text, flag)))
        {
            steps.Add(assignment.ApplyTo(Current(steps)));
        }
    }

    /// <summary>A whole object is a layer like a file; otherwise the JSON values replace what stands at their paths.</summary>
    private void MergeJson(ImmutableArray<YamlMap>.Builder steps, string text)
    {
        if (!text.AsSpan().TrimStart().StartsWith("{"))
        {
            Apply(steps, [text], SetFlag.SetJson);
            return;
        }

        try
        {
            var layer = (YamlMap)JsonText.Parse(text);
            steps.Add(ValuesMerger.Merge(Current(steps), (YamlMap)SetParser.WithOrigin(layer, new Origin.Flag($"{SetFlag.SetJson.Name()} {text}")), rules));
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
