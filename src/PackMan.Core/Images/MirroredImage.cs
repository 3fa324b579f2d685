using System.Collections.Immutable;

namespace PackMan.Images;

/// <summary>An image and its place in a registry that has copies of images, as `skopeo copy` and `crane copy` take both.</summary>
/// <param name="Source">By its digest where that is known, so that what is copied is what was listed: `docker.io/library/nginx@sha256:…`.</param>
/// <param name="Target">Under the same path and tag: `mirror.example.org/library/nginx:1.27`; by the digest where the chart names no tag.</param>
public sealed record MirroredImage(string Source, string Target)
{
    /// <param name="images">What is to be copied.</param>
    /// <param name="mirror">Registry, and path in it: `mirror.example.org/shop`.</param>
    /// <exception cref="MirrorException">Images of two registries would come to one place.</exception>
    public static ImmutableArray<MirroredImage> List(ImmutableArray<UsedImage> images, string mirror)
    {
        ImmutableArray<MirroredImage> copies = [.. images.Select(used => Of(used.Image, mirror)).Distinct()];
        return copies.GroupBy(copy => copy.Target, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } group
            ? throw new MirrorException(group.Key, [.. group.Select(copy => copy.Source)])
            : copies;
    }

    // Skopeo takes no reference with both a tag and a digest.
    private static MirroredImage Of(ImageReference image, string mirror)
    {
        var name = $"{image.Registry}/{image.Repository}";
        var version = image.Tag is null && image.IsDigestWritten ? $"@{image.Digest}" : $":{image.Tag ?? "latest"}";
        return new MirroredImage(image.Digest is null ? name + version : $"{name}@{image.Digest}", $"{mirror}/{image.Repository}{version}");
    }
}

/// <summary>Images that cannot all be copied to their paths in one registry.</summary>
public sealed class MirrorException(string target, IReadOnlyList<string> sources)
    : PackManException($"{string.Join(" and ", sources.Select(source => $"`{source}`"))} would both become `{target}`")
{
    public override string Hint => "Copy them to paths of their own, and say in the values where each lies";
}
