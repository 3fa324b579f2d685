using System.Text.RegularExpressions;
using PackMan.Manifests;

namespace PackMan.Linting.Rules.Objects;

/// <summary>The rules for names of objects and for labels.</summary>
internal static partial class ObjectNames
{
    /// <summary>Why an object of its kind cannot have its name; null when it can.</summary>
    public static string? FindFault(KubernetesObject target) => target.Kind switch
    {
        "Service" => Dns1035().IsMatch(target.Name) ? null : "it may hold up to 63 lower-case letters, digits and `-`, starts with a letter and does not end with `-`",
        "Namespace" => IsLabel(target.Name) ? null : "it may hold up to 63 lower-case letters, digits and `-`, and neither starts nor ends with `-`",
        "Role" or "ClusterRole" or "RoleBinding" or "ClusterRoleBinding" or "CertificateSigningRequest" =>
            target.Name is not ("." or "..") && !target.Name.AsSpan().ContainsAny("/%") ? null : "it may not hold `/` or `%`",
        _ => target.Name.Length <= 253 && Subdomain().IsMatch(target.Name) ? null : "it may hold lower-case letters, digits, `-` and `.`, and starts and ends with a letter or digit",
    };

    /// <summary>Whether a text is a DNS label.</summary>
    public static bool IsLabel(string text) => text.Length <= 63 && Label().IsMatch(text);

    /// <summary>Why a label cannot be; null when it can.</summary>
    public static string? FindFaultOfLabel(string key, string value)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        var (prefix, name) = (slash < 0 ? null : key[..slash], key[(slash + 1)..]);
        return !IsQualified(name) || prefix is not null && !(prefix.Length <= 253 && Subdomain().IsMatch(prefix)) ? $"the key `{key}` is none a label can have"
            : value.Length > 0 && !IsQualified(value) ? $"its value `{value}` is none a label can have"
            : null;
    }

    private static bool IsQualified(string text) => text.Length <= 63 && Qualified().IsMatch(text);

    [GeneratedRegex(@"^[a-z]([-a-z0-9]{0,61}[a-z0-9])?\z")]
    private static partial Regex Dns1035();

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?\z")]
    private static partial Regex Label();

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z")]
    private static partial Regex Subdomain();

    [GeneratedRegex(@"^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?\z")]
    private static partial Regex Qualified();
}
