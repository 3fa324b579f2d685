using System.Collections.Immutable;
using PackMan.Distribution.Repositories.Indexes;

namespace PackMan.Distribution.Repositories;

/// <summary>Adds a repository once its index has been fetched, so that a slip in its address is told at once.</summary>
public sealed class RepositoryAddition(ChartRepositories repositories)
{
    /// <param name="isReplacing">Whether a repository of the same name is replaced.</param>
    /// <returns>What its index holds; nothing when it was there already, with the same settings.</returns>
    /// <exception cref="PackManException">There is another of the name, or it has no index that can be used; nothing has changed then.</exception>
    public async Task<IndexUpdate?> RunAsync(ChartRepository repository, bool isReplacing, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(repository);
        if (IsThere(repositories.File.Read(), repository, isReplacing))
        {
            return null;
        }

        var update = await repositories.UpdateAsync(repository, timeout, cancellationToken);
        await repositories.File.EditAsync(known => IsThere(known, repository, isReplacing) ? known : Put(known, repository), cancellationToken);
        return update;
    }

    private static bool IsThere(ImmutableArray<ChartRepository> known, ChartRepository repository, bool isReplacing) => Find(known, repository.Name) switch
    {
        null => false,
        var same when same == repository => true,
        _ when isReplacing => false,
        var other => throw new RepositoryException(
            $"There is a repository `{other.Name}` already, {(other.Url == repository.Url ? "with other settings" : $"at `{other.ShownUrl}`")}",
            "Replace it with `--force-update`, or choose another name"),
    };

    private static ImmutableArray<ChartRepository> Put(ImmutableArray<ChartRepository> known, ChartRepository repository) =>
        Find(known, repository.Name) is { } replaced ? known.Replace(replaced, repository) : known.Add(repository);

    private static ChartRepository? Find(ImmutableArray<ChartRepository> known, string name) => known.FirstOrDefault(candidate => candidate.Name == name);
}
