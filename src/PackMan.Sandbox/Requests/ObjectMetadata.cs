using PackMan.Yaml;

namespace PackMan.Sandbox.Requests;

/// <summary>The part of `metadata` that the server sets.</summary>
internal static class ObjectMetadata
{
    private const string NameAlphabet = "bcdfghjklmnpqrstvwxz2456789";
    private const int LongestGeneratedBase = 58;

    /// <summary>Namespace and name of a new object, checked against the path.</summary>
    public static YamlMap ForCreate(RequestContext context, YamlMap value)
    {
        value = InNamespace(context, value);
        if (value.Find("metadata", "resourceVersion") is YamlString { Value.Length: > 0 })
        {
            throw StatusException.Unexpected("resourceVersion should not be set on objects to be created");
        }

        if (context.Name.Length > 0 && value.FindString("metadata", "name") is not { Length: > 0 })
        {
            value = value.WithPath(["metadata", "name"], new YamlString(context.Name));
        }

        return value.FindString("metadata", "name") is not { Length: > 0 } && value.FindString("metadata", "generateName") is { Length: > 0 } prefix
            ? value.WithPath(["metadata", "name"], new YamlString(GenerateName(prefix, context.Options.Randomness)))
            : value;
    }

    /// <summary>A PUT or patch must speak of the object in its path.</summary>
    public static void CheckIdentity(RequestContext context, YamlMap value)
    {
        var (name, own) = (value.FindString("metadata", "name") ?? "", value.FindString("metadata", "namespace") ?? "");
        if (name.Length == 0)
        {
            throw StatusException.BadRequest($"the name of the object ({context.Name} based on URL) was undeterminable: name must be provided");
        }

        if (name != context.Name)
        {
            throw StatusException.BadRequest($"the name of the object ({name}) does not match the name on the URL ({context.Name})");
        }

        if (context.Namespace.Length > 0 && own.Length > 0 && own != context.Namespace)
        {
            throw StatusException.BadRequest($"the namespace of the object ({own}) does not match the namespace on the request ({context.Namespace})");
        }
    }

    /// <summary>The object with the namespace of the path, which its own must not contradict.</summary>
    public static YamlMap InNamespace(RequestContext context, YamlMap value)
    {
        var own = value.FindString("metadata", "namespace") ?? "";
        if (!context.Kind.IsNamespaced)
        {
            return own.Length == 0 ? value : throw NamespaceMismatch();
        }

        if (context.Namespace.Length == 0)
        {
            throw StatusException.BadRequest("an empty namespace may not be set during creation");
        }

        return own.Length == 0 ? value.WithPath(["metadata", "namespace"], new YamlString(context.Namespace))
            : own == context.Namespace ? value
            : throw NamespaceMismatch();
    }

    public static string GenerateName(string prefix, Random randomness)
    {
        var start = prefix.Length > LongestGeneratedBase ? prefix[..LongestGeneratedBase] : prefix;
        return start + new string(randomness.GetItems<char>(NameAlphabet, 5));
    }

    /// <summary>Uid, creation time and generation of a new object.</summary>
    public static YamlMap Stamp(YamlMap value, Random randomness, string now, bool hasGeneration)
    {
        value = value
            .WithPath(["metadata", "uid"], new YamlString(NewUid(randomness)))
            .WithPath(["metadata", "creationTimestamp"], new YamlString(now))
            .WithoutPath("metadata", "deletionTimestamp")
            .WithoutPath("metadata", "deletionGracePeriodSeconds")
            .WithoutPath("metadata", "selfLink");
        return hasGeneration ? value.WithPath(["metadata", "generation"], new YamlNumber(1)) : value.WithoutPath("metadata", "generation");
    }

    public static string NewUid(Random randomness)
    {
        Span<byte> bytes = stackalloc byte[16];
        randomness.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    private static StatusException NamespaceMismatch() =>
        StatusException.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
}
