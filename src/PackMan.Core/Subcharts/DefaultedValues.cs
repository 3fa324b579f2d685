using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Yaml;

namespace PackMan.Subcharts;

/// <summary>A look into the values of a chart, and where they say nothing, into the defaults of its subcharts, whether these turn out to be in use or not.</summary>
internal static class DefaultedValues
{
    /// <summary>The node at a path; null when no layer names it.</summary>
    public static YamlNode? Find(Chart chart, YamlMap own, ReadOnlySpan<string> path)
    {
        if (own.Find(path) is { } node)
        {
            return node;
        }

        return path.Length > 0 && !IsCutOff(own, path) && SubchartAt(chart, path[0]) is { } subchart
            ? Find(subchart, subchart.Values, path[1..])
            : null;
    }

    /// <summary>The keys of the map at a path.</summary>
    public static IEnumerable<string> KeysAt(Chart chart, YamlMap own, ImmutableArray<string> path)
    {
        var keys = own.Find(path.AsSpan()) is YamlMap map ? map.Keys : [];
        return path.Length > 0 && SubchartAt(chart, path[0]) is { } subchart
            ? keys.Union(KeysAt(subchart, subchart.Values, path.RemoveAt(0)))
            : keys.Union(path.IsEmpty ? SubchartSlot.Of(chart).Select(slot => slot.Key) : []);
    }

    // Something that is no map above the path took away what the subchart has there.
    private static bool IsCutOff(YamlMap own, ReadOnlySpan<string> path)
    {
        for (var length = 2; length < path.Length; length++)
        {
            if (own.Find(path[..length]) is not (null or YamlMap))
            {
                return true;
            }
        }

        return false;
    }

    private static Chart? SubchartAt(Chart chart, string key) => SubchartSlot.Of(chart).FirstOrDefault(slot => slot.Key == key)?.Chart;
}
