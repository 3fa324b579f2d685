using System.Collections.Immutable;

namespace PackMan.Templating;

/// <summary>Work shared by the cores whose results, errors included, are as if one did it after the other.</summary>
internal static class InOrder
{
    // A template takes a fraction of a millisecond, a thread several to start: a usual chart is done before it has help.
    private const int WorthSharing = 24;

    /// <param name="items">What is to be done.</param>
    /// <param name="templates">How many templates that is.</param>
    /// <param name="work">Does one of them.</param>
    public static ImmutableArray<TResult> Select<TItem, TResult>(ImmutableArray<TItem> items, int templates, Func<TItem, TResult> work)
        where TResult : class
    {
        var (results, errors) = TryAll(items, templates, work);

        // The first one in order decides, not the one that happened to fail first.
        return errors.IsEmpty ? results : throw errors[0];
    }

    /// <summary>Does all of it, whatever fails.</summary>
    public static (ImmutableArray<TResult> Results, ImmutableArray<PackManException> Errors) TryAll<TItem, TResult>(ImmutableArray<TItem> items, int templates, Func<TItem, TResult> work)
        where TResult : class
    {
        var results = new TResult?[items.Length];
        var errors = new PackManException?[items.Length];
        var parallelism = new ParallelOptions { MaxDegreeOfParallelism = templates < WorthSharing ? 1 : -1 };
        Parallel.For(0, items.Length, parallelism, i =>
        {
            try
            {
                results[i] = work(items[i]);
            }
            catch (PackManException error)
            {
                errors[i] = error;
            }
        });
        return ([.. results.OfType<TResult>()], [.. errors.OfType<PackManException>()]);
    }
}
