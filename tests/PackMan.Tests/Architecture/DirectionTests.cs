using Shouldly;
using Xunit;

namespace PackMan.Tests.Architecture;

/// <summary>Holds the one direction of `docs/architecture.md`: Cli → {Cluster, Distribution, Sandbox} → Core.</summary>
public sealed class DirectionTests
{
    [Fact]
    public void Core_knows_no_network_no_command_line_and_no_other_project()
    {
        var references = ReferencesOf("PackMan.Core");

        references.ShouldNotContain(name => name.StartsWith("PackMan", StringComparison.Ordinal)
            || name.StartsWith("System.Net", StringComparison.Ordinal)
            || name.StartsWith("KubernetesClient", StringComparison.Ordinal)
            || name == "System.CommandLine"
            || name == "System.Console");
    }

    [Theory]
    [InlineData("PackMan.Cluster")]
    [InlineData("PackMan.Distribution")]
    [InlineData("PackMan.Sandbox")]
    public void The_middle_projects_see_only_core(string project)
    {
        var references = ReferencesOf(project);

        references.Where(name => name.StartsWith("PackMan", StringComparison.Ordinal) || name == "packman")
            .ShouldBeSubsetOf(["PackMan.Core"]);
    }

    private static IEnumerable<string> ReferencesOf(string assembly) =>
        System.Reflection.Assembly.Load(assembly).GetReferencedAssemblies().Select(reference => reference.Name!);
}
