using System.Collections.Immutable;

namespace PackMan.Charts.Loading;

/// <summary>Loads charts from folders and `.tgz` archives, under the same guards.</summary>
public static class ChartLoader
{
    /// <param name="folder">The folder that holds `Chart.yaml`.</param>
    /// <param name="location">What the user calls it in messages.</param>
    /// <param name="cancellationToken">Ends the loading between two files.</param>
    /// <exception cref="PackManException">The chart is missing, unreadable or breaks a rule of loading.</exception>
    public static Chart LoadFolder(string folder, string location, CancellationToken cancellationToken = default) =>
        LoadFolder(folder, location, ChartLimits.Default, cancellationToken);

    /// <summary>The chart of a folder without what lies in its `charts/`, which may be damaged.</summary>
    /// <exception cref="PackManException">The chart is missing, unreadable or breaks a rule of loading.</exception>
    public static Chart LoadFolderAlone(string folder, string location, CancellationToken cancellationToken = default)
    {
        var budget = new LoadBudget(ChartLimits.Default);
        var files = ChartFolder.Read(folder, location, budget, cancellationToken);
        return new ChartAssembler(budget, cancellationToken).Assemble([.. files.Where(file => !ChartAssembler.IsVendored(file))], location);
    }

    /// <param name="archive">The bytes of a `.tgz`; stays open.</param>
    /// <param name="location">What the user calls it in messages.</param>
    /// <param name="cancellationToken">Ends the loading between two files.</param>
    /// <exception cref="PackManException">The archive is damaged, hostile or no chart.</exception>
    public static Chart LoadArchive(Stream archive, string location, CancellationToken cancellationToken = default) =>
        LoadArchive(archive, location, ChartLimits.Default, cancellationToken);

    /// <summary>The chart that other files make, under the guards that hold for what lies inside files.</summary>
    /// <param name="files">In ordinal order of their paths, which have been checked.</param>
    internal static Chart LoadFiles(ImmutableArray<ChartFile> files, string location) =>
        new ChartAssembler(new LoadBudget(ChartLimits.Default), CancellationToken.None).Assemble(files, location);

    internal static Chart LoadFolder(string folder, string location, ChartLimits limits, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var budget = new LoadBudget(limits);
        var files = ChartFolder.Read(folder, location, budget, cancellationToken);
        return new ChartAssembler(budget, cancellationToken).Assemble(files, location);
    }

    internal static Chart LoadArchive(Stream archive, string location, ChartLimits limits, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(archive);
        var budget = new LoadBudget(limits);
        var files = ChartArchive.Read(archive, location, budget, cancellationToken);
        return new ChartAssembler(budget, cancellationToken).Assemble(files, location) with { IsPacked = true };
    }
}
