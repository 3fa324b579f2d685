namespace PackMan.Planning;

/// <summary>Runs a task per item with a bound, results in the order of the items.</summary>
internal static class BoundedTasks
{
    public static async Task<TResult[]> MapAsync<T, TResult>(
        IReadOnlyList<T> items,
        int concurrency,
        Func<T, CancellationToken, Task<TResult>> run,
        CancellationToken cancellationToken)
    {
        var results = new TResult[items.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, concurrency), CancellationToken = cancellationToken };
        PackManException? cause = null;
        try
        {
            await Parallel.ForAsync(0, items.Count, options, RunAsync);
        }
        catch (OperationCanceledException) when (cause is not null)
        {
            // What was waited for when time ran out says more than that it did.
            throw cause;
        }

        return results;

        async ValueTask RunAsync(int index, CancellationToken token)
        {
            try
            {
                results[index] = await run(items[index], token);
            }
            catch (PackManException error)
            {
                Interlocked.CompareExchange(ref cause, error, null);
                throw;
            }
        }
    }

    public static Task ForEachAsync<T>(IReadOnlyList<T> items, int concurrency, Func<T, CancellationToken, Task> run, CancellationToken cancellationToken) =>
        MapAsync(
            items,
            concurrency,
            async (item, token) =>
            {
                await run(item, token);
                return true;
            },
            cancellationToken);
}
