using PackMan.Charts;
using PackMan.Charts.Packaging;
using PackMan.Templating;

namespace PackMan.Actions.Package;

/// <summary>Packs a chart that could be installed.</summary>
public static class PackageAction
{
    /// <exception cref="PackManException">The chart would not install, or cannot be packed.</exception>
    public static ChartPackage Run(PackageOptions options, ITemplateEngine engine)
    {
        ArgumentNullException.ThrowIfNull(options);
        var chart = ChartRestamp.Apply(options.Chart, options.Version, options.AppVersion);
        Check(chart, engine, options.Warn);
        return ChartPackage.Of(chart);
    }

    /// <summary>What must hold of a chart that is given to others, whoever packed it.</summary>
    /// <exception cref="PackManException">The chart would not install.</exception>
    public static void Check(Chart chart, ITemplateEngine engine, Action<string>? warn = null)
    {
        ArgumentNullException.ThrowIfNull(chart);
        PackageChecks.Check(chart, engine, warn);
    }
}
