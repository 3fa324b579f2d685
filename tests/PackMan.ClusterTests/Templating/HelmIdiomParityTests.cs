using PackMan.ClusterTests.Fixtures;
using PackMan.Tests.Guides;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.ClusterTests.Templating;

/// <summary>Helm's side of "From Helm templates": the real Helm makes the same of it as the guide shows and as we make of ours.</summary>
[Trait("Category", PackManBinary.Category)]
public sealed class HelmIdiomParityTests : IDisposable
{
    private static readonly Dictionary<string, HelmIdiom> All = HelmIdiom.ReadAll(ControlPlaneBinaries.RepositoryRoot()).ToDictionary(idiom => idiom.Title);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("packman-idiom-");

    public static IEnumerable<TheoryDataRow<string>> Titles => All.Keys.Select(title => new TheoryDataRow<string>(title));

    [Theory]
    [MemberData(nameof(Titles))]
    public async Task Helm_gives_what_the_guide_shows(string title)
    {
        var idiom = All[title];
        idiom.WriteChart(_folder.FullName, "helm");
        var notes = Path.Combine(_folder.FullName, "templates", "NOTES.txt");
        if (idiom.IsText)
        {
            // `helm template` prints no notes; the same text in a block of YAML comes out as it would there.
            File.WriteAllText(Path.Combine(_folder.FullName, "templates", "notes.yaml"), Block(File.ReadAllText(notes)));
        }

        var result = await HelmBinary.Require(_folder.FullName).RunAsync(_folder.FullName, "template", "shop", ".", "--namespace", "prod", "--kube-version", "1.35.0");

        result.ExitCode.ShouldBe(0, result.Errors);
        var given = YamlReader.ReadAll(result.Output, "helm").Select(document => document.Root).Where(root => root is not YamlNull).ToList();
        var shown = YamlReader.Read(idiom.IsText ? Block(idiom.Result.Text) : idiom.Result.Text, "guide");
        given.Count.ShouldBe(1, result.Output);
        YamlNode.DeepEquals(given[0], shown).ShouldBeTrue(result.Output);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Block(string text) => "notes: |\n" + string.Concat(text.TrimEnd('\n').Split('\n').Select(line => $"  {line}\n"));
}
