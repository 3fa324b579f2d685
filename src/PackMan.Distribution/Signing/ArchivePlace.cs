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

    /// <param name="Reference">With the tag or digest it was taken by.</param>
    public sealed record Registry(OciReference Reference) : ArchivePlace
    {
        public override string Address => $"{OciReference.Scheme}{Reference.Repository.Host.ToLowerInvariant()}/{Reference.Repository.Path}";
    }

    /// <param name="Url">Of the archive.</param>
    /// <param name="Repository">Of the repository whose index names the archive, which is what policies speak of; null when the user named the archive himself.</param>
    public sealed record Web(Uri Url, Uri? Repository = null) : ArchivePlace
    {
        public override string Address => ValuesFiles.WithoutSecrets(Repository ?? Url).TrimEnd('/');
    }

    /// <param name="Path">Absolute.</param>
    public sealed record File(string Path) : ArchivePlace
    {
        public override string Address => $"file://{Path.Replace('\\', '/')}";
    }
}
