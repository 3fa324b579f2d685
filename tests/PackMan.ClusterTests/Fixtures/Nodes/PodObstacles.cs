using System.Text.Json.Nodes;

namespace PackMan.ClusterTests.Fixtures.Nodes;

/// <summary>What keeps containers of a pod from being started, although it has a node.</summary>
/// <param name="Mounts">One sentence for each volume that cannot be mounted; any of them holds all containers back.</param>
/// <param name="Containers">For each container that cannot get its environment, why.</param>
internal sealed record PodObstacles(IReadOnlyList<string> Mounts, IReadOnlyDictionary<string, string> Containers)
{
    public static readonly PodObstacles None = new([], new Dictionary<string, string>());

    public bool Any => Mounts.Count > 0 || Containers.Count > 0;

    /// <summary>Looks at the server for all that a pod refers to.</summary>
    public static async Task<PodObstacles> FindAsync(KubeClient client, JsonObject pod, CancellationToken cancellationToken)
    {
        var mounts = new List<string>();
        foreach (var (volume, reference) in PodReferences.OfVolumes(pod))
        {
            if (await ProblemAsync(reference) is { } problem)
            {
                mounts.Add($"MountVolume.SetUp failed for volume \"{volume}\" : {problem}");
            }
        }

        var containers = new Dictionary<string, string>();
        foreach (var container in pod.Items("spec", "initContainers").Concat(pod.Items("spec", "containers")))
        {
            foreach (var reference in PodReferences.OfEnvironment(container))
            {
                if (await ProblemAsync(reference) is { } problem)
                {
                    containers.TryAdd(container.Text("name"), problem);
                }
            }
        }

        return new PodObstacles(mounts, containers);

        async Task<string?> ProblemAsync(PodReference reference) =>
            reference.Problem(await client.GetAsync(reference.Path(pod.Namespace()), cancellationToken), pod.Namespace());
    }
}
