namespace PackMan.Templating.Sources;

/// <summary>
/// Finds partials by the names templates use: `templates/lib/_labels.yaml` answers to `lib/_labels.yaml`, `lib/_labels`,
/// `lib/labels.yaml` and `lib/labels`.
/// </summary>
internal sealed class PartialIndex
{
    private readonly Dictionary<string, List<ParsedTemplate>> _byName = new(StringComparer.Ordinal);

    public PartialIndex(IEnumerable<ParsedTemplate> partials)
    {
        foreach (var partial in partials)
        {
            foreach (var name in NamesOf(partial.Path).Distinct())
            {
                Entry(name).Add(partial);
            }
        }
    }

    /// <summary>Every name that an include may use, shortest forms included.</summary>
    public IEnumerable<string> Names => _byName.Keys.Order(StringComparer.Ordinal);

    /// <summary>The partials a name means: none, one, or several when it is ambiguous. The full name wins over short forms.</summary>
    public IReadOnlyList<ParsedTemplate> Find(string name)
    {
        if (!_byName.TryGetValue(name, out var found))
        {
            return [];
        }

        var exact = found.Where(partial => partial.Path == ParsedTemplate.Folder + name).ToList();
        return exact.Count > 0 ? exact : found;
    }

    private static IEnumerable<string> NamesOf(string path)
    {
        var relative = path.StartsWith(ParsedTemplate.Folder, StringComparison.Ordinal) ? path[ParsedTemplate.Folder.Length..] : path;
        var slash = relative.LastIndexOf('/') + 1;
        var (folder, file) = (relative[..slash], relative[slash..]);
        var bare = file.TrimStart('_');
        yield return relative;
        yield return folder + bare;
        yield return folder + WithoutExtension(file);
        yield return folder + WithoutExtension(bare);
    }

    private static string WithoutExtension(string file)
    {
        var dot = file.LastIndexOf('.');
        return dot > 0 ? file[..dot] : file;
    }

    private List<ParsedTemplate> Entry(string name)
    {
        if (!_byName.TryGetValue(name, out var list))
        {
            _byName[name] = list = [];
        }

        return list;
    }
}
