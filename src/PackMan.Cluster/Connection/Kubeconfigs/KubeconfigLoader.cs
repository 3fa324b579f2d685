namespace PackMan.Cluster.Connection.Kubeconfigs;

/// <summary>Finds the kubeconfig files that count and merges them, by kubectl's rules.</summary>
internal static class KubeconfigLoader
{
    /// <summary>The merged kubeconfig; null when there is no file at all.</summary>
    /// <exception cref="KubeconfigException">The file that was asked for by flag is missing, or one cannot be read.</exception>
    public static Kubeconfig? Load(string? explicitFile, HostEnvironment environment)
    {
        if (explicitFile is not null)
        {
            return ReadFile(explicitFile) ?? throw new KubeconfigException($"The kubeconfig `{explicitFile}` does not exist", "Check `--kubeconfig`");
        }

        var found = Candidates(environment).Select(ReadFile).OfType<Kubeconfig>().ToArray();
        return found.Length == 0 ? null : found.Aggregate((earlier, later) => earlier.Then(later));
    }

    /// <summary>Where a kubeconfig is looked for, in order.</summary>
    public static IReadOnlyList<string> Candidates(HostEnvironment environment) => environment.Variable("KUBECONFIG") is { } list
        ? list.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        : [Path.Combine(environment.HomeFolder, ".kube", "config")];

    private static Kubeconfig? ReadFile(string file)
    {
        try
        {
            return KubeconfigReader.Read(file, File.ReadAllText(file));
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new KubeconfigException($"The kubeconfig `{file}` cannot be read: {failure.Message.TrimEnd('.')}");
        }
    }
}
