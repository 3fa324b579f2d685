using PackMan.Images;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Images;

public sealed class MirroredImageTests
{
    private const string Digest = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    [Theory]
    [InlineData("nginx", null, "docker.io/library/nginx:latest", "m/x/library/nginx:latest")]
    [InlineData("nginx:1.27", null, "docker.io/library/nginx:1.27", "m/x/library/nginx:1.27")]
    [InlineData("nginx:1.27", Digest, $"docker.io/library/nginx@{Digest}", "m/x/library/nginx:1.27")]
    [InlineData("nginx", Digest, $"docker.io/library/nginx@{Digest}", "m/x/library/nginx:latest")]
    [InlineData($"quay.io/a/b:1@{Digest}", null, $"quay.io/a/b@{Digest}", "m/x/a/b:1")]
    [InlineData($"localhost:5000/a@{Digest}", null, $"localhost:5000/a@{Digest}", $"m/x/a@{Digest}")]
    public void An_image_is_copied_by_its_digest_to_the_name_that_charts_have_for_it(string text, string? resolved, string source, string target)
    {
        var image = ImageReference.TryParse(text)!;

        MirroredImage.List([new UsedImage(resolved is null ? image : image.TryResolve(resolved)!, [])], "m/x").ShouldBe([new MirroredImage(source, target)]);
    }

    [Fact]
    public void Two_images_that_would_come_to_one_place_are_named()
    {
        var images = new[] { "quay.io/a/b:1", "ghcr.io/a/b:1" }.Select(text => new UsedImage(ImageReference.TryParse(text)!, []));

        Should.Throw<MirrorException>(() => MirroredImage.List([.. images], "m")).Message.ShouldBe("`quay.io/a/b:1` and `ghcr.io/a/b:1` would both become `m/a/b:1`");
    }

    [Fact]
    public void One_image_that_is_written_in_two_ways_is_copied_once()
    {
        var images = new[] { "nginx:1.27", "docker.io/library/nginx:1.27" }.Select(text => new UsedImage(ImageReference.TryParse(text)!, []));

        MirroredImage.List([.. images], "m").Length.ShouldBe(1);
    }
}
