using System.Collections.Immutable;
using PackMan.Explaining;
using PackMan.Live;
using PackMan.Manifests;

namespace PackMan.Planning;

/// <summary>The server does not take an object of the release as it is rendered.</summary>
public sealed class ObjectRefusedException : PackManException
{
    private readonly string? _hint;
    private readonly CodeFrame? _place;

    internal ObjectRefusedException(ObjectReference reference, ApiException refusal, CodeFrame? place, Redaction redaction)
        : base($"`{reference}` is refused by the API server: {redaction.Clean(refusal.ServerMessage)}", Cause(refusal, redaction))
    {
        Reference = reference;
        Fields = [.. ServerField.In(refusal)];
        UnknownFields = [.. ServerField.UnknownIn(refusal)];
        _hint = refusal.Hint ?? TypeHint(refusal.ServerMessage);
        _place = place;
    }

    private ObjectRefusedException(ObjectRefusedException refused, CodeFrame? place)
        : base(refused.Message, refused.InnerException)
    {
        (Reference, Fields, UnknownFields) = (refused.Reference, refused.Fields, refused.UnknownFields);
        (_hint, _place) = (refused.Hint, place);
    }

    public ObjectReference Reference { get; }

    /// <summary>The fields that the server complains about, as it writes them.</summary>
    public ImmutableArray<string> Fields { get; }

    /// <summary>Those of them that the kind does not have, so that the key is at fault and not its value.</summary>
    internal ImmutableArray<string> UnknownFields { get; }

    public override string? Hint => _hint;

    public override CodeFrame? Frame => _place;

    /// <summary>The same, told at a better place of the template.</summary>
    internal ObjectRefusedException MovedTo(CodeFrame? better) => new(this, better);

    // `--set port=80` is a number, and what a ConfigMap or a container's `env` holds is text: structured-merge-diff says so in words of Go.
    private static string? TypeHint(string message) => message.Contains("expected string, got &value.", StringComparison.Ordinal)
        ? "Put the expression in quotes in the template, as in `\"{{ values.port }}\"`, or give the value as text with `--set-string`"
        : null;

    // `--debug` prints causes, so one that quotes a sensitive value is left out.
    private static ApiException? Cause(ApiException refusal, Redaction redaction) =>
        redaction.Clean(refusal.ToString()) == refusal.ToString() ? refusal : null;
}

/// <summary>Fields of live objects would have to change that cannot be changed in place.</summary>
public sealed class ImmutableFieldsException(ImmutableArray<ImmutableField> fields)
    : PackManException("The release changes what cannot be changed in place:" + string.Concat(fields.Select(field => $"\n  `{field.Reference}`: {field.Reason}")))
{
    public ImmutableArray<ImmutableField> Fields { get; } = fields;

    public override string Hint => "Take the change back, or let PackMan delete these objects and make them anew with `--force-replace`";
}

/// <summary>An object and why the server does not change it in place.</summary>
public sealed record ImmutableField(ObjectReference Reference, string Reason)
{
    /// <summary>The fields that the server names, as it writes them.</summary>
    public ImmutableArray<string> Fields { get; init; } = [];
}

/// <summary>The namespace of the release, or one that it names, does not exist.</summary>
public sealed class NamespaceMissingException(string namespaceName, bool isOfRelease, CodeFrame? place = null)
    : PackManException($"Namespace `{namespaceName}` does not exist")
{
    public string Namespace { get; } = namespaceName;

    public override string Hint => isOfRelease
        ? "Create it with `--create-namespace`, or choose another one with `--namespace`"
        : "Create it, or let the chart hold a Namespace object for it";

    public override CodeFrame? Frame => place;
}
