using PackMan.KindSchemas;
using PackMan.Sandbox.Defaulting;
using PackMan.Sandbox.Kinds;
using PackMan.Sandbox.Merging;
using PackMan.Yaml;

namespace PackMan.Sandbox.Requests;

/// <summary>From a request body to an object as the server holds it: identity checked, unknown fields handled, defaults set.</summary>
internal static class ObjectDecoder
{
    /// <summary>The object of a POST or PUT.</summary>
    public static YamlMap Decode(RequestContext context)
    {
        var body = context.Request.ContentType.EndsWith("yaml", StringComparison.Ordinal)
            ? RequestBody.ParseYaml(context.Request.Body)
            : RequestBody.Parse(context.Request.Body);
        if (body.Value is not YamlMap value)
        {
            throw StatusException.BadRequest($"couldn't get version/kind; json parse error: json: cannot unmarshal {GoName(body.Value)} into Go value of type struct {{ APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" }}");
        }

        return Decode(context, CheckIdentity(context, value), body.Duplicates);
    }

    /// <summary>An object that a patch made.</summary>
    public static YamlMap Decode(RequestContext context, YamlMap value, IReadOnlyList<string> duplicates)
    {
        var (normal, unknown) = Normalize(context.Kind, context.Version, value);
        Report(context, [.. duplicates.Select(path => $"duplicate field \"{path}\""), .. unknown.Select(path => $"unknown field \"{path}\"")]);
        return normal;
    }

    /// <summary>Nulls, zero values and unknown fields out, defaults in.</summary>
    public static (YamlMap Value, IReadOnlyList<string> Unknown) Normalize(ResourceKind kind, KindVersion version, YamlMap value)
    {
        if (kind.IsCustom)
        {
            return CustomResource.Normalize(version, value);
        }

        var normalizer = new Normalizer(kind.Kind, version.Name);
        var normal = normalizer.Normalize(value, version.Type);
        return (Defaults.Apply(kind, normal), normalizer.UnknownFields);
    }

    /// <summary>What the server's Go type is before anything is set.</summary>
    public static YamlMap Empty(ResourceKind kind, KindVersion version)
    {
        var empty = YamlMap.Empty.With("apiVersion", new YamlString(kind.ApiVersionOf(version.Name))).With("kind", new YamlString(kind.Kind));
        return kind.IsCustom ? empty : new Normalizer(kind.Kind, version.Name).Normalize(empty, version.Type);
    }

    private static YamlMap CheckIdentity(RequestContext context, YamlMap value)
    {
        var (apiVersion, kind) = (value.FindString("apiVersion") ?? "", value.FindString("kind") ?? "");
        if (context.Kind.IsCustom && (apiVersion.Length == 0 || kind.Length == 0))
        {
            var missing = kind.Length == 0 ? "Kind" : "apiVersion";
            throw StatusException.BadRequest($"Object '{missing}' is missing in '{JsonText.Write(value)}'");
        }

        if (apiVersion.Length > 0 && apiVersion != context.ApiVersion)
        {
            throw StatusException.BadRequest($"the API version in the data ({apiVersion}) does not match the expected API version ({context.ApiVersion})");
        }

        if (kind.Length > 0 && kind != context.Kind.Kind)
        {
            throw StatusException.BadRequest($"{kind} in version \"{context.Version.Name}\" cannot be handled as a {context.Kind.Kind}: converting ({context.ApiVersion}.{kind}) to ({context.ApiVersion}.{context.Kind.Kind}): unknown conversion");
        }

        return YamlMap.Of([
            KeyValuePair.Create<string, YamlNode>("apiVersion", new YamlString(context.ApiVersion)),
            KeyValuePair.Create<string, YamlNode>("kind", new YamlString(context.Kind.Kind)),
            .. value.Without("apiVersion").Without("kind")]);
    }

    private static void Report(RequestContext context, List<string> problems)
    {
        if (problems.Count == 0)
        {
            return;
        }

        switch (context.Request.Parameter("fieldValidation"))
        {
            case "Strict":
                throw StatusException.BadRequest(
                    $"{context.Kind.Kind} in version \"{context.Version.Name}\" cannot be handled as a {context.Kind.Kind}: strict decoding error: {string.Join(", ", problems)}");
            case "Ignore":
                break;
            default:
                context.Warnings.AddRange(problems);
                break;
        }
    }

    private static string GoName(YamlNode node) => node switch
    {
        YamlList => "array",
        YamlString => "string",
        YamlNumber => "number",
        YamlBoolean => "bool",
        _ => "null",
    };
}
