using System.Collections.Immutable;
using PackMan.Manifests;
using PackMan.Subcharts;
using PackMan.Templating.Evaluation;
using PackMan.Templating.Tracing;
using PackMan.Templating.Uses;
using PackMan.Values;
using PackMan.Yaml;

namespace PackMan.Explaining;

/// <summary>Finds what a value is used for: in the text of the templates, and in what they rendered.</summary>
internal sealed class ValueUsages(ExplainedRelease release, ChartTree charts, ValueUses uses)
{
    private const string Prefix = "values.";

    /// <param name="text">As `--set` writes it (`image.tag`), with or without `values.` in front.</param>
    /// <exception cref="ExplainException">No layer of values and no template names it.</exception>
    public ValueUsage Find(string text)
    {
        var written = text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : text;
        var found = FieldPath.Resolve(charts.Values, written);
        if (found.Rest.Length > 0 && !IsNamedByTemplates(written))
        {
            throw NoSuchValue(written, found);
        }

        // What only a template names has no place in the tree, and nothing rendered can be made of it.
        var isThere = found.Rest.Length == 0;
        var path = isThere ? found.Path : [.. written.Split('.').Select(key => new PathStep.Key(key))];
        var rendered = isThere ? release.Sources().ToList() : [];
        return new ValueUsage(
            PathStep.Text(path.AsSpan()),
            isThere ? release.History.Explain(new ReadValue(ReadValue.Values, path, found.Node)) : null,
            [.. uses.Of(path.AsSpan()).Select(use => use.Frame).DistinctBy(frame => frame.ToString()).OrderBy(frame => frame.File, StringComparer.Ordinal).ThenBy(frame => frame.Line).ThenBy(frame => frame.Column)],
            [.. rendered.Where(entry => entry.Source.All.Any(value => Concerns(value, path))).Select(entry => new UsedField(entry.Target.Object.ToString(), entry.Field, entry.Source.Frame))],
            [.. rendered.GroupBy(entry => entry.Target).SelectMany(target => DecidedIn(target.Key, [.. target.Select(entry => (entry.Field, entry.Source))], path))]);
    }

    /// <summary>An object that is there as a whole because of the value, or else the fields of it that are.</summary>
    private static List<UsedField> DecidedIn(ManifestObject target, List<(string Field, FieldSource Source)> fields, ImmutableArray<PathStep> path)
    {
        var name = target.Object.ToString();
        var decided = fields.Select(field => (field.Field, Decision: field.Source.Decisions.FirstOrDefault(decision => decision.Values.Any(value => Concerns(value, path)))))
            .Where(field => field.Decision is not null)
            .Select(field => new UsedField(name, field.Field, field.Decision!.Frame))
            .ToList();
        return decided.Count == fields.Count && decided.Count > 0 ? [decided[0] with { Field = null }] : decided;
    }

    private static bool Concerns(ReadValue value, ImmutableArray<PathStep> path)
    {
        var common = Math.Min(value.Path.Length, path.Length);
        return value.IsValue && common > 0 && value.Path.AsSpan(0, common).SequenceEqual(path.AsSpan(0, common));
    }

    private bool IsNamedByTemplates(string written) => uses.All.Any(use => use.Pattern.ToString() == written);

    private ExplainException NoSuchValue(string written, FoundField found)
    {
        var word = found.Rest.TrimStart('.').Split('.', '[')[0];
        var keys = found.Node is YamlMap map ? map.Keys : [];
        return new ExplainException(
            $"There is no value `{written}`: the chart does not declare it, it is not set, and no template names it",
            NearestName.Find(word, keys) is { } nearest
                ? $"Did you mean `{PathStep.Text([.. found.Path, new PathStep.Key(nearest)])}`?"
                : Elsewhere(word) ?? $"See all values with `packman values {charts.Root.Chart.Location}`");
    }

    // A value at the wrong level: `tag` for `image.tag`.
    private string? Elsewhere(string word) =>
        uses.All.Select(use => use.Pattern.ToString()).Where(pattern => pattern.EndsWith("." + word, StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal).FirstOrDefault() is { } found
            ? $"Did you mean `{found}`?"
            : null;
}
