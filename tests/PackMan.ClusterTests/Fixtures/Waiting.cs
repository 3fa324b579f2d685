using System.Text.Json.Nodes;

namespace PackMan.ClusterTests.Fixtures;

/// <summary>Waits for the cluster to get somewhere; every wait ends, at the latest with what was seen last.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The object at a path once it satisfies a condition; null stands for an object that is not there.</summary>
    public static async Task<JsonObject?> WaitForAsync(this KubeClient client, string path, Func<JsonObject?, bool> condition)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var item = await client.GetAsync(path);
            if (condition(item))
            {
                return item;
            }

            if (TimeProvider.System.GetElapsedTime(start) > Patience)
            {
                throw new TimeoutException($"Waited {Patience} for {path}, last seen: {item?.ToJsonString() ?? "nothing"}");
            }

            await Task.Delay(50);
        }
    }

    /// <summary>Looks at something until it satisfies a condition.</summary>
    public static async Task WaitUntilAsync(Func<Task<IReadOnlyList<string>>> look, Func<IReadOnlyList<string>, bool> condition)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (await look() is var seen && !condition(seen))
        {
            if (TimeProvider.System.GetElapsedTime(start) > Patience)
            {
                throw new TimeoutException($"Waited {Patience}, last seen: {string.Join(", ", seen)}");
            }

            await Task.Delay(200);
        }
    }
}
