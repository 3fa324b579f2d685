using System.Collections.Immutable;
using PackMan.Distribution.Http;
using PackMan.Yaml;

namespace PackMan.Distribution.Repositories;

/// <summary>`repositories.yaml` as Helm 4 reads and writes it (https://github.com/helm/helm/blob/main/pkg/repo/v1/repo.go).</summary>
internal static class RepositoriesText
{
    /// <exception cref="PackManException">The text is no such file.</exception>
    public static ImmutableArray<ChartRepository> Parse(string text, string path)
    {
        var map = ReadMap(text, path);
        var entries = map.Find("repositories") switch
        {
            null or YamlNull => YamlList.Empty,
            YamlList list => list,
            var other => throw Fault(text, path, other, "`repositories` must be a list"),
        };
        var repositories = entries.Items.Select(entry => entry is YamlMap fields ? Entry(text, path, fields) : throw Fault(text, path, entry, "an entry must be a map")).ToImmutableArray();
        return repositories.GroupBy(repository => repository.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { Key: var name }
            ? throw new RepositoriesFileException(path, $"has two repositories `{name}`")
            : repositories;
    }

    public static string Write(IEnumerable<ChartRepository> repositories) => YamlWriter.Write(YamlMap.Of(
        KeyValuePair.Create<string, YamlNode>("apiVersion", new YamlString("")),
        // Helm has never set it either.
        KeyValuePair.Create<string, YamlNode>("generated", new YamlString("0001-01-01T00:00:00Z")),
        KeyValuePair.Create<string, YamlNode>("repositories", YamlList.Of(repositories.Select(Entry)))));

    // Without the line at fault, which may be the one with the password.
    private static YamlMap ReadMap(string text, string path)
    {
        try
        {
            return YamlReader.ReadMap(text, path);
        }
        catch (YamlException broken)
        {
            throw new RepositoriesFileException(path, $"is no YAML: {broken.Message}", broken.Frame is { } frame ? frame with { LineText = null } : null, broken);
        }
    }

    private static YamlMap Entry(ChartRepository repository) => YamlMap.Of(
        Text("caFile", repository.Transport.AuthorityFile),
        Text("certFile", repository.Transport.CertificateFile),
        Flag("insecure_skip_tls_verify", repository.Transport.SkipsVerification),
        Text("keyFile", repository.Transport.KeyFile),
        Text("name", repository.Name),
        Flag("pass_credentials_all", repository.PassesCredentials),
        Text("password", repository.Password),
        Text("url", repository.Url.OriginalString),
        Text("username", repository.Username));

    private static KeyValuePair<string, YamlNode> Text(string key, string? value) => KeyValuePair.Create<string, YamlNode>(key, new YamlString(value ?? ""));

    private static KeyValuePair<string, YamlNode> Flag(string key, bool value) => KeyValuePair.Create<string, YamlNode>(key, new YamlBoolean(value));

    private static ChartRepository Entry(string text, string path, YamlMap fields)
    {
        var name = Find("name") ?? "";
        if (ChartRepository.FindFault(name) is { } fault)
        {
            throw Fault(text, path, fields.Find("name") ?? fields, $"`{name}` cannot be the name of a repository: {fault}");
        }

        var repository = Parse(Find("url") ?? "");
        return repository with
        {
            Username = Find("username") ?? repository.Username,
            Password = Find("password") ?? repository.Password,
            PassesCredentials = IsSet("pass_credentials_all"),
            Transport = new TransportOptions
            {
                AuthorityFile = Find("caFile"),
                CertificateFile = Find("certFile"),
                KeyFile = Find("keyFile"),
                SkipsVerification = IsSet("insecure_skip_tls_verify"),
            },
        };

        string? Find(string key) => fields.Find(key) switch
        {
            YamlString { Value.Length: > 0 } value => value.Value,
            YamlNumber number => number.Text,
            _ => null,
        };

        bool IsSet(string key) => fields.Find(key) is YamlBoolean { Value: true };

        ChartRepository Parse(string url)
        {
            try
            {
                return ChartRepository.At(name, url);
            }
            catch (RepositoryException)
            {
                throw Fault(text, path, fields.Find("url") ?? fields, $"the repository `{name}` has no usable `url`", showsLine: false);
            }
        }
    }

    // A line may hold a password; only the lines of names are shown.
    private static RepositoriesFileException Fault(string text, string path, YamlNode node, string reason, bool showsLine = true)
    {
        var (line, column) = node.Origin is Origin.InFile place ? (place.Line, place.Column) : (1, 1);
        var shown = showsLine && node is not YamlMap ? text.Split('\n').ElementAtOrDefault(line - 1)?.TrimEnd('\r') : null;
        return new RepositoriesFileException(path, $"cannot be used: {reason}", new CodeFrame(path, line, column, shown));
    }
}
