using Shouldly;
using Xunit;

namespace PackMan.Tests.Cli;

public sealed class UsageTests
{
    [Fact]
    public async Task Mistakes_on_the_command_line_say_what_to_write_instead() => Golden.Verify(
        await new Session().RunAllAsync(
            "packman lst",
            "packman lsit --all-namespaces",
            "packman frobnicate",
            "packman get",
            "packman get value web",
            "packman history",
            "packman list extra",
            "packman list --flter x",
            "packman list -Z",
            "packman list --max many",
            "packman list --max",
            "packman list --all",
            "packman list -o xml",
            "packman list --color sometimes",
            "packman list --filter '(a)\\1'",
            "packman list -l 'team ~ web'",
            "packman list --burst-limit 10",
            "packman history web --show-rollback-revision",
            "packman version --template '{{.Version}}'",
            "packman help instal",
            "packman help get vlaues"),
        "UsageTests.Mistakes");

    [Fact]
    public async Task Without_words_the_commands_are_shown() =>
        (await new Session().RunAsync("packman")).Output.ShouldContain("Usage:\n  packman COMMAND");

    [Theory]
    [InlineData("--sandbox status web", "/home/ada/.local/state/packman/sandbox")]
    [InlineData("status --sandbox=/data/box web", "/data/box")]
    [InlineData("status --sandbox= web", "/home/ada/.local/state/packman/sandbox")]
    public async Task A_sandbox_takes_its_folder_only_after_an_equals_sign(string words, string folder)
    {
        var session = new Session();

        var spoken = await session.RunAsync($"packman {words}");

        session.Stations.Asked!.Sandbox.ShouldBe(folder);
        spoken.Error.ShouldContain($"Using the sandbox in `{folder}`");
    }

    [Fact]
    public async Task The_environment_chooses_sandbox_and_namespace_and_flags_win_over_it()
    {
        var environment = new Session().Environment.Add("PACKMAN_SANDBOX", "/data/box").Add("PACKMAN_NAMESPACE", "shop");
        var session = new Session { Environment = environment };

        await session.RunAsync("packman status web");
        session.Stations.Asked!.ShouldSatisfyAllConditions(asked => asked.Sandbox.ShouldBe("/data/box"), asked => asked.Namespace.ShouldBe("shop"));

        await session.RunAsync("packman status web --sandbox -n press");
        session.Stations.Asked!.ShouldSatisfyAllConditions(asked => asked.Sandbox.ShouldBe("/data/box"), asked => asked.Namespace.ShouldBe("press"));

        await session.RunAsync("packman status web --sandbox=/data/other");
        session.Stations.Asked!.Sandbox.ShouldBe("/data/other");
    }

    [Fact]
    public async Task Connection_flags_reach_the_connection()
    {
        var session = new Session();

        await session.RunAsync("packman list --kubeconfig a --kube-context b --kube-token c --kube-as-user d --kube-as-group e --kube-as-group f --kube-apiserver g --kube-ca-file h --kube-tls-server-name i --kube-insecure-skip-tls-verify");

        var asked = session.Stations.Asked!;
        (asked.Kubeconfig, asked.Context, asked.Token, asked.AsUser, asked.Server, asked.CaFile, asked.TlsServerName, asked.SkipTlsVerify).ShouldBe(("a", "b", "c", "d", "g", "h", "i", true));
        asked.AsGroups.ShouldBe(["e", "f"]);
    }
}
