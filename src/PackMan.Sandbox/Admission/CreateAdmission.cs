using PackMan.Sandbox.Kinds;
using PackMan.Sandbox.Requests;
using PackMan.Yaml;

namespace PackMan.Sandbox.Admission;

/// <summary>Admission of new objects: the namespace must live; the default plugins fill in what only they know.</summary>
internal static class CreateAdmission
{
    private static readonly ResourceKind Namespaces = BuiltInKinds.Get("", "Namespace");

    public static YamlMap Admit(RequestContext context, YamlMap value)
    {
        CheckNamespace(context, value);
        return value;
    }

    private static void CheckNamespace(RequestContext context, YamlMap value)
    {
        if (!context.Kind.IsNamespaced)
        {
            return;
        }

        var home = context.Store.Find(Namespaces, "", context.Namespace) ?? throw StatusException.NotFound(Namespaces, context.Namespace);
        if (home.Find("metadata", "deletionTimestamp") is not null)
        {
            var why = $"unable to create new content in namespace {context.Namespace} because it is being terminated";
            throw StatusException.Forbidden(context.Kind, value.FindString("metadata", "name") ?? "", why, YamlMap.Empty
                .With("reason", new YamlString("NamespaceTerminating"))
                .With("message", new YamlString($"namespace {context.Namespace} is being terminated"))
                .With("field", new YamlString("metadata.namespace")));
        }
    }
}
