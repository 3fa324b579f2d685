using PackMan.Sandbox.Requests;
using PackMan.Yaml;

namespace PackMan.Sandbox.Validation;

/// <summary>All causes why an object cannot be stored.</summary>
internal static class ObjectValidation
{
    public static List<FieldError> ForCreate(RequestContext context, YamlMap value) => [];

    public static List<FieldError> ForUpdate(RequestContext context, YamlMap live, YamlMap value) => [];
}
