using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using PackMan.Schemas;
using PackMan.Yaml;

namespace PackMan.Tests.Core.Yaml;

/// <summary>The YAML test suite, read where it lies, and with our own reader.</summary>
internal static partial class YamlSuite
{
    public static string? Folder => Repository.Shared is { } shared && Path.Combine(shared, "conformance", "yaml", "src") is var folder && Directory.Exists(folder) ? folder : null;

    /// <summary>Each test as `ID/number` with what went against the suite; null when nothing did.</summary>
    public static IEnumerable<(string Name, string? Problem)> Run()
    {
        foreach (var file in Directory.EnumerateFiles(Folder!, "*.yaml").Order(StringComparer.Ordinal))
        {
            var tests = (YamlList)YamlReader.Read(File.ReadAllText(file), file);
            for (var i = 0; tests[0].Find("skip") is null && i < tests.Count; i++)
            {
                if (tests[i].Find("yaml") is YamlString text)
                {
                    yield return ($"{Path.GetFileNameWithoutExtension(file)}/{i}", Problem(Visible(text.Value), tests[i]));
                }
            }
        }
    }

    private static string? Problem(string text, YamlNode test)
    {
        var mustFail = test.Find("fail") is YamlBoolean { Value: true };
        try
        {
            var read = YamlReader.ReadAll(text, "suite.yaml");
            return mustFail ? "accepts what is no YAML"
                : test.FindString("json") is { } json && Canonical(read.Select(document => document.Root)) != Canonical(ReadJson(json)) ? "reads another tree"
                : WrittenProblem(read);
        }
        catch (YamlException error)
        {
            return mustFail ? null : $"refuses: {error.Message}";
        }
    }

    /// <summary>What was read must also survive being written.</summary>
    private static string? WrittenProblem(IEnumerable<YamlDocument> documents) =>
        documents.All(document => YamlNode.DeepEquals(YamlReader.Read(YamlWriter.Write(document.Root), "written.yaml"), document.Root)) ? null : "does not survive writing";

    private static string Canonical(IEnumerable<YamlNode> nodes) => string.Join('\n', nodes.Select(SchemaEquality.Canonical));

    private static List<YamlNode> ReadJson(string json)
    {
        var rest = Encoding.UTF8.GetBytes(json).AsSpan();
        var nodes = new List<YamlNode>();
        while (!rest.Trim(" \n"u8).IsEmpty)
        {
            var reader = new Utf8JsonReader(rest);
            reader.Read();
            reader.Skip();
            nodes.Add(JsonText.Parse(rest[..(int)reader.BytesConsumed]));
            rest = rest[(int)reader.BytesConsumed..];
        }

        return nodes;
    }

    // The suite writes what cannot be seen as visible marks.
    private static string Visible(string text) => Tabs().Replace(text, "\t")
        .Replace('␣', ' ')
        .Replace("↵", "", StringComparison.Ordinal)
        .Replace("∎\n", "", StringComparison.Ordinal)
        .Replace('←', '\r')
        .Replace('⇔', '\ufeff');

    [GeneratedRegex("—*»")]
    private static partial Regex Tabs();
}
