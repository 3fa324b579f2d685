using PackMan.KindSchemas;

namespace PackMan.Sandbox.FieldPaths;

/// <summary>
/// A set of field paths as a tree: members are in the set, children hold paths below. Being a child does not imply membership.
/// Built by <see cref="Insert"/>; the operations return new sets and leave their operands alone.
/// </summary>
internal sealed class FieldSet
{
    private readonly SortedSet<PathElement> _members;
    private readonly SortedDictionary<PathElement, FieldSet> _children;

    public FieldSet()
        : this([], [])
    {
    }

    private FieldSet(SortedSet<PathElement> members, SortedDictionary<PathElement, FieldSet> children)
    {
        _members = members;
        _children = children;
    }

    public IReadOnlyCollection<PathElement> Members => _members;

    public IReadOnlyDictionary<PathElement, FieldSet> Children => _children;

    public bool IsEmpty => _members.Count == 0 && _children.Values.All(child => child.IsEmpty);

    public static FieldSet Of(params IEnumerable<string[]> paths)
    {
        var set = new FieldSet();
        foreach (var path in paths)
        {
            set.Insert([.. path.Select(PathElement.OfField)]);
        }

        return set;
    }

    public void Insert(ReadOnlySpan<PathElement> path)
    {
        // The empty path is the whole object, which nobody owns.
        if (path.Length == 0)
        {
            return;
        }

        var set = this;
        foreach (var element in path[..^1])
        {
            set = set.Descend(element);
        }

        set._members.Add(path[^1]);
    }

    public FieldSet Descend(PathElement element)
    {
        if (!_children.TryGetValue(element, out var child))
        {
            _children[element] = child = new FieldSet();
        }

        return child;
    }

    public void AddMember(PathElement element) => _members.Add(element);

    public bool HasMember(PathElement element) => _members.Contains(element);

    public FieldSet? Below(PathElement element) => _children.GetValueOrDefault(element);

    public bool Has(ReadOnlySpan<PathElement> path)
    {
        var set = this;
        foreach (var element in path[..^1])
        {
            if (!set._children.TryGetValue(element, out var child))
            {
                return false;
            }

            set = child;
        }

        return set._members.Contains(path[^1]);
    }

    public FieldSet Union(FieldSet other)
    {
        var children = new SortedDictionary<PathElement, FieldSet>(_children);
        foreach (var (element, child) in other._children)
        {
            children[element] = children.TryGetValue(element, out var mine) ? mine.Union(child) : child;
        }

        return new FieldSet([.. _members, .. other._members], children);
    }

    public FieldSet Intersection(FieldSet other)
    {
        var children = new SortedDictionary<PathElement, FieldSet>();
        foreach (var (element, child) in _children)
        {
            if (other._children.TryGetValue(element, out var theirs) && child.Intersection(theirs) is { IsEmpty: false } common)
            {
                children[element] = common;
            }
        }

        return new FieldSet([.. _members.Where(other._members.Contains)], children);
    }

    public FieldSet Difference(FieldSet other) => Difference(other, isRecursive: false);

    /// <summary>The difference that takes everything below a member of the other set away too.</summary>
    public FieldSet RecursiveDifference(FieldSet other) => Difference(other, isRecursive: true);

    /// <summary>Adds named struct fields that have children as members, so that removing all children can remove the field.</summary>
    public FieldSet WithNamedFieldsAsMembers(SchemaType? type)
    {
        var atom = type?.Atom;
        var members = new SortedSet<PathElement>(_members);
        var children = new SortedDictionary<PathElement, FieldSet>();
        foreach (var (element, child) in _children)
        {
            var isField = element.Kind == PathElementKind.Field;
            if (isField && atom?.Map?.Fields.ContainsKey(element.Name) == true)
            {
                members.Add(element);
            }

            var below = isField ? atom?.Map?.TypeOf(element.Name) : element.Kind == PathElementKind.Key ? atom?.List?.Element : null;
            children[element] = child.WithNamedFieldsAsMembers(below);
        }

        return new FieldSet(members, children);
    }

    /// <summary>Every path, members of a level before what is below it.</summary>
    public IEnumerable<FieldPath> Paths() => Paths(FieldPath.Root);

    public bool IsSameAs(FieldSet other) => Difference(other).IsEmpty && other.Difference(this).IsEmpty;

    private IEnumerable<FieldPath> Paths(FieldPath prefix) =>
        _members.Select(prefix.Then).Concat(_children.SelectMany(child => child.Value.Paths(prefix.Then(child.Key))));

    private FieldSet Difference(FieldSet other, bool isRecursive)
    {
        var children = new SortedDictionary<PathElement, FieldSet>();
        foreach (var (element, child) in _children)
        {
            if (isRecursive && other._members.Contains(element))
            {
                continue;
            }

            var rest = other._children.TryGetValue(element, out var theirs) ? child.Difference(theirs, isRecursive) : child;
            if (!rest.IsEmpty)
            {
                children[element] = rest;
            }
        }

        return new FieldSet([.. _members.Where(member => !other._members.Contains(member))], children);
    }
}
