using PackMan.Planning;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Planning;

public sealed class BoundedTasksTests
{
    [Fact]
    public async Task Results_keep_the_order_of_the_items()
    {
        int[] items = [.. Enumerable.Range(0, 100)];

        (await BoundedTasks.MapAsync(items, 8, (item, _) => Task.FromResult(item * 2), CancellationToken.None)).ShouldBe(items.Select(item => item * 2));
    }

    [Fact]
    public async Task A_failure_found_while_time_runs_out_is_told_instead_of_the_cancellation()
    {
        using var timeout = new CancellationTokenSource();

        var error = await Should.ThrowAsync<NamespaceMissingException>(BoundedTasks.ForEachAsync(
            ["shop"],
            1,
            async (name, _) =>
            {
                await timeout.CancelAsync();
                throw new NamespaceMissingException(name, isOfRelease: true);
            },
            timeout.Token));

        error.Namespace.ShouldBe("shop");
    }

    [Fact]
    public async Task A_cancellation_alone_stays_one()
    {
        using var timeout = new CancellationTokenSource();
        await timeout.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(BoundedTasks.ForEachAsync([1, 2], 1, (_, _) => Task.CompletedTask, timeout.Token));
    }
}
