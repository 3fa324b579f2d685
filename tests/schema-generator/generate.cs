// Writes the sandbox's schema facts. See README.md beside this file.
#:property PublishAot=false
#pragma warning disable RS0030 // A command-line tool of one file: it owns its console.

using System.Text;
using System.Text.RegularExpressions;

if (args.Length != 3)
{
    Console.Error.WriteLine("usage: dotnet run generate.cs -- <internal.go> <folder with group/version/types.go> <output>");
    return 1;
}

var types = SchemaYaml.Parse(File.ReadAllText(args[0]));
var goFields = GoTypes.Read(args[1]);
var lines = types
    .Where(type => !Naming.IsPreview(type.Text("name")))
    .Select(type => Encoder.Line(type, goFields))
    .Order(StringComparer.Ordinal);
File.WriteAllText(args[2], string.Join('\n', lines) + "\n");
return 0;

internal static class Naming
{
    public static bool IsPreview(string name) => Regex.IsMatch(name, @"\.v\d+(alpha|beta)\d+\.");

    public static string Short(string name) => name
        .Replace("io.k8s.apimachinery.pkg.apis.", "", StringComparison.Ordinal)
        .Replace("io.k8s.apimachinery.pkg.api.resource.", "", StringComparison.Ordinal)
        .Replace("io.k8s.apimachinery.pkg.util.intstr.", "", StringComparison.Ordinal)
        .Replace("io.k8s.apimachinery.pkg.runtime.", "", StringComparison.Ordinal)
        .Replace("io.k8s.api.", "", StringComparison.Ordinal)
        .Replace("__untyped_atomic_", "__atomic", StringComparison.Ordinal)
        .Replace("__untyped_deduced_", "__deduced", StringComparison.Ordinal);
}

/// <summary>One node of the schema's YAML: a scalar, a list or a map.</summary>
internal sealed class Node
{
    public string? Scalar { get; set; }

    public List<Node> Items { get; } = [];

    public Dictionary<string, Node> Fields { get; } = new(StringComparer.Ordinal);

    public string Text(string key) => Fields.TryGetValue(key, out var node) ? node.Scalar ?? "" : "";

    public Node? Child(string key) => Fields.GetValueOrDefault(key);
}

/// <summary>Reads the YAML subset that applyconfiguration-gen writes: block maps and lists, plain or quoted scalars.</summary>
internal static class SchemaYaml
{
    public static List<Node> Parse(string go)
    {
        var start = go.IndexOf("`types:", StringComparison.Ordinal) + 1;
        var yaml = go[start..go.IndexOf('`', start)];
        var lines = yaml.Split('\n').Where(line => line.Trim().Length > 0).ToList();
        var position = 1;
        return ReadList(lines, ref position, 0).Items;
    }

    private static int Indent(string line) => line.Length - line.TrimStart().Length;

    private static Node ReadList(List<string> lines, ref int position, int indent)
    {
        var list = new Node();
        while (position < lines.Count && Indent(lines[position]) == indent && lines[position].AsSpan(indent).StartsWith("- "))
        {
            var rest = lines[position][(indent + 2)..];
            if (!rest.Contains(": ", StringComparison.Ordinal) && !rest.EndsWith(':'))
            {
                list.Items.Add(new Node { Scalar = rest });
                position++;
                continue;
            }

            lines[position] = new string(' ', indent + 2) + rest;
            list.Items.Add(ReadMap(lines, ref position, indent + 2));
        }

        return list;
    }

    private static Node ReadMap(List<string> lines, ref int position, int indent)
    {
        var map = new Node();
        while (position < lines.Count && Indent(lines[position]) == indent && lines[position][indent] != '-')
        {
            var colon = lines[position].IndexOf(':', indent);
            var key = lines[position][indent..colon];
            var value = lines[position][(colon + 1)..].Trim();
            position++;
            map.Fields[key] = value.Length > 0 ? new Node { Scalar = value }
                : lines[position].AsSpan(Indent(lines[position])).StartsWith("- ") ? ReadList(lines, ref position, Indent(lines[position]))
                : ReadMap(lines, ref position, Indent(lines[position]));
        }

        return map;
    }
}

/// <summary>What the Go declaration of a field says beyond the schema.</summary>
internal sealed record GoField(string Type, bool OmitsEmpty, bool OmitsZero, string? MergeKey, bool Merges);

internal static class GoTypes
{
    public static Dictionary<string, GoField> Read(string folder)
    {
        var fields = new Dictionary<string, GoField>(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(folder, "types.go", SearchOption.AllDirectories))
        {
            var package = Path.GetRelativePath(folder, Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '.');
            var structs = ReadFile(file);
            foreach (var name in structs.Keys)
            {
                foreach (var (field, go) in Flatten(structs, name))
                {
                    fields[$"{package}.{name}.{field}"] = go;
                }
            }
        }

        return fields;
    }

    private static IEnumerable<KeyValuePair<string, GoField>> Flatten(Dictionary<string, List<(string Name, GoField Go)>> structs, string name) =>
        structs.GetValueOrDefault(name, []).SelectMany(field => field.Name.Length > 0
            ? [KeyValuePair.Create(field.Name, field.Go)]
            : Flatten(structs, field.Go.Type));

    private static Dictionary<string, List<(string Name, GoField Go)>> ReadFile(string file)
    {
        var structs = new Dictionary<string, List<(string Name, GoField Go)>>(StringComparer.Ordinal);
        List<(string Name, GoField Go)>? current = null;
        foreach (var line in File.ReadLines(file))
        {
            if (Regex.Match(line, @"^type (\w+) struct \{") is { Success: true } start)
            {
                structs[start.Groups[1].Value] = current = [];
            }
            else if (line.StartsWith('}'))
            {
                current = null;
            }
            else if (current is not null
                && Regex.Match(line, @"^\t(?:\w+\s+)?([\w\.\*\[\]]+)\s+`json:""([^""]*)""([^`]*)`") is { Success: true } match)
            {
                current.Add(Field(match.Groups[1].Value, match.Groups[2].Value.Split(','), match.Groups[3].Value));
            }
        }

        return structs;
    }

    private static (string Name, GoField Go) Field(string type, string[] json, string tags)
    {
        var key = Regex.Match(tags, @"patchMergeKey:""(\w+)""");
        var merges = Regex.IsMatch(tags, @"patchStrategy:""[^""]*merge");
        return (json[0], new GoField(type, json.Contains("omitempty"), json.Contains("omitzero"), key.Success ? key.Groups[1].Value : null, merges));
    }
}

/// <summary>The notation of schema.txt, which README.md explains.</summary>
internal static class Encoder
{
    public static string Line(Node type, Dictionary<string, GoField> goFields)
    {
        var name = Naming.Short(type.Text("name"));
        return $"{name} {Atom(type, name, goFields)}";
    }

    private static string Atom(Node node, string owner, Dictionary<string, GoField> goFields)
    {
        var text = new StringBuilder();
        if (node.Child("namedType") is { } named)
        {
            text.Append('@').Append(Naming.Short(named.Scalar!)).Append(Relationship(node));
        }

        if (node.Child("map") is { } map)
        {
            text.Append(Map(map, owner, goFields));
        }

        if (node.Child("scalar") is { } scalar)
        {
            text.Append(scalar.Scalar![0]);
        }

        if (node.Child("list") is { } list)
        {
            text.Append(List(list, owner, goFields));
        }

        return text.ToString();
    }

    private static string Relationship(Node node) => node.Text("elementRelationship") switch
    {
        "atomic" => "!",
        "separable" => "%",
        _ => "",
    };

    private static string List(Node list, string owner, Dictionary<string, GoField> goFields)
    {
        var keys = list.Child("keys") is { } names ? "(" + string.Join(',', names.Items.Select(key => key.Scalar)) + ")" : "";
        var kind = list.Text("elementRelationship") == "associative" ? keys.Length > 0 ? "" : "*" : "!";
        return $"[{kind}{keys}{Atom(list.Child("elementType")!, owner, goFields)}]";
    }

    private static string Map(Node map, string owner, Dictionary<string, GoField> goFields)
    {
        var parts = (map.Child("fields")?.Items ?? []).Select(field => Field(field, owner, goFields)).ToList();
        if (map.Child("elementType") is { } element)
        {
            parts.Add("*:" + Atom(element, owner, goFields));
        }

        return $"{{{(map.Text("elementRelationship") == "atomic" ? "!" : "")}{string.Join(' ', parts)}}}";
    }

    private static string Field(Node field, string owner, Dictionary<string, GoField> goFields)
    {
        var name = field.Text("name");
        return $"{name}:{Atom(field.Child("type")!, owner, goFields)}{Flags(field, goFields.GetValueOrDefault($"{owner}.{name}"))}";
    }

    private static string Flags(Node field, GoField? go)
    {
        var flags = new StringBuilder();
        if (go is not null)
        {
            var isPointer = go.Type.StartsWith('*');
            flags.Append((go.OmitsEmpty || go.OmitsZero) && !isPointer ? "z" : "");
            flags.Append(go.Type.TrimStart('*') switch { "int32" => "i", "int64" => "l", _ => "" });
            flags.Append(go.Merges ? go.MergeKey is null ? "m" : $"m({go.MergeKey})" : "");
        }

        var value = field.Child("default")?.Scalar;
        flags.Append(value switch { null => "", "{}" => "e", "\"\"" => "=", _ => $"={value}" });
        return flags.Length == 0 ? "" : "~" + flags;
    }
}
