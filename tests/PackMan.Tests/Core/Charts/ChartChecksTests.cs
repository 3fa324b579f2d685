using PackMan.Charts;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Charts;

public sealed class ChartChecksTests
{
    private static readonly Chart Web = new()
    {
        Location = "./web",
        Digest = new Lazy<string>("sha256:0"),
        Metadata = new ChartMetadata { ApiVersion = "packman/v1", Name = "web", Version = new SemanticVersion(1, 2, 3), KubeVersion = ">= 1.25.0-0" },
    };

    [Theory]
    [InlineData("v1.25.0")]
    [InlineData("v1.36.2-gke.100")]
    public void A_native_application_may_be_installed(string kubeVersion) => ChartChecks.EnsureInstallable(Web, kubeVersion);

    [Fact]
    public void What_cannot_be_installed_says_why()
    {
        Refusal(Web, "v1.20.15").ShouldBe("it needs Kubernetes `>= 1.25.0-0`, and the version here is `v1.20.15`");
        Refusal(Web with { Metadata = Web.Metadata with { Type = ChartType.Library } })
            .ShouldBe("it is a library chart, which only lends its templates to other charts");
        Refusal(Web with { Metadata = Web.Metadata with { ApiVersion = "v2" } })
            .ShouldBe("it is a Helm chart (`apiVersion: v2`), and PackMan does not render Go templates yet");
    }

    private static string Refusal(Chart chart, string kubeVersion = "v1.36.0") =>
        Should.Throw<ChartNotInstallableException>(() => ChartChecks.EnsureInstallable(chart, kubeVersion))
            .Message.Replace("Chart `web` 1.2.3 cannot be installed: ", "", StringComparison.Ordinal);
}
