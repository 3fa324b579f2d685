using System.Collections.Immutable;
using System.Globalization;
using System.Security;
using PackMan.Charts;
using PackMan.Charts.Loading;
using PackMan.Distribution.Signing.Keys;
using PackMan.Distribution.Signing.Provenance;
using PackMan.Yaml;

namespace PackMan.Distribution.Signing.Policy;

/// <summary>Reads policy files. Paths in one start from its folder.</summary>
public static class PolicyReader
{
    public const string ApiVersion = "packman/v1";
    public const string Kind = "SignaturePolicy";

    private const int LargestFile = 1024 * 1024;
    private const string Guide = "docs/guides/sign-charts.md";

    /// <param name="path">Absolute.</param>
    /// <param name="name">As the user knows it.</param>
    /// <exception cref="PackManException">The file, or a key it names, is missing or wrong.</exception>
    public static SignaturePolicy Read(string path, string name)
    {
        var text = ReadText(path, name);
        var root = new PolicyFields(text, YamlReader.ReadMap(text.Text, name));
        root.RequireKnown("apiVersion", "kind", "identities", "rules");
        RequireValue(root, "apiVersion", ApiVersion);
        RequireValue(root, "kind", Kind);
        var identities = new Dictionary<string, Identity>(StringComparer.Ordinal);
        foreach (var fields in root.Maps("identities"))
        {
            var identity = ReadIdentity(fields, Path.GetDirectoryName(path) ?? "");
            if (!identities.TryAdd(identity.Name, identity))
            {
                throw fields.Fault("name", $"is `{identity.Name}`, as another identity is called", "Put all keys of one identity below it");
            }
        }

        ImmutableArray<PolicyRule> rules = [.. root.Maps("rules").Select(fields => ReadRule(fields, identities))];
        return rules.IsEmpty ? throw root.Fault("rules", "has no rule, so that every chart would be refused", $"See {Guide} for a policy to start from") : new SignaturePolicy(name, rules);
    }

    private static PolicyText ReadText(string path, string name)
    {
        try
        {
            return new FileInfo(path).Length <= LargestFile
                ? new PolicyText(name, File.ReadAllText(path))
                : throw new PolicyFileException($"`{name}` is larger than 1 MiB, more than any policy", null, "Check the path");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new PolicyFileException($"There is no policy `{name}`, and without one no signature counts", null, $"Write one as {Guide} shows, name another with `--policy`, or name the keys: `packman verify --key` takes a public key, `--keyring` those of `.prov` files", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SecurityException)
        {
            throw new PolicyFileException($"The policy `{name}` cannot be read: {exception.Message.TrimEnd('.')}", null, "Check who may read the file", exception);
        }
    }

    private static void RequireValue(PolicyFields root, string key, string value)
    {
        if (root.RequiredText(key, value) is var found && found != value)
        {
            throw root.Fault(key, $"is `{found}`", $"A policy says `{key}: {value}`");
        }
    }

    private static Identity ReadIdentity(PolicyFields fields, string folder)
    {
        fields.RequireKnown("name", "keys", "keyrings");
        var identity = new Identity(
            fields.RequiredText("name", "release-team"),
            [.. fields.Maps("keys").Select(key => ReadKey(key, folder))],
            fields.Texts("keyrings", (file, _) => Keyring.Read(Path.GetFullPath(file, folder), file)));
        return identity.Keys.IsEmpty && identity.Keyrings.IsEmpty
            ? throw fields.Fault("keys", "is missing: the identity has no key", "Name public keys below `keys` or OpenPGP keyrings below `keyrings`")
            : identity;
    }

    private static TrustedKey ReadKey(PolicyFields fields, string folder)
    {
        fields.RequireKnown("file", "publicKey", "validFrom", "validUntil");
        var key = (fields.Text("file"), fields.Text("publicKey")) switch
        {
            ({ } file, null) => KeyFiles.ReadPublic(Path.GetFullPath(file, folder), file),
            (null, { } pem) => KeyFiles.ParsePublic(pem, "publicKey"),
            (null, null) => throw fields.Fault("file", "is missing", "Name a `file`, or put the PEM text below `publicKey`"),
            _ => throw fields.Fault("publicKey", "stands beside `file`", "Give the key once"),
        };
        var (from, until) = (ReadTime(fields, "validFrom", isEnd: false), ReadTime(fields, "validUntil", isEnd: true));
        return until <= from ? throw fields.Fault("validUntil", "is not after `validFrom`, so that the key would never count") : new TrustedKey(key, from, until);
    }

    /// <summary>A day counts from its start to its end, in UTC.</summary>
    private static DateTimeOffset? ReadTime(PolicyFields fields, string key, bool isEnd)
    {
        if (fields.Text(key) is not { } text)
        {
            return null;
        }

        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, Utc, out var day) ? day.AddDays(isEnd ? 1 : 0)
            : DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture, Utc, out var moment) ? moment
            : throw fields.Fault(key, $"is `{text}`, which is no time", "Write a day such as `2027-03-31`, or a moment such as `2027-03-31T12:00:00Z`");
    }

    private static PolicyRule ReadRule(PolicyFields fields, Dictionary<string, Identity> identities)
    {
        fields.RequireKnown("name", "repositories", "charts", "versions", "requireSignature", "signedBy");
        var rule = new PolicyRule
        {
            Name = fields.RequiredText("name", "our charts"),
            Repositories = fields.Texts("repositories", PlacePattern.Read),
            Charts = fields.Texts("charts", (text, fault) => GlobPattern.TryParse(text) ?? throw fault($"is `{text}`, which is no pattern", "Write a name such as `web`, or a pattern such as `web-*`")),
            Versions = ReadVersions(fields),
            RequiresSignature = fields.Boolean("requireSignature", otherwise: true),
            SignedBy = fields.Texts("signedBy", (name, fault) => identities.GetValueOrDefault(name)
                ?? throw fault($"is `{name}`, and no identity is called so", identities.Count == 0 ? "Add it below `identities`" : $"Known are {string.Join(", ", identities.Keys.Select(known => $"`{known}`"))}")),
        };
        return (rule.RequiresSignature, rule.SignedBy.IsEmpty) switch
        {
            (true, true) => throw fields.Fault("signedBy", "is missing: nobody could sign these charts", "Name identities, or say `requireSignature: false`"),
            (false, false) => throw fields.Fault("signedBy", "says who signs, and `requireSignature: false` that nobody has to", "Leave one of them out"),
            _ => rule,
        };
    }

    private static VersionConstraint? ReadVersions(PolicyFields fields) => fields.Text("versions") is not { } text
        ? null
        : VersionConstraint.TryParse(text) ?? throw fields.Fault("versions", $"is `{text}`, which is no version range", "Write a range such as `>= 1.2.0, < 2.0.0`");
}
