using System.Collections.Immutable;
using PackMan.Yaml;

namespace PackMan.Cluster.Connection.Kubeconfigs;

/// <summary>Reads one kubeconfig file. Relative paths in it are relative to its folder.</summary>
internal sealed class KubeconfigReader(string file)
{
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(file)) ?? "";

    public static Kubeconfig Read(string file, string text)
    {
        var root = YamlReader.Read(text, file);
        return root switch
        {
            YamlMap map => new KubeconfigReader(file).Read(map),
            YamlNull => Kubeconfig.Empty,
            _ => throw new KubeconfigException($"`{file}` is no kubeconfig: it holds a {root.KindName} where a map is expected"),
        };
    }

    private Kubeconfig Read(YamlMap root) => new()
    {
        CurrentContext = root.FindString("current-context") ?? "",
        Contexts = Named(root, "contexts", "context", Context),
        Clusters = Named(root, "clusters", "cluster", Cluster),
        Users = Named(root, "users", "user", User),
    };

    private static ImmutableDictionary<string, T> Named<T>(YamlMap root, string list, string entry, Func<YamlMap, T> read)
    {
        var named = ImmutableDictionary.CreateBuilder<string, T>(StringComparer.Ordinal);
        foreach (var item in Maps(root, list))
        {
            if (Text(item, "name") is { } name && !named.ContainsKey(name))
            {
                named.Add(name, read(item.Find(entry) as YamlMap ?? YamlMap.Empty));
            }
        }

        return named.ToImmutable();
    }

    private static KubeconfigContext Context(YamlMap context) =>
        new(Text(context, "cluster") ?? "", Text(context, "user") ?? "", Text(context, "namespace"));

    private KubeconfigCluster Cluster(YamlMap cluster) => new()
    {
        Server = Text(cluster, "server") ?? "",
        CertificateAuthority = Pem(cluster, "certificate-authority"),
        TlsServerName = Text(cluster, "tls-server-name"),
        InsecureSkipTlsVerify = Flag(cluster, "insecure-skip-tls-verify"),
        ProxyUrl = Text(cluster, "proxy-url"),
        DisableCompression = Flag(cluster, "disable-compression"),
        ExecConfig = Maps(cluster, "extensions").FirstOrDefault(extension => Text(extension, "name") == "client.authentication.k8s.io/exec")?.Find("extension"),
    };

    private KubeconfigUser User(YamlMap user) => new()
    {
        ClientCertificate = Pem(user, "client-certificate"),
        ClientKey = Pem(user, "client-key"),
        Token = Text(user, "token"),
        TokenFile = Text(user, "tokenFile") is { } path ? Resolve(path) : null,
        Username = Text(user, "username"),
        Password = Text(user, "password"),
        Exec = user.Find("exec") is YamlMap exec ? Exec(exec) : null,
        AuthProvider = user.Find("auth-provider") is YamlMap provider ? Text(provider, "name") ?? "unnamed" : null,
        Impersonation = new Impersonation(Text(user, "as"), Text(user, "as-uid"), Texts(user, "as-groups"))
        {
            Extra = [.. (user.Find("as-user-extra") as YamlMap ?? YamlMap.Empty).Keys.Select(key => KeyValuePair.Create(key, Texts((YamlMap)user.Find("as-user-extra")!, key)))],
        },
    };

    private ExecPlugin Exec(YamlMap exec)
    {
        var command = Text(exec, "command") ?? throw new KubeconfigException($"A user in `{file}` has an `exec` plugin without a `command`");
        return new ExecPlugin(Text(exec, "apiVersion") ?? "", HasFolder(command) ? Resolve(command) : command)
        {
            Arguments = Texts(exec, "args"),
            Variables = [.. Maps(exec, "env").Select(entry => KeyValuePair.Create(Text(entry, "name") ?? "", Text(entry, "value") ?? ""))],
            InstallHint = Text(exec, "installHint"),
            ProvideClusterInfo = Flag(exec, "provideClusterInfo"),
            InteractiveMode = Text(exec, "interactiveMode") ?? "IfAvailable",
        };
    }

    private PemSource Pem(YamlMap parent, string field) =>
        new(Text(parent, field) is { } path ? Resolve(path) : null, Text(parent, field + "-data"), field);

    private string Resolve(string path) => Path.GetFullPath(path, _folder);

    private static bool HasFolder(string command) =>
        command.Contains('/', StringComparison.Ordinal) || command.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal);

    // Tokens and names made of digits only are numbers to YAML, and text to everybody else.
    private static string? Text(YamlMap parent, string key) => parent.Find(key) switch
    {
        YamlString { Value.Length: > 0 } text => text.Value,
        YamlNumber number => number.Text,
        YamlBoolean flag => flag.ToString(),
        _ => null,
    };

    private static bool Flag(YamlMap parent, string key) => parent.Find(key) is YamlBoolean { Value: true };

    private static ImmutableArray<string> Texts(YamlMap parent, string key) =>
        [.. (parent.Find(key) as YamlList ?? YamlList.Empty).Items.Select(item => item.ToString() ?? "")];

    private static IEnumerable<YamlMap> Maps(YamlMap parent, string key) => (parent.Find(key) as YamlList ?? YamlList.Empty).Items.OfType<YamlMap>();
}
