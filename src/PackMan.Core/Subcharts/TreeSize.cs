using PackMan.Yaml;

namespace PackMan.Subcharts;

/// <summary>Bounds what a few small charts can grow to by aliases of aliases.</summary>
internal static class TreeSize
{
    /// <summary>Charts in use below the user's own, each alias counted: as many as a lock may list.</summary>
    public const int MaxSubcharts = 1_000;

    // The bound of one values file.
    private const int MaxNodes = 1_000_000;

    /// <exception cref="SubchartException">The values of all charts together are too large.</exception>
    public static void Check(ChartTree tree)
    {
        var left = MaxNodes;
        if (!tree.Root.Subcharts.IsEmpty && !Fits(tree.Values, ref left))
        {
            throw new SubchartException(
                $"The values of chart `{tree.Root.Name}` and its subcharts together have more than {MaxNodes} nodes",
                "Use fewer aliases, or smaller values");
        }
    }

    private static bool Fits(YamlNode node, ref int left)
    {
        if (--left < 0)
        {
            return false;
        }

        switch (node)
        {
            case YamlMap map:
                foreach (var (_, value) in map.Entries)
                {
                    if (!Fits(value, ref left))
                    {
                        return false;
                    }
                }

                return true;
            case YamlList list:
                foreach (var item in list.Items)
                {
                    if (!Fits(item, ref left))
                    {
                        return false;
                    }
                }

                return true;
            default:
                return true;
        }
    }
}
