using PackMan.KindSchemas;
using PackMan.Sandbox.FieldPaths;
using PackMan.Yaml;

namespace PackMan.Sandbox.Merging;

/// <summary>
/// Merges two associative lists. Items of the configuration keep their order among themselves; live items that it does not name
/// stay near their neighbours, as structured-merge-diff places them.
/// </summary>
internal sealed class ListMerge
{
    private readonly ListShape _shape;
    private readonly YamlList _live;
    private readonly List<PathElement> _leftElements;
    private readonly List<PathElement> _rightElements;
    private readonly Dictionary<PathElement, YamlNode?> _left = [];
    private readonly Dictionary<PathElement, YamlNode> _right = [];
    private readonly HashSet<PathElement> _done = [];
    private readonly List<YamlNode> _merged = [];
    private readonly Queue<PathElement> _shared;

    public ListMerge(YamlList live, YamlList config, ListShape shape)
    {
        _shape = shape;
        _live = live;
        _leftElements = ListItems.ElementsOf(shape, live);
        _rightElements = ListItems.ElementsOf(shape, config);
        for (var i = 0; i < _leftElements.Count; i++)
        {
            // An item that occurs twice is not merged with: it has no one value.
            _left[_leftElements[i]] = _left.ContainsKey(_leftElements[i]) ? null : live[i];
        }

        for (var i = 0; i < _rightElements.Count; i++)
        {
            _right[_rightElements[i]] = config[i];
        }

        _shared = new Queue<PathElement>(_rightElements.Where(_left.ContainsKey));
    }

    public List<YamlNode> Run()
    {
        var (left, right) = (0, 0);
        var nextShared = NextShared();
        while (left < _leftElements.Count || right < _rightElements.Count)
        {
            var element = left < _leftElements.Count ? _leftElements[left] : null;
            if (element is not null && right < _rightElements.Count)
            {
                if (element.Equals(_rightElements[right]))
                {
                    TakeShared(element);
                    (left, right, nextShared) = (left + 1, right + 1, NextShared());
                    continue;
                }

                if (_right.ContainsKey(element) && nextShared is not null && !nextShared.Equals(element))
                {
                    left++;
                    continue;
                }
            }

            if (element is not null && !_right.ContainsKey(element))
            {
                Take(_live[left++], null);
                continue;
            }

            left += element is not null && _done.Contains(element) ? 1 : 0;
            if (right < _rightElements.Count)
            {
                var taken = _rightElements[right++];
                TakeShared(taken);
                nextShared = taken.Equals(nextShared) ? NextShared() : nextShared;
            }
        }

        return _merged;
    }

    private PathElement? NextShared() => _shared.TryDequeue(out var element) ? element : null;

    private void TakeShared(PathElement element)
    {
        _done.Add(element);
        Take(_left.GetValueOrDefault(element), _right[element]);
    }

    private void Take(YamlNode? live, YamlNode? config)
    {
        if (Merger.Merge(live, config, _shape.Element) is { } item)
        {
            _merged.Add(item);
        }
    }
}
