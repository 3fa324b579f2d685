namespace PackMan.Live;

/// <summary>The API server refused a request. Facts are its `Status` (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status).</summary>
/// <param name="what">What was being done, for the message (`Apply of deployment/shop/web`).</param>
/// <param name="status">HTTP status code.</param>
/// <param name="reason">`Status.reason` (`NotFound`, `Forbidden`, `Invalid` …); empty when the body was no Status.</param>
/// <param name="serverMessage">`Status.message`, already free of secret values.</param>
public class ApiException(string what, int status, string reason, string serverMessage)
    : PackManException($"{what} was refused by the API server ({status} {reason}): {serverMessage}".Replace(" )", ")", StringComparison.Ordinal))
{
    public int Status { get; } = status;

    public string Reason { get; } = reason;

    public string ServerMessage { get; } = serverMessage;

    /// <summary>`Status.details.causes`.</summary>
    public IReadOnlyList<ApiCause> Causes { get; init; } = [];

    public override string? Hint => Status switch
    {
        401 => "The credentials of the current kubeconfig context are missing, wrong or expired: log in again, or choose another with `--kube-context`",
        403 => "Ask for a role that allows it, or use another identity (`--kube-context`, `--kube-as-user`)",
        _ => null,
    };
}

/// <summary>One entry of `Status.details.causes`.</summary>
/// <param name="Field">`spec.replicas`, or a field path as the server writes it.</param>
public sealed record ApiCause(string Type, string Message, string Field);
