using PackMan.Manifests;

namespace PackMan.Images;

/// <summary>A place that names an image.</summary>
/// <param name="Object">The object it stands in.</param>
/// <param name="Path">Where in the object: `spec.template.spec.containers[0].image`.</param>
/// <param name="Template">The template the object was rendered from (`web/templates/deployment.yaml`).</param>
public sealed record ImageUse(ObjectIdentity Object, string Path, string Template);
