using PackMan.Templating;
using PackMan.Yaml;

namespace PackMan.Tests.Core.Templating.Output;

/// <summary>One case of the YAML-aware output: a template, values, and what must come of them.</summary>
internal sealed record YamlOutputCase(string Name, YamlMap Source)
{
    public string Template => Source.FindString("template")!;

    public YamlMap Values => Source.Find("values") as YamlMap ?? YamlMap.Empty;

    public (string Name, string Text)[] Files =>
        [.. (Source.Find("files") as YamlMap ?? YamlMap.Empty).Entries.Select(entry => (entry.Key, ((YamlString)entry.Value).Value))];

    public string? Expect => Source.FindString("expect");

    // One case looks for a number.
    public string? Error => Source.Find("error")?.ToString();

    public YamlNode? Parsed => Source.Find("parsed");

    public bool IsMulti => Source.Find("multi") is YamlBoolean { Value: true };

    public static IEnumerable<YamlOutputCase> Load(string path)
    {
        var text = File.ReadAllText(path);
        var cases = (YamlList)YamlReader.ReadMap(text, Path.GetFileName(path), YamlReaderLimits.ForValues).Find("cases")!;
        return cases.Items.Cast<YamlMap>().Select(node => new YamlOutputCase(node.FindString("name")!, node));
    }

    public string Render(string? template = null, bool explains = false) =>
        new ScribanTemplateEngine().Render(TestCharts.Request(template ?? Template, Values, Files) with { Explains = explains }).Files.Single().Text;

    /// <summary>What our reader makes of the rendered text, and what it should.</summary>
    public (string Actual, string Expected) ReadBack()
    {
        var documents = YamlReader.ReadAll(Render(), "case.yaml");
        var expected = IsMulti ? ((YamlList)Parsed!).Items : [Parsed!];
        return (string.Join('\n', documents.Select(document => TreeComparer.Show(document.Root))), string.Join('\n', expected.Select(TreeComparer.Show)));
    }

    /// <summary>The same with the template moved into a partial that lands under keys, among entries and as an item.</summary>
    public (string Actual, string Expected) ReadBackFromInclude()
    {
        const string Template = "a:\n  {{ include 'whole' }}\nb: {{ include 'whole' }}\nl:\n  - {{ include 'whole' }}\n  - x:\n      {{ include 'whole' }}\nz: 1\n";
        var text = new ScribanTemplateEngine().Render(TestCharts.Request(Template, Values, [("_whole", this.Template), .. Files])).Files.Single().Text;
        var whole = TreeComparer.Show(Parsed!);
        return (TreeComparer.Show(YamlReader.Read(text, "case.yaml")), $$"""{"a": {{whole}}, "b": {{whole}}, "l": [{{whole}}, {"x": {{whole}}}], "z": 1}""");
    }

    /// <summary>Null when the case holds, else what is wrong.</summary>
    public string? Check(bool explains = false)
    {
        try
        {
            var text = Render(explains: explains);
            if (Expect is not { } expected)
            {
                return $"rendered, but should have failed with `{Error}`:\n{text}";
            }

            return text == expected ? null : $"expected:\n{expected.Replace(' ', '·')}\nactual:\n{text.Replace(' ', '·')}";
        }
        catch (PackManException error)
        {
            return CheckError(error);
        }
    }

    private string? CheckError(PackManException error)
    {
        if (Error is not { } expected)
        {
            return $"failed: {error.Message} at {error.Frame}";
        }

        var line = ((YamlNumber)Source.Find("line")!).AsInt64;
        var column = ((YamlNumber)Source.Find("column")!).AsInt64;
        var file = "web/templates/" + (Source.FindString("file") ?? "case.yaml");
        var place = $"{file}:{line}:{column}";
        var isRight = (error.Message + error.Hint).Contains(expected, StringComparison.Ordinal) && error.Frame?.ToString() == place;
        return isRight ? null : $"expected `{expected}` at {place}, got `{error.Message}` at {error.Frame}";
    }
}
