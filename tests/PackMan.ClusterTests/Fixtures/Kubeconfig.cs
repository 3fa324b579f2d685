using System.Text;

namespace PackMan.ClusterTests.Fixtures;

/// <summary>Writes kubeconfig files for one server.</summary>
internal sealed class Kubeconfig(Uri server, string authorityPem)
{
    public string ForToken(string user, string token) => Text(user, $"token: {token}");

    public string ForCertificate(string user, (string CertificatePem, string KeyPem) certificate) =>
        Text(user, $"client-certificate-data: {Encode(certificate.CertificatePem)}\n    client-key-data: {Encode(certificate.KeyPem)}");

    private string Text(string user, string credentials) => $"""
        apiVersion: v1
        kind: Config
        current-context: {user}@test
        contexts:
        - name: {user}@test
          context:
            cluster: test
            user: {user}
        clusters:
        - name: test
          cluster:
            server: {server.GetLeftPart(UriPartial.Authority)}
            certificate-authority-data: {Encode(authorityPem)}
        users:
        - name: {user}
          user:
            {credentials}

        """;

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
