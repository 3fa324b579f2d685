using System.Text.RegularExpressions;
using PackMan.Live;

namespace PackMan.Cluster.Api;

/// <summary>
/// Reads the cause of an apply conflict. The server writes the manager as text only:
/// `conflict with "hpa" with subresource "scale" using apps/v1 at 2026-01-01T10:00:00Z`, and leaves out `using` for managers that apply
/// (k8s.io/apimachinery/pkg/util/managedfields/internal/conflict.go; 1.20 knows no subresource).
/// </summary>
internal static partial class ConflictMessage
{
    public const string CauseType = "FieldManagerConflict";

    public static FieldConflict Parse(ApiCause cause)
    {
        var match = Form().Match(cause.Message);
        if (!match.Success)
        {
            return new FieldConflict(cause.Field, cause.Message);
        }

        return new FieldConflict(cause.Field, Regex.Unescape(match.Groups["manager"].Value))
        {
            Operation = match.Groups["version"].Success ? "Update" : "Apply",
            Subresource = match.Groups["subresource"].Value,
            Since = match.Groups["since"] is { Success: true } since ? since.Value : null,
        };
    }

    [GeneratedRegex("""^conflict with (?:manager )?"(?<manager>(?:[^"\\]|\\.)*)"(?: with subresource "(?<subresource>[^"]*)")?(?: using (?<version>\S+?))?(?: at (?<since>\S+?))?:?(?:\s|$)""")]
    private static partial Regex Form();
}
