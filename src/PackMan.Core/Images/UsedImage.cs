using System.Collections.Immutable;

namespace PackMan.Images;

/// <summary>An image with every place that names it, in the order of the objects.</summary>
public sealed record UsedImage(ImageReference Image, ImmutableArray<ImageUse> Uses);
