using PackMan.Cli;
using PackMan.Tests.Core.Charts.Loading;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cli;

public sealed class ShowCommandTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public ShowCommandTests() => new ChartFolderBuilder(_folder.Path)
        .Write("web/Chart.yaml", "apiVersion: packman/v1\nname: web # the name\nversion: 1.2.0\nappVersion: 1.10\ndependencies:\n- name: db\n")
        .Write("web/values.yaml", "# How many\nreplicas: 1\nimage: {repository: nginx, tag: 1.10}\n")
        .Write("web/values.schema.json", "{\n\t\"type\": \"object\"\n}")
        .Write("web/ReadMe.md", "# Web\n\nA \u001b[31mred\u001b[0m word.")
        .Write("web/crds/one.yaml", "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: ones.example.org}\n")
        .Write("web/templates/pod.yaml", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ release.name }}\nspec:\n  containers:\n  - name: web\n    image: {{ values.image.repository }}:{{ values.image.tag }}\n")
        .Write("web/templates/test.yaml", $"apiVersion: v1\nkind: Pod\nmetadata:\n  name: test\n  annotations:\n    packman.dev/hook: test\nspec:\n  containers:\n  - name: test\n    image: quay.io/curl/curl:8@sha256:{new string('a', 64)}\n")
        .Write("web/charts/db/Chart.yaml", "apiVersion: packman/v1\nname: db\nversion: 1.0.0\n")
        .Write("web/charts/db/crds/two.yaml", "---\nkind: CustomResourceDefinition\napiVersion: apiextensions.k8s.io/v1\nmetadata: {name: twos.example.org}\n")
        .Write("bare/Chart.yaml", "apiVersion: packman/v1\nname: bare\nversion: 1.0.0\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_part_is_printed_as_its_author_wrote_it() => Golden.Verify(
        await Session().RunAllAsync(
            "packman show chart web",
            "packman show values web",
            "packman show readme web",
            "packman show crds web",
            "packman show schema web",
            "packman inspect all web",
            "packman show values web --jsonpath '{.image.tag}'",
            "packman show values web --jsonpath '{.image.tga}'"),
        "ShowCommandTests.Text");

    [Fact]
    public async Task Every_part_is_printed_as_data() => Golden.Verify(
        await Session().RunAllAsync(
            "packman show chart web -o json",
            "packman show values web -o yaml",
            "packman show readme web -o json",
            "packman show crds web -o json",
            "packman show schema web -o json",
            "packman show all web -o json"),
        "ShowCommandTests.Data");

    [Fact]
    public async Task What_a_chart_does_not_have_is_said_on_stderr_alone() => Golden.Verify(
        await Session().RunAllAsync("packman show values bare", "packman show readme bare", "packman show crds bare -o json", "packman show schema bare -o json", "packman show all bare"),
        "ShowCommandTests.Absent");

    [Fact]
    public async Task A_terminal_gets_no_control_characters()
    {
        var session = new Session { IsReal = true, CurrentDirectory = _folder.Path, Terminal = new TerminalFacts(IsOutputTerminal: true, IsErrorTerminal: true, 80) };

        (await session.RunAsync("packman show readme web")).Output.ShouldBe("# Web\n\nA \\x1b[31mred\\x1b[0m word.\n");
    }

    [Fact]
    public async Task Images_of_pods_hooks_and_tests_are_listed() => Golden.Verify(
        await Session().RunAllAsync(
            "packman images web",
            "packman images web --set image.repository=registry.example.org/web,image.tag=2 --short",
            "packman show images web -o json",
            "packman images bare",
            "packman images bare -o json"),
        "ShowCommandTests.Images");

    private Session Session() => new() { IsReal = true, CurrentDirectory = _folder.Path };
}
