using PackMan.Distribution.Http;

namespace PackMan.Distribution.Oci.Mirrors;

/// <summary>Neither a registry nor its mirrors have what was wanted.</summary>
/// <param name="last">Why the registry itself has not.</param>
/// <param name="mirrors">Why each mirror that was asked before has not.</param>
public sealed class MirroredException(PackManException last, IReadOnlyList<PackManException> mirrors) : RemoteException(last.Message, HintOf(last, mirrors), last)
{
    private static string HintOf(PackManException last, IEnumerable<PackManException> mirrors) =>
        string.Join(". ", new[] { last.Hint }.Concat(mirrors.Select(failure => $"A mirror was asked before: {failure.Message}")).OfType<string>());
}
