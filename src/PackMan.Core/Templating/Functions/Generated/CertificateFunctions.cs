using PackMan.Yaml;

namespace PackMan.Templating.Functions.Generated;

/// <summary>Certificates with their keys, as maps with `cert` and `key` in PEM. What is made once in a rendering stays.</summary>
internal static class CertificateFunctions
{
    public static object? Authority(FunctionCall call)
    {
        var order = CertificateOrder.OfAuthority(call);
        return Made(call, id: 3, () => CertificateMaker.SelfSigned(order));
    }

    public static object? SelfSigned(FunctionCall call)
    {
        var order = CertificateOrder.OfLeaf(call, first: 2);
        return Made(call, id: 5, () => CertificateMaker.SelfSigned(order));
    }

    public static object? Signed(FunctionCall call)
    {
        var order = CertificateOrder.OfLeaf(call, first: 3);
        using var authority = CertificateAuthority.Of(call, 2);
        return Made(call, id: 6, () => CertificateMaker.Signed(order, authority));
    }

    private static object? Made(FunctionCall call, int id, Func<YamlMap> make) =>
        call.Tree(call.Context.Environment.Seed.Once(CallName.Of(call, id), make));
}
