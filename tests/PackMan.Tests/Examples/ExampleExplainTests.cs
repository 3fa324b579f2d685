using PackMan.Actions.Explain;
using PackMan.Actions.Template;
using PackMan.Charts.Loading;
using PackMan.Explaining;
using PackMan.Templating;
using PackMan.Tests.Fakes;
using PackMan.Values;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Examples;

public sealed class ExampleExplainTests
{
    public static TheoryData<string> Examples => [.. Directory.GetDirectories(Repository.Examples).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_field_of_every_example_knows_its_template_and_every_value_its_origin(string example)
    {
        var folder = Path.Combine(Repository.Examples, example);
        foreach (var file in Directory.GetFiles(folder, "values-*.yaml").Order(StringComparer.Ordinal).Prepend(null))
        {
            var release = new ExplainAction(new ScribanTemplateEngine(), new FixedTime()).Run(new TemplateOptions
            {
                Chart = ChartLoader.LoadFolder(folder, example),
                Supplied = file is null ? YamlMap.Empty : SuppliedValuesReader.ReadLayers(File.ReadAllText(file), Path.GetFileName(file)),
                Release = new ReleaseScope("demo", "shop", 1, IsInstall: true),
            });

            var fields = release.Objects.SelectMany(item => release.Explain(ObjectName.TryParse(item.Name)!).Fields.Select(field => (item.Name, Field: field))).ToList();

            fields.ShouldNotBeEmpty();
            fields.Where(entry => entry.Field.Frame is null || !entry.Field.Frame.File.Contains("/templates/", StringComparison.Ordinal)).ShouldBeEmpty();
            fields.SelectMany(entry => entry.Field.Values).Where(value => value.Origin is null && !value.Name.StartsWith("release.", StringComparison.Ordinal)).ShouldBeEmpty();
        }
    }
}
