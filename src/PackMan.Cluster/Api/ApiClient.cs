using System.Globalization;
using System.Net.Http.Headers;

namespace PackMan.Cluster.Api;

/// <summary>
/// Speaks to one API server over any handler: bounded concurrency, retries, errors with facts. This part sends;
/// the operations stand in the other parts.
/// </summary>
public sealed partial class ApiClient : IDisposable
{
    private readonly HttpMessageInvoker _http;
    private readonly HttpMessageInvoker _watchHttp;
    private readonly SemaphoreSlim _slots;
    private readonly TimeProvider _time;
    private readonly ApiClientOptions _options;
    private volatile bool _heardBefore;

    public ApiClient(HttpMessageHandler handler, Uri server, TimeProvider time, ApiClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentNullException.ThrowIfNull(server);
        _options = options ?? new ApiClientOptions();
        _http = new HttpMessageInvoker(handler);
        _watchHttp = _options.WatchHandler is { } separate ? new HttpMessageInvoker(separate) : _http;
        _slots = new SemaphoreSlim(_options.MaxConcurrency);
        _time = time;
        Server = server;
        Clock = new ServerClock(time);
    }

    public Uri Server { get; }

    public ServerClock Clock { get; }

    internal TimeProvider Time => _time;

    public void Dispose()
    {
        _http.Dispose();
        _watchHttp.Dispose();
        _slots.Dispose();
    }

    /// <summary>Sends a request, again where <see cref="RetryRules"/> say so.</summary>
    internal async Task<ApiAnswer> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await AttemptAsync(request, attempt, cancellationToken);
            if (outcome.Answer is not null)
            {
                return outcome.Answer;
            }

            if (outcome.RetryAfter is not { } delay)
            {
                throw outcome.Failure!;
            }

            await Task.Delay(delay, _time, cancellationToken);
        }
    }

    private async Task<Outcome> AttemptAsync(ApiRequest request, int attempt, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken);
        var started = _time.GetTimestamp();
        using var limit = new CancellationTokenSource(_options.RequestTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using var message = request.ToMessage(Server);
            using var response = await _http.SendAsync(message, either.Token);
            var body = await response.Content.ReadAsByteArrayAsync(either.Token);
            Heard(request, response, started);
            return Judge(request, attempt, response, body);
        }
        catch (Exception failure) when (IsSilence(failure) && !cancellationToken.IsCancellationRequested)
        {
            Trace(request, failure is OperationCanceledException ? "no answer in time" : "no answer", started);
            var delay = RetryRules.AfterSilence(request, attempt, WasSent(failure), _heardBefore);
            return new Outcome(null, Unreachable(failure), delay);
        }
        finally
        {
            _slots.Release();
        }
    }

    private Outcome Judge(ApiRequest request, int attempt, HttpResponseMessage response, byte[] body)
    {
        var status = (int)response.StatusCode;
        if (response.IsSuccessStatusCode)
        {
            return new Outcome(new ApiAnswer(status, body, response.Headers.Date), null, null);
        }

        var refusal = ApiErrors.From(request, status, body);
        var conflicts = ApiErrors.ConflictsOf(refusal);
        var delay = conflicts.IsEmpty
            ? RetryRules.AfterRefusal(request, attempt, refusal, RetryAfter(response.Headers.RetryAfter) ?? ApiErrors.RetryAfterOf(body))
            : null;
        return new Outcome(null, refusal, delay);
    }

    private void Heard(ApiRequest request, HttpResponseMessage response, long started)
    {
        _heardBefore = true;
        Clock.Observe(response.Headers.Date);
        Trace(request, ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture), started);
    }

    private void Trace(ApiRequest request, string outcome, long started) => _options.Trace?.Report(
        string.Create(CultureInfo.InvariantCulture, $"{request.Method} {request.PathAndQuery} {outcome} {_time.GetElapsedTime(started).TotalMilliseconds:0} ms"));

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header) =>
        header?.Delta ?? (header?.Date is { } date && Clock.Now is { } now && date > now ? date - now : null);

    private ServerUnreachableException Unreachable(Exception failure)
    {
        var (why, hint) = ConnectionFault.Explain(failure, Server);
        return new ServerUnreachableException(Server, why, hint, failure);
    }

    private static bool IsSilence(Exception failure) => failure is HttpRequestException or IOException or OperationCanceledException;

    private static bool WasSent(Exception failure) => failure is not HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    };

    private sealed record Outcome(ApiAnswer? Answer, PackManException? Failure, TimeSpan? RetryAfter);
}
