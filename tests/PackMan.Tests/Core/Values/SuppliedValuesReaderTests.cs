using PackMan.Values;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Values;

public sealed class SuppliedValuesReaderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("packman-values-");

    [Fact]
    public async Task Layers_apply_in_Helms_order_whatever_the_order_of_the_flags()
    {
        var supplied = new SuppliedValues
        {
            SetLiteral = ["g=literal,{x}"],
            SetFile = [$"f={Write("f.txt", "file text\n")}", "g=" + Write("g.txt", "lost")],
            SetString = ["e=1", "f=lost"],
            Set = ["d=1", "e=lost"],
            SetJson = ["""{"c":1,"deep":{"json":true}}""", "d=\"lost\""],
            Files = [Write("a.yaml", "a: 1\nb: lost\nc: lost\ndeep: {file: true}\n"), Write("b.yaml", "b: 2\n")],
        };

        JsonText.Write(await ReadAsync(supplied)).ShouldBe(
            """{"a":1,"b":2,"c":1,"deep":{"file":true,"json":true},"d":1,"e":"1","f":"file text\n","g":"literal,{x}"}""");
    }

    [Fact]
    public async Task Each_document_of_a_file_is_a_layer()
    {
        var file = Write("a.yaml", "# head\n---\na: {x: 1, w: 1}\n---\n---\na: {w: 2, x: null}\n");

        JsonText.Write(await ReadAsync(new SuppliedValues { Files = [file] })).ShouldBe("""{"a":{"x":null,"w":2}}""");
    }

    [Fact]
    public async Task Files_merge_with_each_other_as_the_chart_has_it_and_flags_change_only_what_they_name()
    {
        SuppliedValues supplied = new()
        {
            Files = [Write("a.yaml", "env: [{name: A, value: 1}]\nargs: [a]\n---\nargs: [b]\n"), Write("b.yaml", "env: [{name: A, value: 2}, {name: B, value: 3}]\nargs: [c]\n")],
            SetJson = ["""{"args": ["d"]}"""],
            Set = ["args[0]=z"],
        };

        var steps = await new SuppliedValuesReader(new ValuesFiles(), path => path switch
        {
            ["env"] => new MergeRule.ByKey("name"),
            ["args"] => new MergeRule.Append(),
            _ => null,
        }).ReadStepsAsync(supplied);

        steps.Select(step => JsonText.Write(step)).ShouldBe(
        [
            """{"env":[{"name":"A","value":1}],"args":["a"]}""",
            """{"env":[{"name":"A","value":1}],"args":["a","b"]}""",
            """{"env":[{"name":"A","value":2},{"name":"B","value":3}],"args":["a","b","c"]}""",
            """{"env":[{"name":"A","value":2},{"name":"B","value":3}],"args":["a","b","c","d"]}""",
            """{"env":[{"name":"A","value":2},{"name":"B","value":3}],"args":["z","b","c","d"]}""",
        ]);
    }

    [Fact]
    public async Task A_file_that_is_no_yaml_is_shown_by_place_and_key_alone()
    {
        var file = Write("secret.yaml", "a: 1\npassword: hunter2: x\n");

        var error = await Should.ThrowAsync<YamlException>(ReadAsync(new SuppliedValues { Files = [file] }));

        error.Frame!.Line.ShouldBe(2);
        error.Frame.LineText.ShouldBe("password: •••••••: •");
        error.ToString().ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task Flags_change_lists_that_files_brought()
    {
        var file = Write("a.yaml", "list: [{a: 1}, {a: 2}]\nscale: .inf\n");

        var tree = await ReadAsync(new SuppliedValues { Files = [file], Set = ["list[1].a=3", "list[1].b=4"] });

        JsonText.Write(tree.Find("list")!).ShouldBe("""[{"a":1},{"a":3,"b":4}]""");
    }

    [Fact]
    public async Task Standard_input_and_URLs_are_files_too()
    {
        var files = new ValuesFiles(new StringReader("a: 1\n"), new FakeUrls());

        var tree = await new SuppliedValuesReader(files).ReadAsync(
            new SuppliedValues { Files = ["-", "https://user:pw@example.org/v.yaml?token=t"], SetFile = ["c=https://example.org/c"] });

        tree.Find("a")!.Origin!.ToString().ShouldBe("<stdin>:1:4");
        tree.Find("b")!.Origin!.ToString().ShouldNotContain("token");
        tree.FindString("c").ShouldBe("b: /c");
    }

    [Fact]
    public async Task A_flag_that_goes_through_a_value_of_a_file_names_the_file()
    {
        var file = Write("a.yaml", "image: nginx\n");

        var error = await Should.ThrowAsync<ValuesException>(() => ReadAsync(new SuppliedValues { Files = [file], Set = ["image.tag=1"] }));

        error.Message.ShouldBe($"`--set image.tag` needs `image` to be a map, but it is a string (set in {file}:1:8)");
    }

    [Theory]
    [InlineData("missing.yaml", null, "there is no such file")]
    [InlineData("", null, "names a directory, not a file")]
    [InlineData("list.yaml", "- a\n", "must be a map, not a list")]
    [InlineData("text.yaml", "just words\n", "must be a map, not a string")]
    [InlineData("second.yaml", "a: 1\n---\n[]\n", "must be a map, not a list")]
    [InlineData("broken.yaml", "a: [1\n", "not closed")]
    public async Task A_file_that_holds_no_values_is_one_clear_error(string name, string? content, string message)
    {
        var path = content is null ? Path.Combine(_folder.FullName, name) : Write(name, content);

        var error = await Should.ThrowAsync<PackManException>(() => ReadAsync(new SuppliedValues { Files = [path] }));

        error.Message.ShouldContain(message);
    }

    [Fact]
    public async Task Standard_input_can_be_read_only_once() =>
        (await Should.ThrowAsync<ValuesException>(() => ReadAsync(new SuppliedValues { Files = ["-", "-"] })))
            .Message.ShouldBe("`--values -` is given twice, but standard input can be read only once");

    [Fact]
    public async Task A_json_object_that_is_none_is_an_error() =>
        (await Should.ThrowAsync<ValuesException>(() => ReadAsync(new SuppliedValues { SetJson = ["{a:1}"] }))).Message.ShouldContain("no JSON");

    public void Dispose() => _folder.Delete(recursive: true);

    private static Task<YamlMap> ReadAsync(SuppliedValues supplied) =>
        new SuppliedValuesReader(new ValuesFiles(new StringReader(""))).ReadAsync(supplied);

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }

    private sealed class FakeUrls : IUrlReader
    {
        public Task<byte[]> ReadAsync(Uri url, CancellationToken cancellationToken = default) =>
            Task.FromResult(System.Text.Encoding.UTF8.GetBytes($"b: {url.AbsolutePath}"));
    }
}
