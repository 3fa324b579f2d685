using PackMan.Values;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Values;

public sealed class SetParserTests
{
    [Theory]
    [InlineData("n=null,f=false,t=TRUE", """{"n":null,"f":false,"t":true}""")]
    [InlineData("a=value", """{"a":"value"}""")]
    [InlineData("a=1,b=2,", """{"a":1,"b":2}""")]
    [InlineData("a=,b=x", """{"a":"","b":"x"}""")]
    [InlineData("a=00009,b=0,c=-5,d=1.10,e=1e3,f=0x1F,g=+7", """{"a":"00009","b":0,"c":-5,"d":"1.10","e":"1e3","f":"0x1F","g":7}""")]
    [InlineData("a=9223372036854775807,b=9223372036854775808", """{"a":9223372036854775807,"b":"9223372036854775808"}""")]
    [InlineData("a=one\\,two,b=x\\=y,c=p=q", """{"a":"one,two","b":"x=y","c":"p=q"}""")]
    [InlineData("a=one two three", """{"a":"one two three"}""")]
    [InlineData("a.b.c=v,a.d=w", """{"a":{"b":{"c":"v"},"d":"w"}}""")]
    [InlineData("a\\.b/c.d=v", """{"a.b/c":{"d":"v"}}""")]
    [InlineData("nodeSelector.kubernetes\\.io/role=x", """{"nodeSelector":{"kubernetes.io/role":"x"}}""")]
    [InlineData("a={x,y},b={1,2}", """{"a":["x","y"],"b":[1,2]}""")]
    [InlineData("a.b={x\\,y,true}", """{"a":{"b":["x,y",true]}}""")]
    [InlineData("a={}", """{"a":[""]}""")]
    [InlineData("a=\\{x", """{"a":"{x"}""")]
    [InlineData("a[0]=x,a[2]=y", """{"a":["x",null,"y"]}""")]
    [InlineData("a[0].b=x,a[0].c=y,a[1].b=z", """{"a":[{"b":"x","c":"y"},{"b":"z"}]}""")]
    [InlineData("a[1].b=x,a[0].b=y", """{"a":[{"b":"y"},{"b":"x"}]}""")]
    [InlineData("a[1][1]=1", """{"a":[null,[null,1]]}""")]
    [InlineData("a[0][0].b=x,a[0][0].c=y", """{"a":[[{"b":"x","c":"y"}]]}""")]
    [InlineData("a[0]", """{"a":[]}""")]
    [InlineData("a[0]=", """{"a":[""]}""")]
    [InlineData("a={1,2},a[0]=x", """{"a":["x",2]}""")]
    [InlineData("", "{}")]
    public void Set_follows_Helms_grammar(string text, string json) => Read(text, SetFlag.Set).ShouldBe(json);

    [Theory]
    [InlineData("a=1,b=null", """{"a":"1","b":"null"}""")]
    [InlineData("a={1,true}", """{"a":["1","true"]}""")]
    public void Set_string_keeps_text(string text, string json) => Read(text, SetFlag.SetString).ShouldBe(json);

    [Theory]
    [InlineData("a={x},y=\\1,[2]", """{"a":"{x},y=\\1,[2]"}""")]
    [InlineData("a.b[1]=x", """{"a":{"b":[null,"x"]}}""")]
    [InlineData("a,b=x", """{"a,b":"x"}""")]
    public void Set_literal_takes_everything_behind_the_path(string text, string json) => Read(text, SetFlag.SetLiteral).ShouldBe(json);

    [Theory]
    [InlineData("""a="1",b=3,c=true,d=1.10""", """{"a":"1","b":3,"c":true,"d":1.10}""")]
    [InlineData("""a.b={"x":[1,{"y":"ü,}"}]} ,c=[1]""", """{"a":{"b":{"x":[1,{"y":"ü,}"}]}},"c":[1]}""")]
    [InlineData("""a=,b={"c":[1,2]},b.c[1]=null""", """{"a":null,"b":{"c":[1,null]}}""")]
    public void Set_json_takes_json_values(string text, string json) => Read(text, SetFlag.SetJson).ShouldBe(json);

    [Theory]
    [InlineData("a", "`--set a` has no value for the key `a`")]
    [InlineData("a,b=1", "`--set a,b=…` has no value for the key `a`")]
    [InlineData("a=1,,b=2", "has no value for the key ``")]
    [InlineData("a.b,a.c", "has no value for the key `b`")]
    [InlineData("a.=b", "has an empty key")]
    [InlineData("=b", "has an empty key")]
    [InlineData("a={1,2", "has a list without its closing `}`")]
    [InlineData("a[-1]=x", "list position -1, which is not between 0 and 65536")]
    [InlineData("a[65537]=x", "list position 65537, which is not between 0 and 65536")]
    [InlineData("a[x]=1", "list position `x`, which is no number")]
    [InlineData("a[0=1", "has a `[` without its `]`")]
    [InlineData("a[0]b=1", "has `b` behind a list position")]
    [InlineData("]={}].", "has no value for the key ``")]
    [InlineData("a=1,a.b=2", "`--set a.b` needs `a` to be a map, but it is a number (set by `--set a`)")]
    [InlineData("a.b=secret,a.b[0]=2", "`--set a.b[0]` needs `a.b` to be a list, but it is a string (set by `--set a.b`)")]
    [InlineData("1.2.3.4.5.6.7.8.9.0.1.2.3.4.5.6.7.8.9.0.1.2.3.4.5.6.7.8.9.0.1.2=x", "nests deeper than 30 levels")]
    public void What_breaks_the_grammar_is_named(string text, string message) =>
        Should.Throw<ValuesException>(() => Read(text, SetFlag.Set)).Message.ShouldContain(message);

    [Fact]
    public void A_json_value_that_is_none_is_an_error_without_the_value() =>
        Should.Throw<ValuesException>(() => Read("a={\"x\": secret}", SetFlag.SetJson)).Message.ShouldBe("`--set-json a=…` has a value that is no JSON");

    [Fact]
    public void Each_node_knows_its_own_assignment()
    {
        var tree = Apply("a.b=1,c={x,y}", SetFlag.Set);

        tree.Find("a", "b")!.Origin.ShouldBe(new Origin.Flag("--set a.b=1"));
        ((YamlList)tree.Find("c")!)[1].Origin!.ToString().ShouldBe("--set c={x,y}");
    }

    private static string Read(string text, SetFlag flag) => JsonText.Write(Apply(text, flag));

    private static YamlMap Apply(string text, SetFlag flag) =>
        SetParser.Parse(text, flag).Aggregate(YamlMap.Empty, (tree, assignment) => assignment.ApplyTo(tree));
}
