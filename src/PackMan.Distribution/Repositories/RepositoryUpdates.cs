using System.Runtime.CompilerServices;
using PackMan.Distribution.Repositories.Indexes;

namespace PackMan.Distribution.Repositories;

/// <summary>Updates the indexes of many repositories at once.</summary>
public sealed class RepositoryUpdates(ChartRepositories repositories)
{
    // Enough to hide slow servers, few enough for the memory that reading an index takes.
    private const int AtOnce = 4;

    /// <summary>What came of each, in the order they were added, as soon as it and those before it are done.</summary>
    /// <param name="names">The repositories; all that were added when there are none.</param>
    /// <exception cref="PackManException">There is no such repository, or none at all; nothing was fetched.</exception>
    public async IAsyncEnumerable<UpdateResult> RunAsync(IReadOnlyCollection<string> names, TimeSpan timeout, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var wanted = Choose(names);
        using var turn = new SemaphoreSlim(AtOnce);
        foreach (var update in wanted.Select(repository => UpdateAsync(repository, turn, timeout, cancellationToken)).ToList())
        {
            yield return await update;
        }
    }

    private List<ChartRepository> Choose(IReadOnlyCollection<string> names)
    {
        var added = repositories.File.Read();
        if (added.IsEmpty)
        {
            throw new RepositoryException("There is no repository to update", "`packman repo add NAME URL` adds one");
        }

        var unknown = names.FirstOrDefault(name => added.All(repository => repository.Name != name));
        return unknown is null
            ? [.. added.Where(repository => names.Count == 0 || names.Contains(repository.Name))]
            : throw new NoSuchRepositoryException(unknown, [.. added.Select(repository => repository.Name)]);
    }

    private async Task<UpdateResult> UpdateAsync(ChartRepository repository, SemaphoreSlim turn, TimeSpan timeout, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            // Reading takes a processor as well as a connection.
            return new UpdateResult(repository, await Task.Run(() => repositories.UpdateAsync(repository, timeout, cancellationToken), cancellationToken), null);
        }
        catch (PackManException failure)
        {
            return new UpdateResult(repository, null, failure);
        }
        finally
        {
            turn.Release();
        }
    }
}

/// <summary>What came of an update: one of both.</summary>
public sealed record UpdateResult(ChartRepository Repository, IndexUpdate? Update, PackManException? Failure);

/// <summary>Repositories whose index could not be fetched.</summary>
public sealed class RepositoriesNotUpdatedException(IReadOnlyCollection<string> names)
    : RepositoryException($"Not updated: {string.Join(", ", names?.Select(name => $"`{name}`") ?? [])}", "What was known of them before stays in use; the reasons are told above");
