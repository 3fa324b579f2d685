using System.Text.RegularExpressions;
using PackMan.Templating;
using PackMan.Templating.Evaluation;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Templating.Generated;

/// <summary>Chance comes from the seed of a rendering alone, and stays the same within it.</summary>
public sealed class GeneratedValueTests
{
    private static readonly (string Name, string Text)[] Templates =
    [
        ("a.yaml", "t: {{ random.ascii 40 }}\nu: {{ random.uuid }}\nb: {{ random.bytes 9 }}\ns: {{ 1..20 | random.shuffle }}\np: {{ bcrypt 'x' 4 }}\nc: {{ include 'secret' }}\nid: {{ random.alpha 30 id: 'x' }}\n"),
        ("b.yaml", "t: {{ random.ascii 40 }}\nu: {{ random.uuid }}\nc: {{ include 'secret' }}\nid: {{ random.alpha 30 id: 'x' }}\n"),
        ("_secret", "{{ random.alpha_numeric 40 }}"),
    ];

    private static readonly (string Name, string Text)[] Keys =
    [
        ("a.yaml", "k: {{ gen_private_key }}\nc: {{ gen_ca 'x' 9 }}\n"),
        ("b.yaml", "k: {{ gen_private_key }}\nca: {{ gen_ca 'x' 9 id: 'ca' }}\nc: {{ gen_signed_cert 'x' 9 (gen_ca 'x' 9 id: 'ca') }}\n"),
    ];

    [Fact]
    public void Equal_seeds_give_equal_bytes()
    {
        var first = Render(Templates, new RenderSeed(Secret(1)));

        Render(Templates, new RenderSeed(Secret(1))).ShouldBe(first);
        Render(Templates, new RenderSeed(Secret(2))).ShouldNotBe(first);
        Render(Templates, new RenderSeed()).ShouldNotBe(Render(Templates, new RenderSeed()));
    }

    [Fact]
    public void A_request_that_is_rendered_twice_has_the_same_keys_and_certificates()
    {
        var request = TestCharts.Request(Keys);
        var engine = new ScribanTemplateEngine();

        Text(engine.Render(request)).ShouldBe(Text(engine.Render(request)));
        Text(engine.Render(request)).ShouldNotBe(Text(engine.Render(request with { Seed = new RenderSeed() })));
    }

    [Fact]
    public void Every_call_has_an_answer_of_its_own()
    {
        var lines = Render([.. Templates, .. Templates.Where(file => file.Name != "_secret").Select(file => ($"x{file.Name}", file.Text))], new RenderSeed()).Split('\n');

        var own = lines.Where(line => line.Length > 20 && !line.StartsWith("id:", StringComparison.Ordinal)).ToList();
        own.Count.ShouldBeGreaterThan(10);
        own.Distinct().Count().ShouldBe(own.Count);
    }

    [Fact]
    public void Calls_with_the_same_id_and_arguments_share_their_answer()
    {
        var lines = Render([("a.yaml", Ids), ("b.yaml", Ids)], new RenderSeed()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').ToList();

        lines.Count.ShouldBe(8);
        lines[..4].ShouldBe(lines[4..]);
        lines.Distinct().Count().ShouldBe(4);
    }

    private const string Ids = "a: {{ random.alpha 30 id: 'x' }}\nb: {{ random.alpha 30 id: 'y' }}\nc: {{ random.alpha 31 'x' }}\nd: {{ random.alpha_numeric 30 id: 'x' }}\n";

    [Theory]
    [InlineData("random.alpha_numeric 3000", "^[A-Za-z0-9]{3000}$", 62)]
    [InlineData("random.alpha 3000", "^[A-Za-z]{3000}$", 52)]
    [InlineData("random.numeric 3000", "^[0-9]{3000}$", 10)]
    [InlineData("random.ascii 6000", "^[!-~]{6000}$", 94)]
    [InlineData("random.bytes 3000", "^[A-Za-z0-9+/]{4000}$", 64)]
    [InlineData("random.uuid", "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", 10)]
    public void Random_text_has_its_alphabet_and_uses_all_of_it(string expression, string pattern, int characters)
    {
        var text = Value(expression);

        Regex.IsMatch(text, pattern).ShouldBeTrue(text);
        text.Distinct().Count().ShouldBeGreaterThanOrEqualTo(characters);
    }

    [Fact]
    public void Random_numbers_are_spread_evenly()
    {
        var counts = Value("1..20000 | array.each @(do; ret random.integer (-2) 1; end) | array.join ','").Split(',').CountBy(number => number).ToDictionary();

        counts.Keys.Order().ShouldBe(["-1", "-2", "0"], ignoreOrder: true);
        // Seven standard deviations.
        counts.Values.ShouldAllBe(count => count > 6_200 && count < 7_140);
    }

    [Fact]
    public void Shuffling_keeps_what_there_is()
    {
        Value("'aäb😀' | random.shuffle").EnumerateRunes().Order().ShouldBe("aäb😀".EnumerateRunes().Order());
        Value("1..200 | random.shuffle | array.join ','").ShouldNotBe(string.Join(',', Enumerable.Range(1, 200)));
    }

    [Theory]
    [InlineData("random.alpha 0", "`random.alpha` takes a length of at least 1, not 0")]
    [InlineData("random.ascii 5000000", "`random.ascii` gives a text that is longer than 4 MiB")]
    [InlineData("random.integer 5 5", "`random.integer` takes an end that is greater than the start, and 5 is not greater than 5")]
    [InlineData("bcrypt 'x' 31", "`bcrypt` takes a cost from 4 to 14, not 31")]
    [InlineData("bcrypt ''", "`bcrypt` takes a password that is not empty and holds no null characters")]
    [InlineData("'ä' | repeat 40 | bcrypt", "`bcrypt` takes a password of at most 72 bytes: bcrypt reads no further")]
    [InlineData("htpasswd 'a:b' 'x'", "`htpasswd` takes a user without colon and line end")]
    [InlineData("gen_private_key 'dsa'", "`gen_private_key` makes keys of the kinds `ecdsa`, `ed25519` and `rsa`, not `dsa`")]
    public void What_cannot_be_is_one_error(string expression, string message) =>
        TestCharts.Failure($"a: {{{{ {expression} }}}}\n").Message.ShouldBe(message);

    [Theory]
    [InlineData("'secret'", 4)]
    [InlineData("('ä' | repeat 35)", 5)]
    public void A_password_matches_its_hash_and_no_other(string password, int cost)
    {
        var (hash, plain) = (Value($"bcrypt {password} {cost}"), Value(password));

        hash.ShouldStartWith($"$2a$0{cost}$");
        hash.Length.ShouldBe(60);
        Org.BouncyCastle.Crypto.Generators.OpenBsdBCrypt.CheckPassword(hash, plain.ToCharArray()).ShouldBeTrue();
        Org.BouncyCastle.Crypto.Generators.OpenBsdBCrypt.CheckPassword(hash, (plain + "x").ToCharArray()).ShouldBeFalse();
    }

    /// <summary>The text that a script of one expression writes.</summary>
    // Primes for an RSA key are found by chance, and a busy machine takes its time.
    private static Limits Patient => Limits.Default with { RenderTime = TimeSpan.FromMinutes(5) };

    internal static string Value(string script, YamlMap? values = null) =>
        new ScribanTemplateEngine(Patient).Render(TestCharts.Request([("NOTES.txt", $"{{{{ {script} }}}}")], values)).Notes!;

    private static byte[] Secret(byte fill) => [.. Enumerable.Repeat(fill, 32)];

    private static string Render((string Name, string Text)[] templates, RenderSeed seed) =>
        Text(new ScribanTemplateEngine().Render(TestCharts.Request(templates) with { Seed = seed }));

    private static string Text(RenderedChart chart) => string.Concat(chart.Files.Select(file => $"# {file.Path}\n{file.Text}"));
}
