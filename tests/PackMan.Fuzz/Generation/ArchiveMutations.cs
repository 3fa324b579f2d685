using System.Text;

namespace PackMan.Fuzz.Generation;

/// <summary>Chart archives as an attacker, a broken disk or an odd tool would make them.</summary>
internal sealed class ArchiveMutations(Random random)
{
    private static readonly string[] Names =
    [
        "../evil", "web/../../evil", "web/../evil", "/etc/evil", "//evil", "web//evil", "web/./evil", "./web/evil", "web/..", "web/", "web", ".", "..", "", "C:\\evil", "c:/evil", "web\\evil", "web/a\\..\\evil", "web/\0evil", "web/evil\n", "web/evil ", "web/evil.",
        "web/Chart.yaml", "web/chart.yaml", "WEB/Chart.yaml", "web/CHART.YAML", "web/Chart.yaml/", "web/Chart.yaml/inner", "web/templates", "web/templates/config.yaml", "web/Templates/config.yaml", "web/CON", "web/aux.txt", "web/a:b", "web/~/x", "web/\u202Etxt.exe", "web/e\u0301", "web/é",
        "web/charts/evil.tgz", "web/charts/../../evil", "web/charts/_x", "web/charts/a/b/c/d/Chart.yaml", "web/.packmanignore", "web/values.yaml", "web/values.schema.json", "other/Chart.yaml", "pax_global_header", "web/%2e%2e/evil", "web/..%2fevil", "\uFEFFweb/x",
    ];

    private static readonly string[] Sizes = ["77777777777", "00000000001", "37777777777", "-0000000001", "99999999999", "           ", "abc", "\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000", "00000000000", "00017777777"];

    /// <summary>A chart that loads and renders.</summary>
    public static byte[] SoundTar(string top = "web") => Sound(new RawTar(), top).Finish();

    public byte[] Next() => random.Next(12) switch
    {
        0 => FlipBits(RawTar.Gzip(SoundTar())),
        1 => Cut(RawTar.Gzip(SoundTar())),
        2 => RawTar.Gzip(FlipBits(SoundTar())),
        3 => RawTar.Gzip(Cut(SoundTar())),
        4 => RawTar.Gzip(Bomb()),
        5 => Concatenated(),
        6 => Nested(),
        7 => RawTar.Gzip(FlipBits(Odd())),
        _ => RawTar.Gzip(Odd()),
    };

    private static RawTar Sound(RawTar tar, string top) => tar
        .File($"{top}/Chart.yaml", Bytes($"apiVersion: packman/v1\nname: {top}\nversion: 1.2.3\n"))
        .File($"{top}/values.yaml", Bytes("replicas: 1\nimage: {repository: nginx, tag: '1.27'}\n"))
        .File($"{top}/templates/config.yaml", Bytes("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ release.name }}\ndata:\n  image: {{ values.image.repository }}:{{ values.image.tag }}\n"))
        .File($"{top}/README.md", Bytes("# Web\n"));

    /// <summary>A sound chart with some entries that are not, before, between or behind the sound ones.</summary>
    private byte[] Odd()
    {
        var tar = new RawTar();
        for (var rest = random.Next(3); rest > 0; rest--)
        {
            AddOdd(tar);
        }

        if (!random.OneIn(8))
        {
            Sound(tar, "web");
        }

        for (var rest = random.Next(1, 4); rest > 0; rest--)
        {
            AddOdd(tar);
        }

        return tar.Finish(random.Next(4));
    }

    private void AddOdd(RawTar tar)
    {
        var name = random.Pick(Names);
        var content = Bytes(HostileTexts.Next(random));
        switch (random.Next(14))
        {
            case 0:
                tar.Entry(new RawTarHeader(name) { Type = random.Pick("12"), Link = random.Pick(["/etc/passwd", "../../evil", "web/Chart.yaml", "Chart.yaml", "."]) });
                break;
            case 1:
                tar.Entry(new RawTarHeader(name) { Type = random.Pick("346") });
                break;
            case 2:
                tar.Entry(new RawTarHeader(name) { Type = (char)random.Next(128), Size = content.Length }, content);
                break;
            case 3:
                tar.Entry(new RawTarHeader(name) { SizeField = random.Pick(Sizes) }, content);
                break;
            case 4:
                tar.Pax(random.Pick("xg"), ("path", name), ("comment", HostileTexts.Next(random))).File("web/ok", content);
                break;
            case 5:
                tar.Pax('x', ("size", random.Pick(["-1", "0", "99999999999999999999", "8589934592", "x", ""])), ("path", "web/big")).File("web/ok", content);
                break;
            case 6:
                // Sparse files of GNU: what the header says is not what a reader writes.
                tar.Pax('x', ("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.name", name), ("GNU.sparse.realsize", "99999999999")).File("web/GNUSparseFile.0/x", content);
                break;
            case 7:
                tar.Entry(new RawTarHeader(name) { Type = 'S', Size = content.Length }, content);
                break;
            case 8:
                tar.GnuLongName(random.OneIn(2) ? name : "web/" + new string('a', random.Next(90_000))).File("web/short", content);
                break;
            case 9:
                tar.File("web/" + string.Concat(Enumerable.Repeat("d/", random.Next(60))) + "f", content);
                break;
            case 10:
                tar.Entry(new RawTarHeader(name) { Type = '5' });
                break;
            case 11:
                tar.Entry(new RawTarHeader(name) { IsSound = false, Size = content.Length }, content);
                break;
            case 12:
                tar.Entry(new RawTarHeader("x") { Type = random.Pick("xgLK"), Size = content.Length }, content);
                break;
            default:
                tar.File(name, content);
                break;
        }
    }

    /// <summary>Much from little: one large file, or very many small ones.</summary>
    private byte[] Bomb()
    {
        var tar = new RawTar();
        Sound(tar, "web");
        if (random.OneIn(2))
        {
            return tar.File("web/zeros", new byte[random.Next(1, 12) * 1024 * 1024]).Finish();
        }

        for (var rest = random.Next(1, 3_000); rest > 0; rest--)
        {
            tar.File($"web/many/{rest}", []);
        }

        return tar.Finish();
    }

    /// <summary>Gzip members behind one another, or rubbish behind the archive.</summary>
    private byte[] Concatenated()
    {
        var tar = SoundTar();
        var cut = random.Next(tar.Length);
        return random.Next(4) switch
        {
            0 => [.. RawTar.Gzip(tar), .. RawTar.Gzip(Odd())],
            1 => [.. RawTar.Gzip(tar.AsSpan(0, cut)), .. RawTar.Gzip(tar.AsSpan(cut))],
            2 => [.. RawTar.Gzip(tar), .. Bytes(HostileTexts.Next(random))],
            _ => [.. RawTar.Gzip(tar), .. new byte[random.Next(2_000)]],
        };
    }

    /// <summary>Archives in the `charts/` of an archive, sound, odd, or the same again and again.</summary>
    private byte[] Nested()
    {
        var inner = random.OneIn(2) ? RawTar.Gzip(SoundTar("inner")) : RawTar.Gzip(Odd());
        for (var levels = random.Next(14); levels > 0; levels--)
        {
            inner = RawTar.Gzip(Sound(new RawTar(), "inner").File("inner/charts/inner.tgz", inner).Finish());
        }

        var tar = Sound(new RawTar(), "web").File("web/charts/inner.tgz", inner);
        return RawTar.Gzip((random.OneIn(3) ? tar.File("web/charts/again.tgz", inner).File("web/charts/inner/Chart.yaml", Bytes("name: x")) : tar).Finish());
    }

    private byte[] FlipBits(byte[] bytes)
    {
        for (var rest = random.Next(1, 10); rest > 0; rest--)
        {
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        }

        return bytes;
    }

    private byte[] Cut(byte[] bytes) => random.OneIn(4) ? bytes[random.Next(bytes.Length)..] : bytes[..random.Next(bytes.Length)];

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}

file static class Characters
{
    public static char Pick(this Random random, string characters) => characters[random.Next(characters.Length)];
}
