namespace PackMan.ClusterTests.Distribution.Repositories;

/// <summary>A request as the web server noted it.</summary>
/// <param name="Path">With what stands behind `?`.</param>
/// <param name="Authorization">Empty when there was none.</param>
/// <param name="Client">The subject of the client's certificate; empty when it showed none.</param>
/// <param name="Bytes">Of the answer's body, as it was sent.</param>
internal sealed record ServedFile(string Path, int Status, string Authorization, string Client, string Range, string Encoding, long Bytes)
{
    /// <summary>What nginx's `log_format` has to be for <see cref="Parse"/>.</summary>
    public const string LogFormat = "$request_uri\t$status\t$http_authorization\t$ssl_client_s_dn\t$http_range\t$sent_http_content_encoding\t$body_bytes_sent";

    public static ServedFile Parse(string line)
    {
        var fields = line.Split('\t').Select(field => field == "-" ? "" : field).ToArray();
        return new ServedFile(fields[0], int.Parse(fields[1], null), fields[2], fields[3], fields[4], fields[5], long.Parse(fields[6], null));
    }

    public override string ToString() => $"{Status} {Path}";
}
