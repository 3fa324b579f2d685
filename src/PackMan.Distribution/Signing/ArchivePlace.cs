using PackMan.Distribution.References;
using PackMan.Values;

namespace PackMan.Distribution.Signing;

/// <summary>Where an archive was taken from. Its signatures lie beside it there, and policies speak of such places.</summary>
public abstract record ArchivePlace
{
    private ArchivePlace()
    {
    }

    /// <summary>The place as the patterns of a policy see it, without version, name and password.</summary>
    public abstract string Address { get; }

    /// <summary>A host by the one name that patterns know it by: case, a dot at its end and the usual port make no other place.</summary>
    internal static string PlainHost(string host)
    {
        var lower = host.ToLowerInvariant();
        var colon = lower.LastIndexOf(':');
        var isUsual = colon > lower.LastIndexOf(']') && lower.AsSpan(colon + 1).TrimStart('0') is "443";
        return (isUsual ? lower[..colon] : lower).TrimEnd('.');
    }

    /// <param name="Reference">With the tag or digest it was taken by.</param>
    public sealed record Registry(OciReference Reference) : ArchivePlace
    {
        public override string Address => $"{OciReference.Scheme}{PlainHost(Reference.Repository.Host)}/{Reference.Repository.Path}";
    }

    /// <param name="Url">Of the archive.</param>
    /// <param name="Repository">Of the repository whose index names the archive, which is what policies speak of; null when the user named the archive himself.</param>
    public sealed record Web(Uri Url, Uri? Repository = null) : ArchivePlace
    {
        public override string Address => Show(new UriBuilder(Repository ?? Url));

        private static string Show(UriBuilder url)
        {
            url.Host = url.Host.TrimEnd('.');
            return ValuesFiles.WithoutSecrets(url.Uri).TrimEnd('/');
        }
    }

    /// <param name="Path">Absolute.</param>
    public sealed record File(string Path) : ArchivePlace
    {
        public override string Address => $"file://{Path.Replace('\\', '/')}";
    }
}
