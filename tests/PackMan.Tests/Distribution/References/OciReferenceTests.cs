using PackMan.Distribution.References;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Distribution.References;

public sealed class OciReferenceTests
{
    private const string Digest = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Theory]
    [InlineData("oci://registry.example.org/charts/web", "registry.example.org", "charts/web", null, null)]
    [InlineData("OCI://registry.example.org:5000/web:1.2.0", "registry.example.org:5000", "web", "1.2.0", null)]
    [InlineData("oci://localhost:5000/a/b/c:1.2.0+build.1", "localhost:5000", "a/b/c", "1.2.0_build.1", null)]
    [InlineData("oci://[::1]:5000/web:v1", "[::1]:5000", "web", "v1", null)]
    [InlineData("oci://r/web@" + Digest, "r", "web", null, Digest)]
    [InlineData("oci://r/web:1.2.0@" + Digest, "r", "web", "1.2.0", Digest)]
    public void A_reference_has_a_host_a_path_a_tag_and_a_digest(string text, string host, string path, string? tag, string? digest)
    {
        var reference = OciReference.Parse(text);

        reference.Repository.ShouldBe(new OciRepository(host, path));
        (reference.Tag, reference.Digest?.ToString()).ShouldBe((tag, digest));
    }

    [Theory]
    [InlineData("oci://", "the host is missing")]
    [InlineData("oci:///web", "the host is missing")]
    [InlineData("oci://registry.example.org", "it names a registry and no chart in it")]
    [InlineData("oci://registry.example.org/", "`` is no path of a repository")]
    [InlineData("oci://regis try/web", "`regis try` is no host")]
    [InlineData("oci://r/Charts/web", "`Charts/web` is no path of a repository")]
    [InlineData("oci://r/a//b", "`a//b` is no path of a repository")]
    [InlineData("oci://r/../etc", "`../etc` is no path of a repository")]
    [InlineData("oci://r/web:", "`` can be no tag")]
    [InlineData("oci://r/web:1 2", "`1 2` can be no tag")]
    [InlineData("oci://r/web@sha256:abc", "`sha256:abc` is no digest")]
    [InlineData("oci://r/web@sha512:e3b0", "`sha512:e3b0` is no digest")]
    [InlineData("oci://ada:s3cret@r/web", "it has a name or password before the host")]
    public void What_is_wrong_with_a_reference_is_said(string text, string reason)
    {
        var error = Should.Throw<ReferenceException>(() => OciReference.Parse(text));

        error.Message.ShouldEndWith($"cannot name a chart: {reason}");
        error.Message.ShouldNotContain("s3cret");
        error.Hint.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("oci://registry.example.org", "registry.example.org", "")]
    [InlineData("oci://registry.example.org/charts/", "registry.example.org", "charts")]
    [InlineData("oci://localhost:5000/a/b", "localhost:5000", "a/b")]
    public void A_place_for_charts_has_a_host_and_perhaps_a_path(string text, string host, string path) =>
        OciReference.ParsePlace(text).ShouldBe(new OciRepository(host, path));

    [Fact]
    public void A_place_for_charts_has_no_tag() => Should.Throw<ReferenceException>(() => OciReference.ParsePlace("oci://r/charts/web:1.0.0")).Message.ShouldContain("tag or digest");

    [Theory]
    [InlineData("ftp://r/web.tgz", "`ftp` is no scheme charts can be had by")]
    [InlineData("file:///charts/web", "`file` stands in dependencies only")]
    [InlineData("https://", "it is no URL")]
    public void Schemes_that_are_not_known_are_refused_by_name(string text, string reason) =>
        Should.Throw<ReferenceException>(() => ChartReference.Parse(text)).Message.ShouldEndWith(reason);

    [Fact]
    public void Paths_names_and_addresses_are_told_apart()
    {
        ChartReference.Parse("./web").ShouldBe(new ChartReference.Local("./web"));
        ChartReference.Parse("stable/web").ShouldBe(new ChartReference.Local("stable/web"));
        ChartReference.Parse("https://charts.example/web-1.0.0.tgz").ShouldBeOfType<ChartReference.Web>();
        ChartReference.Parse("oci://r/web").ShouldBeOfType<ChartReference.Oci>();
    }
}
