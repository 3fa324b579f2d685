using PackMan.ClusterTests.Fixtures;
using Shouldly;
using Xunit;

namespace PackMan.ClusterTests.EndToEnd;

[Trait("Category", PackManBinary.Category)]
public sealed class NativeBinaryTests
{
    private static readonly Dictionary<string, string> NoSettings = [];

    [Fact]
    public async Task It_tells_its_version_without_a_cluster()
    {
        var result = await PackManBinary.Require().RunAsync(NoSettings, "version");

        result.ExitCode.ShouldBe(0, result.Errors);
        result.Output.ShouldStartWith("packman v");
        result.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unknown_command_is_one_error_on_stderr()
    {
        var result = await PackManBinary.Require().RunAsync(NoSettings, "instal");

        result.ExitCode.ShouldBe(1);
        result.Output.ShouldBeEmpty();
        result.Errors.ShouldContain("instal");
        result.Errors.ShouldNotContain("   at ");
    }
}
