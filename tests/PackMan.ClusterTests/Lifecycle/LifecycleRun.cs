using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PackMan.ClusterTests.Contract;
using PackMan.ClusterTests.Fixtures;

namespace PackMan.ClusterTests.Lifecycle;

/// <summary>
/// One release's whole life on a server, written down so that two servers can be compared: the plan of each step, and after it the
/// owned fields and the specs of every object.
/// </summary>
internal sealed partial class LifecycleRun(ApiServer server, TestNamespace space, PackManSession session)
{
    private static readonly string[] Upgraded = ["--set", "extra=true,legacy=false,greeting=hi,replicas=3", "--set-string", "labels.team=42"];

    private readonly StringBuilder _transcript = new();

    /// <summary>The steps in order; each is planned by the server first and then carried out.</summary>
    public static IReadOnlyList<string[]> Steps { get; } =
    [
        ["install", "app", "./lifecycle", "-f", "mine.yaml", "--set", "color=green"],
        ["upgrade", "app", "./lifecycle", "-f", "mine.yaml", .. Upgraded],
        ["rollback", "app", "1"],
        ["uninstall", "app"],
    ];

    public async Task<string> RunAsync()
    {
        var chart = session.CopyChart("lifecycle");
        session.WriteFile("mine.yaml", "greeting: good morning\nlabels:\n  owner: me\n");
        foreach (var step in Steps)
        {
            if (step[0] == "rollback")
            {
                Directory.Delete(chart, recursive: true);
            }

            await WriteStepAsync(step);
        }

        return Scrub(_transcript.ToString());
    }

    private async Task WriteStepAsync(string[] step)
    {
        var plan = await session.RunAsync([.. step, "--dry-run=server"]);
        _transcript.AppendLine($"==== plan: {string.Join(' ', step)}").AppendLine(plan.Output);
        await session.RunAsync(step);
        _transcript.AppendLine($"==== after: {step[0]}");
        foreach (var (name, item) in await LiveOwnership.MarkedAsync(server.Client, space.Name, "app"))
        {
            _transcript.AppendLine($"---- {name}").AppendLine(LiveOwnership.OwnedFields(item, server, name.Split('/')[0])).AppendLine(ServerSetFields.Without(name, item).ToJsonString());
        }
    }

    private string Scrub(string text) => Times().Replace(text.Replace(space.Name, "[NAMESPACE]", StringComparison.Ordinal), "[TIME]");

    [GeneratedRegex(@"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?( ?Z| UTC)?")]
    private static partial Regex Times();
}
