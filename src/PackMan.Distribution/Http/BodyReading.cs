namespace PackMan.Distribution.Http;

/// <summary>Reads bodies within bounds of size and patience.</summary>
internal static class BodyReading
{
    /// <summary>A body that is small by nature, as JSON answers are.</summary>
    /// <param name="limit">The most bytes it may have.</param>
    /// <exception cref="RemoteException">The body is larger, breaks off or stalls.</exception>
    public static async Task<byte[]> ReadBytesAsync(this HttpPipeline http, HttpResponseMessage response, int limit, CancellationToken cancellationToken)
    {
        var url = HttpPipeline.AnswererOf(response);
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            using var read = new MemoryStream();
            var buffer = new byte[16 * 1024];
            for (int count; (count = await http.ReadAsync(body, buffer, cancellationToken)) > 0;)
            {
                read.Write(buffer, 0, count);
                if (read.Length > limit)
                {
                    throw new UnusableAnswerException(url, $"it has more than {limit / 1024} KiB");
                }
            }

            return read.ToArray();
        }
        catch (Exception failure) when (ConnectionFault.IsOne(failure))
        {
            throw ConnectionFault.Explain(url, failure);
        }
    }

    /// <summary>The next bytes of a body; 0 at its end.</summary>
    /// <exception cref="TimeoutException">None came for a while.</exception>
    public static async Task<int> ReadAsync(this HttpPipeline http, Stream body, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(http.Limits.Silence, http.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await body.ReadAsync(buffer, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"nothing came for {http.Limits.Silence.TotalSeconds:0.###} s");
        }
    }
}
