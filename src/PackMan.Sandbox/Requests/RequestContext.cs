using System.Globalization;
using PackMan.Sandbox.Http;
using PackMan.Sandbox.Kinds;
using PackMan.Sandbox.Ownership;
using PackMan.Sandbox.Storage;
using PackMan.Yaml;

namespace PackMan.Sandbox.Requests;

/// <summary>A request on a resource, with everything it may touch.</summary>
internal sealed class RequestContext
{
    public required ApiRequest Request { get; init; }

    public required StoreSession Store { get; init; }

    public required KindRegistry Registry { get; init; }

    public required SandboxOptions Options { get; init; }

    public required ResourceKind Kind { get; init; }

    public required KindVersion Version { get; init; }

    /// <summary>The namespace of the path; empty for cluster-scoped kinds and lists over all namespaces.</summary>
    public required string Namespace { get; init; }

    /// <summary>The name of the path; empty for collections.</summary>
    public required string Name { get; init; }

    public required string Subresource { get; init; }

    public List<string> Warnings { get; } = [];

    public string ApiVersion => Kind.ApiVersionOf(Version.Name);

    public bool IsDryRun => HasDryRunOption || Request.Parameter("dryRun") == "All";

    /// <summary>Set where the body's options ask for it, as those of a DELETE can.</summary>
    public bool HasDryRunOption { get; set; }

    /// <summary>The time of the request as objects carry it.</summary>
    public string Now => Options.Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Who writes: the field manager of the query, else the first word of the user agent.</summary>
    public string Manager
    {
        get
        {
            var manager = Request.Parameter("fieldManager");
            if (manager.Length > 0)
            {
                return manager;
            }

            var agent = string.Concat(Request.UserAgent.Split('/')[0].Where(letter => !char.IsControl(letter)));
            return agent.Length > 128 ? agent[..128] : agent;
        }
    }

    /// <summary>The object of the path in the version of the path; null when it does not exist.</summary>
    public YamlMap? FindLive() => Store.Find(Kind, Namespace, Name) is { } stored ? ToVersion(stored) : null;

    public YamlMap ToVersion(YamlMap value) => VersionConversion.Convert(Kind, value, ApiVersion);

    public FieldManager FieldManager() => new(Kind, ApiVersion, Subresource, Now);
}
