using System.Collections.Immutable;

namespace PackMan.Templating.Functions.Generated;

/// <summary>What a certificate is to say; checked before any key is made.</summary>
internal sealed record CertificateOrder
{
    private const int MaxDays = 36_500;

    // RFC 5280, appendix A.1: ub-common-name.
    private const int MaxNameLength = 64;

    public required string CommonName { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset Until { get; init; }

    public bool IsAuthority { get; init; }

    public ImmutableArray<string> DnsNames { get; init; } = [];

    public ImmutableArray<byte[]> Addresses { get; init; } = [];

    /// <summary>`ecdsa`, `rsa`, or a private key in PEM.</summary>
    public required string Key { get; init; }

    /// <summary>An order for an authority, whose arguments are a name, days and a key.</summary>
    public static CertificateOrder OfAuthority(FunctionCall call) => Of(call, keyIndex: 2) with { IsAuthority = true };

    /// <summary>An order for a server or client, whose arguments go on with DNS names, addresses and a key.</summary>
    /// <param name="call">The call.</param>
    /// <param name="first">The position of the DNS names.</param>
    public static CertificateOrder OfLeaf(FunctionCall call, int first)
    {
        var order = Of(call, first + 2);
        var names = Texts(call, first, "DNS names").ToList();
        var addresses = Texts(call, first + 1, "addresses").ToList();
        if (names.FirstOrDefault(name => !HostNames.IsHost(name)) is { } wrong)
        {
            throw call.Error($"`{call.Name}` takes host names as `dns`, and `{wrong}` is none", HostNames.Hint(wrong));
        }

        if (addresses.FirstOrDefault(address => HostNames.AddressBytes(address) is null) is { } odd)
        {
            throw call.Error($"`{call.Name}` takes IP addresses as `ips`, and `{odd}` is none");
        }

        // Clients have stopped looking at the common name (RFC 6125, section 6.4.4), so it has to be among the names too.
        var isAddress = HostNames.AddressBytes(order.CommonName) is not null;
        var moreNames = !isAddress && HostNames.IsHost(order.CommonName) ? names.Prepend(order.CommonName) : names;
        var moreAddresses = isAddress ? addresses.Prepend(order.CommonName) : addresses;
        return order with
        {
            DnsNames = [.. moreNames.Distinct(StringComparer.OrdinalIgnoreCase)],
            Addresses = [.. moreAddresses.Distinct(StringComparer.OrdinalIgnoreCase).Select(HostNames.AddressBytes).OfType<byte[]>()],
        };
    }

    private static CertificateOrder Of(FunctionCall call, int keyIndex)
    {
        var (name, days) = (call.Text(0), call.Integer(1));
        if (name.Length is 0 or > MaxNameLength)
        {
            throw call.Error($"`{call.Name}` takes a name of 1 to {MaxNameLength} characters, and this one has {name.Length}", "A certificate can have a short name and long ones in `dns`");
        }

        if (days is < 1 or > MaxDays)
        {
            throw call.Error($"`{call.Name}` takes 1 to {MaxDays} days, not {days}");
        }

        var now = new DateTimeOffset(call.Context.Environment.Now, TimeSpan.Zero);
        return new CertificateOrder
        {
            CommonName = name,
            // A clock that is a little slow takes it for valid, too.
            From = now - TimeSpan.FromMinutes(5),
            Until = now + TimeSpan.FromDays(days),
            Key = KeyOf(call, keyIndex),
        };
    }

    private static string KeyOf(FunctionCall call, int index)
    {
        var key = call.Has(index) ? call.Text(index) : PrivateKey.DefaultKind;
        if (key is "ecdsa" or "rsa")
        {
            return key;
        }

        using var read = PrivateKey.Read(key);
        return read is not null
            ? key
            : throw call.Error($"`{call.Name}` takes `ecdsa`, `rsa` or an unencrypted private key of these kinds in PEM as `key`");
    }

    private static IEnumerable<string> Texts(FunctionCall call, int index, string what) => call.Items(index)
        .Select(item => FunctionCall.TextOf(item) ?? throw call.Error($"`{call.Name}` takes a list of {what}"));
}
