using System.Collections.Immutable;
using Scriban.Runtime;

namespace PackMan.Templating.Functions;

/// <summary>Every function of templates: ours, one line each, over those of Scriban that are safe and repeatable.</summary>
internal static class FunctionTable
{
    public static ImmutableArray<TemplateFunction> Own { get; } =
    [
        new("include", ["name", "arguments..."], Includes.Include),
        new("tpl", ["template"], Includes.Tpl),
        new("required", ["value", "message"], Guards.Required),
        new("fail", ["message"], Guards.Fail),
        new("default", ["value", "default"], Guards.Default),
        new("coalesce", ["values..."], Guards.Coalesce),
        new("lookup", ["api_version", "kind", "namespace?", "name?"], ClusterFunctions.Lookup),
        new("to_yaml", ["value"], DataFunctions.ToYaml),
        new("from_yaml", ["text"], DataFunctions.FromYaml),
        new("to_json", ["value"], DataFunctions.ToJson),
        new("from_json", ["text"], DataFunctions.FromJson),
        new("to_toml", ["value"], DataFunctions.ToToml),
        new("raw", ["text"], QuoteFunctions.Raw),
        new("quote", ["value"], QuoteFunctions.Quote),
        new("squote", ["value"], QuoteFunctions.SingleQuote),
        new("indent", ["text", "columns"], LayoutFunctions.Indent),
        new("nindent", ["text", "columns"], LayoutFunctions.NewLineIndent),
        new("trim", ["text"], LayoutFunctions.Trim),
        new("trim_start", ["text"], LayoutFunctions.TrimStart),
        new("trim_end", ["text"], LayoutFunctions.TrimEnd),
        new("trim_prefix", ["text", "prefix"], TextFunctions.TrimPrefix),
        new("trim_suffix", ["text", "suffix"], TextFunctions.TrimSuffix),
        new("trunc", ["text", "length"], TextFunctions.Truncate),
        new("upper", ["text"], TextFunctions.Upper),
        new("lower", ["text"], TextFunctions.Lower),
        new("replace", ["text", "old", "new"], TextFunctions.Replace),
        new("repeat", ["text", "count"], TextFunctions.Repeat),
        new("wrap", ["text", "width"], TextFunctions.Wrap),
        new("snake_case", ["text"], NameFunctions.SnakeCase),
        new("kebab_case", ["text"], NameFunctions.KebabCase),
        new("camel_case", ["text"], NameFunctions.CamelCase),
        new("dns_label", ["text", "length?"], NameFunctions.DnsLabel),
        new("merge", ["map", "others..."], MapFunctions.Merge),
        new("pick", ["map", "keys..."], MapFunctions.Pick),
        new("omit", ["map", "keys..."], MapFunctions.Omit),
        new("set", ["map", "key", "value"], MapFunctions.Set),
        new("dig", ["value", "path", "default?"], MapFunctions.Dig),
        new("without", ["list", "items..."], ListFunctions.Without),
        new("chunk", ["list", "size"], ListFunctions.Chunk),
        new("sha256", ["text"], HashFunctions.Sha256),
        new("sha512", ["text"], HashFunctions.Sha512),
        new("sha1", ["text"], HashFunctions.Sha1),
        new("md5", ["text"], HashFunctions.Md5),
        new("base64_encode", ["text"], HashFunctions.Base64Encode),
        new("base64_decode", ["text"], HashFunctions.Base64Decode),
        new("url_encode", ["text"], HashFunctions.UrlEncode),
        new("semver", ["version"], VersionFunctions.Parts),
        new("semver_compare", ["version", "range"], VersionFunctions.Compare),
    ];

    /// <summary>The functions by name, shared by all renderings and read-only.</summary>
    public static ScriptObject Builtins { get; } = Build();

    private static ScriptObject Build()
    {
        var builtins = new ScriptObject();
        foreach (var function in Own)
        {
            builtins.SetValue(function.Name, function, true);
        }

        foreach (var group in ScribanFunctions.Groups)
        {
            builtins.SetValue(group.Label, group, true);
        }

        builtins.SetValue("empty", EmptyScriptObject.Default, true);
        builtins.IsReadOnly = true;
        return builtins;
    }
}
