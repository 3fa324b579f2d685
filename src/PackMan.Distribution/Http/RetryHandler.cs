namespace PackMan.Distribution.Http;

/// <summary>Sends a request again when the server is busy or the connection fails, and gives up on one that does not answer.</summary>
internal sealed class RetryHandler(HttpMessageHandler inner, HttpLimits limits, TimeProvider time) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var isRepeatable = !request.Options.TryGetValue(HttpPipeline.SentOnce, out var isSentOnce) || !isSentOnce;
        for (var attempt = 1; ; attempt++)
        {
            TimeSpan? delay;
            try
            {
                var response = await SendOnceAsync(request, cancellationToken);
                delay = isRepeatable ? RetryRules.AfterAnswer(response, attempt, limits, time.GetUtcNow()) : null;
                if (delay is null)
                {
                    return response;
                }

                response.Dispose();
            }
            catch (Exception failure) when (ConnectionFault.IsOne(failure))
            {
                delay = isRepeatable ? RetryRules.AfterFailure(failure, attempt, limits) : null;
                if (delay is null)
                {
                    throw ConnectionFault.Explain(request.RequestUri!, failure);
                }
            }

            await Task.Delay(delay.Value, time, cancellationToken);
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var patience = limits.AnswerTo(request);
        using var limit = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await base.SendAsync(request, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"there was no answer within {patience.TotalSeconds:0} s");
        }
        catch (HttpRequestException failure) when (Known(failure) is { } known)
        {
            throw known;
        }
    }

    // What a callback of the handshake found comes wrapped.
    private static PackManException? Known(Exception? failure) => failure switch
    {
        null => null,
        PackManException known => known,
        _ => Known(failure.InnerException),
    };
}
