namespace PackMan.JsonPaths;

/// <summary>A JSONPath template that cannot be read, or asks for what is not there.</summary>
public sealed class JsonPathException(string template, string reason, string? hint = null)
    : PackManException($"The JSONPath `{template}` {reason}")
{
    public override string Hint => hint ?? "Write it as for `kubectl -o jsonpath`, for example `{.image.tag}` or `{range .ports[*]}{.name}{\"\\n\"}{end}`";
}
