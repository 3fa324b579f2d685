using PackMan.Sandbox.Storage;
using PackMan.Yaml;

namespace PackMan.Sandbox.Requests;

/// <summary>Turns changes of the store into the events one watch wants to see.</summary>
internal sealed class WatchFilter
{
    private readonly RequestContext _context;
    private readonly LabelSelector _labels;
    private readonly FieldSelector _fields;

    public WatchFilter(RequestContext context)
    {
        _context = context;
        _labels = LabelSelector.Parse(context.Request.Parameter("labelSelector"));
        _fields = FieldSelector.Parse(context.Kind, context.Request.Parameter("fieldSelector"));
    }

    public static YamlMap Event(string type, YamlMap value) => YamlMap.Empty.With("type", new YamlString(type)).With("object", value);

    public bool MatchesName(YamlMap value) => _context.Name.Length == 0 || value.FindString("metadata", "name") == _context.Name;

    /// <summary>The event of a change; null when this watch does not care.</summary>
    public YamlMap? EventOf(Change change)
    {
        if (change.Kind.QualifiedPlural != _context.Kind.QualifiedPlural || (_context.Namespace.Length > 0 && change.Namespace != _context.Namespace))
        {
            return null;
        }

        var (had, has) = (Matches(change.Before), Matches(change.After));
        return (had, has) switch
        {
            (false, true) => Event("ADDED", Show(change.After)),
            (true, true) => Event("MODIFIED", Show(change.After)),
            (true, false) => Event("DELETED", Show(change.After is null ? change.Before : WithVersion(change))),
            _ => null,
        };
    }

    private static YamlMap? WithVersion(Change change) =>
        change.Before?.WithPath(["metadata", "resourceVersion"], change.After?.Find("metadata", "resourceVersion") ?? YamlNull.Instance);

    private bool Matches(YamlMap? value) =>
        value is not null && MatchesName(value) && _labels.Matches(value) && _fields.Matches(_context.ToVersion(value));

    private YamlMap Show(YamlMap? value) => Representation.Shape(_context, _context.ToVersion(value ?? YamlMap.Empty));
}
