using PackMan.Schemas;
using PackMan.Yaml;

namespace PackMan.Tests.Core.Schemas;

/// <summary>The official JSON Schema test suite, read where it lies.</summary>
internal static class JsonSchemaSuite
{
    private static readonly Lazy<Dictionary<string, YamlNode>> Remotes = new(ReadRemotes);

    public static string? Folder => Repository.Shared is { } shared && Path.Combine(shared, "conformance", "json-schema") is var folder && Directory.Exists(folder) ? folder : null;

    /// <summary>Each test as `draft/file: group: case` with whether we agree with the suite.</summary>
    public static IEnumerable<(string Name, bool Agrees)> Run(string draft)
    {
        var root = Path.Combine(Folder!, "tests", draft);
        foreach (var file in Directory.EnumerateFiles(root, "*.json", SearchOption.AllDirectories).Where(IsNotAboutFormat).Order(StringComparer.Ordinal))
        {
            foreach (var group in (YamlList)JsonText.Parse(File.ReadAllBytes(file)))
            {
                foreach (var test in (YamlList)group.Find("tests")!)
                {
                    var name = $"{Path.GetRelativePath(Path.GetDirectoryName(root)!, file).Replace('\\', '/')}: {group.FindString("description")}: {test.FindString("description")}";
                    yield return (name, Agrees(group.Find("schema")!, test, draft));
                }
            }
        }
    }

    // `format` is an annotation for us, the default of both drafts, so that the folder's tests have nothing to hold.
    private static bool IsNotAboutFormat(string file) => !file.Replace('\\', '/').Contains("/optional/format/", StringComparison.Ordinal);

    private static bool Agrees(YamlNode schema, YamlNode test, string draft)
    {
        if (draft == "draft7" && schema is YamlMap map && !map.ContainsKey("$schema"))
        {
            // The suite's files name their draft by their folder.
            schema = map.With("$schema", new YamlString("http://json-schema.org/draft-07/schema#"));
        }

        try
        {
            return JsonSchema.Of(schema, "suite.json", Resolve).Validate(test.Find("data")!).IsEmpty == ((YamlBoolean)test.Find("valid")!).Value;
        }
        catch (SchemaException)
        {
            return false;
        }
    }

    private static YamlNode? Resolve(Uri uri) => Remotes.Value.GetValueOrDefault(uri.AbsoluteUri);

    private static Dictionary<string, YamlNode> ReadRemotes()
    {
        var root = Path.Combine(Folder!, "remotes");
        return Directory.EnumerateFiles(root, "*.json", SearchOption.AllDirectories).ToDictionary(
            file => "http://localhost:1234/" + Path.GetRelativePath(root, file).Replace('\\', '/'),
            file => JsonText.Parse(File.ReadAllBytes(file)));
    }
}
