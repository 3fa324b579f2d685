using System.Collections.Immutable;

namespace PackMan.Charts.Loading;

/// <summary>Loads charts that have faults, under the guards of every loading: only what could do harm or is no chart at all ends it.</summary>
public static class ChartExaminer
{
    private const string ValuesFolder = "ci";

    /// <inheritdoc cref="ChartLoader.LoadFolder(string, string, CancellationToken)"/>
    public static ExaminedChart ExamineFolder(string folder, string location, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var budget = new LoadBudget(ChartLimits.Default);
        var files = ChartFolder.Read(folder, location, budget, cancellationToken);
        return Examine(files, location, budget, ValuesFilesOnDisk(folder, location, budget), cancellationToken);
    }

    /// <inheritdoc cref="ChartLoader.LoadArchive(Stream, string, CancellationToken)"/>
    public static ExaminedChart ExamineArchive(Stream archive, string location, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(archive);
        var budget = new LoadBudget(ChartLimits.Default);
        var files = ChartArchive.Read(archive, location, budget, cancellationToken);
        return Examine(files, location, budget, [.. files.Where(IsValuesFile)], cancellationToken);
    }

    /// <summary>A chart that was loaded as part of another one, and has no faults therefore.</summary>
    public static ExaminedChart Examine(Chart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        return new ExaminedChart(chart, [], [.. chart.AllFiles.Where(IsValuesFile)]);
    }

    /// <summary>The chart that files make which passed the guards.</summary>
    /// <param name="files">In ordinal order of their paths.</param>
    internal static ExaminedChart ExamineFiles(ImmutableArray<ChartFile> files, string location) =>
        Examine(files, location, new LoadBudget(ChartLimits.Default), [.. files.Where(IsValuesFile)], CancellationToken.None);

    private static ExaminedChart Examine(
        ImmutableArray<ChartFile> files, string location, LoadBudget budget, ImmutableArray<ChartFile> valuesFiles, CancellationToken cancellationToken)
    {
        var faults = new ChartFaults();
        var chart = new ChartAssembler(budget, cancellationToken, faults).Assemble(files, location);
        return new ExaminedChart(chart, faults.All, valuesFiles);
    }

    private static bool IsValuesFile(ChartFile file) => file.Path.Split('/') is [ValuesFolder, var name] && IsYaml(name);

    private static bool IsYaml(string name) => name.EndsWith(".yaml", StringComparison.Ordinal) || name.EndsWith(".yml", StringComparison.Ordinal);

    // chart-testing's users keep `ci/` out of their packages.
    private static ImmutableArray<ChartFile> ValuesFilesOnDisk(string folder, string location, LoadBudget budget)
    {
        var path = Path.Combine(folder, ValuesFolder);
        if (!Directory.Exists(path))
        {
            return [];
        }

        var files = new ChartFileCollector(location, budget);
        foreach (var file in new DirectoryInfo(path).GetFiles().Where(file => file.LinkTarget is null && file.Length > 0 && IsYaml(file.Name)))
        {
            using var content = file.OpenRead();
            files.Add($"{ValuesFolder}/{file.Name}", content);
        }

        return files.Files;
    }
}
