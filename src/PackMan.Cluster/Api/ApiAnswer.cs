using System.Text;
using System.Text.Json;
using PackMan.Manifests;
using PackMan.Yaml;

namespace PackMan.Cluster.Api;

/// <summary>What the server answered to a request it accepted.</summary>
/// <param name="Bytes">The body as received.</param>
/// <param name="ServerTime">The server's `Date` header, exact to the second; null when it sent none.</param>
public sealed record ApiAnswer(int Status, ReadOnlyMemory<byte> Bytes, DateTimeOffset? ServerTime)
{
    private YamlMap? _body;

    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    /// <summary>The body as a JSON object.</summary>
    /// <exception cref="UnexpectedAnswerException">It is something else, as when a login page answers in the server's place.</exception>
    public YamlMap Body => _body ??= ReadBody();

    public KubernetesObject Object => new(Body);

    // A record prints its members, and the body may be a Secret.
    public override string ToString() => $"{Status}, {Bytes.Length} bytes";

    private YamlMap ReadBody()
    {
        try
        {
            return JsonText.Parse(Bytes.Span) as YamlMap
                ?? throw new UnexpectedAnswerException("the body is no JSON object");
        }
        catch (JsonException)
        {
            throw new UnexpectedAnswerException("the body is no JSON");
        }
    }
}
