using PackMan.KindSchemas;
using PackMan.Sandbox.FieldPaths;
using PackMan.Yaml;

namespace PackMan.Sandbox.Ownership;

/// <summary>One kind's versions, as far as field ownership needs them.</summary>
internal interface IVersionConverter
{
    /// <summary>The object in another version; null when that version is not served.</summary>
    YamlMap? Convert(YamlMap value, string apiVersion);

    SchemaType TypeOf(string apiVersion);

    /// <summary>Fields that a request to this version (and subresource) cannot change, so that nobody owns them through it.</summary>
    FieldSet IgnoredFields(string subresource);
}
