using System.Text;
using Org.BouncyCastle.Crypto.Generators;

namespace PackMan.Templating.Functions.Generated;

/// <summary>Passwords as servers keep them.</summary>
internal static class PasswordFunctions
{
    private const int SaltLength = 16;
    private const int DefaultCost = 10;
    private const int MinCost = 4;

    // One more doubles the time, which is a second here.
    private const int MaxCost = 14;

    // bcrypt reads no further, so that longer passwords with the same beginning would be the same.
    private const int MaxLength = 72;

    public static object? Bcrypt(FunctionCall call)
    {
        var (password, cost) = (Password(call, 0), call.Has(1) ? call.Integer(1) : DefaultCost);
        return cost is >= MinCost and <= MaxCost
            ? Hash(call, password, cost, id: 2)
            : throw call.Error($"`{call.Name}` takes a cost from {MinCost} to {MaxCost}, not {cost}");
    }

    /// <summary>A line for the files that nginx, Apache, Traefik and registries read.</summary>
    public static object? Htpasswd(FunctionCall call)
    {
        var user = call.Text(0);
        return user.Length > 0 && user.AsSpan().IndexOfAny(":\r\n") < 0
            ? $"{user}:{Hash(call, Password(call, 1), DefaultCost, id: 2)}"
            : throw call.Error($"`{call.Name}` takes a user without colon and line end");
    }

    // `$2a$` is what every reader of bcrypt takes, old ones too.
    private static string Hash(FunctionCall call, string password, int cost, int id) =>
        OpenBsdBCrypt.Generate("2a", password.ToCharArray(), Draw.For(call, id).Bytes(SaltLength), cost);

    private static string Password(FunctionCall call, int index)
    {
        var password = call.Text(index);
        if (password.Length == 0 || password.Contains('\0', StringComparison.Ordinal))
        {
            throw call.Error($"`{call.Name}` takes a password that is not empty and holds no null characters");
        }

        return Encoding.UTF8.GetByteCount(password) <= MaxLength
            ? password
            : throw call.Error($"`{call.Name}` takes a password of at most {MaxLength} bytes: bcrypt reads no further");
    }
}
