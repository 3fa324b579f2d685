using System.Net;
using System.Text;
using PackMan.Distribution;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Distribution;

public sealed class HttpUrlReaderTests
{
    [Fact]
    public async Task The_body_of_the_answer_is_the_file()
    {
        using var server = new Server(HttpStatusCode.OK, "a: 1\n");

        var bytes = await new HttpUrlReader(TimeProvider.System, server).ReadAsync(new Uri("https://values.example/prod.yaml"), TestContext.Current.CancellationToken);

        Encoding.UTF8.GetString(bytes).ShouldBe("a: 1\n");
        server.Authorization.ShouldBeNull();
    }

    [Fact]
    public async Task Credentials_of_the_url_are_sent_and_never_told()
    {
        using var server = new Server(HttpStatusCode.Unauthorized, "");

        var error = await Should.ThrowAsync<UrlException>(() => new HttpUrlReader(TimeProvider.System, server).ReadAsync(new Uri("https://ada:s3cret@values.example/prod.yaml?sig=t0ken")));

        server.Authorization.ShouldBe("Basic " + Convert.ToBase64String("ada:s3cret"u8));
        error.Message.ShouldBe("`https://values.example/prod.yaml` cannot be fetched: the server answered 401 Unauthorized");
        error.Hint.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("ftp://values.example/a.yaml")]
    [InlineData("oci://values.example/a")]
    public async Task Other_schemes_are_refused_by_name(string url)
    {
        var error = await Should.ThrowAsync<UrlException>(() => new HttpUrlReader(TimeProvider.System).ReadAsync(new Uri(url)));

        error.Message.ShouldContain(url.Split(':')[0]);
    }

    private sealed class Server(HttpStatusCode status, string body) : HttpMessageHandler
    {
        public string? Authorization { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Authorization = request.Headers.Authorization?.ToString();
            return Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body), RequestMessage = request });
        }
    }
}
