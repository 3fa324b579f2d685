using PackMan.Sandbox.FieldPaths;
using PackMan.Yaml;

namespace PackMan.Sandbox.Ownership;

/// <summary>Who owns fields: one entry of `managedFields` without its fields. Appliers are the same owner in every version.</summary>
internal sealed record FieldOwner(string Manager, bool IsApply, string ApiVersion, string Subresource)
{
    public static FieldOwner Applier(string manager, string subresource) => new(manager, true, "", subresource);

    public static FieldOwner Updater(string manager, string apiVersion, string subresource) => new(manager, false, apiVersion, subresource);

    /// <summary>As conflict messages name it.</summary>
    public override string ToString()
    {
        var name = JsonText.Write(new YamlString(Manager)) + (Subresource.Length > 0 ? $" with subresource \"{Subresource}\"" : "");
        return IsApply ? name : $"{name} using {ApiVersion}";
    }

    /// <summary>The server sorts owners by the JSON of these facts.</summary>
    public string SortKey => $"{Manager}\n{(IsApply ? "Apply" : "Update")}\n{ApiVersion}\n{Subresource}";
}

/// <summary>What an owner owns, in the version it wrote.</summary>
/// <param name="Time">When it last changed something; null when it only confirmed values of others.</param>
internal sealed record OwnedFields(FieldSet Fields, string ApiVersion, string? Time = null);
