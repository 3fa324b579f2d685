using PackMan.Images;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Images;

public sealed class ImageReferenceTests
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("nginx", "docker.io", "library/nginx", null, "docker.io/library/nginx:latest")]
    [InlineData("nginx:1.27", "docker.io", "library/nginx", "1.27", "docker.io/library/nginx:1.27")]
    [InlineData("grafana/grafana:11.0.0", "docker.io", "grafana/grafana", "11.0.0", "docker.io/grafana/grafana:11.0.0")]
    [InlineData("docker.io/nginx", "docker.io", "library/nginx", null, "docker.io/library/nginx:latest")]
    [InlineData("index.docker.io/grafana/grafana", "docker.io", "grafana/grafana", null, "docker.io/grafana/grafana:latest")]
    [InlineData("quay.io/a/b/c:v1_2", "quay.io", "a/b/c", "v1_2", "quay.io/a/b/c:v1_2")]
    [InlineData("localhost/web", "localhost", "web", null, "localhost/web:latest")]
    [InlineData("localhost:5000/web:1", "localhost:5000", "web", "1", "localhost:5000/web:1")]
    public void Parts_are_told_apart_as_container_runtimes_do(string text, string registry, string repository, string? tag, string full)
    {
        var image = ImageReference.TryParse(text).ShouldNotBeNull();

        (image.Registry, image.Repository, image.Tag, image.Full).ShouldBe((registry, repository, tag, full));
    }

    [Fact]
    public void A_digest_stands_behind_the_tag_or_in_its_place()
    {
        ImageReference.TryParse($"nginx:1.27@{Digest}")!.ShouldSatisfyAllConditions(
            image => image.Tag.ShouldBe("1.27"),
            image => image.Digest.ShouldBe(Digest),
            image => image.Full.ShouldBe($"docker.io/library/nginx:1.27@{Digest}"));
        ImageReference.TryParse($"quay.io/a/b@{Digest}")!.Full.ShouldBe($"quay.io/a/b@{Digest}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("nginx:")]
    [InlineData("nginx:1:2")]
    [InlineData("Nginx")]
    [InlineData("quay.io/A/b")]
    [InlineData("quay.io//b")]
    [InlineData("https://quay.io/a/b")]
    [InlineData("nginx latest")]
    [InlineData("nginx@sha256:12")]
    [InlineData("quay.io/a/b/")]
    [InlineData("a..b")]
    public void What_no_runtime_takes_is_none(string text) => ImageReference.TryParse(text).ShouldBeNull();

    [Theory]
    [InlineData("nginx", false)]
    [InlineData("grafana/grafana", false)]
    [InlineData("nginx:1.27", true)]
    [InlineData("quay.io/a/b", true)]
    public void A_bare_word_could_mean_anything(string text, bool isUnmistakable) => ImageReference.TryParse(text)!.IsUnmistakable.ShouldBe(isUnmistakable);
}
