using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Subcharts;

public sealed class DependencyMatchingTests
{
    [Fact]
    public void Of_several_versions_the_newest_in_range_is_taken_and_the_rest_is_warned_of()
    {
        var tree = new Umbrella().Depends("{name: redis, version: ^1.0.0}")
            .Subchart("redis-1.2", version: "1.2.0", name: "redis").Subchart("redis-1.10", version: "1.10.0", name: "redis").Subchart("redis-2", version: "2.0.0", name: "redis")
            .Resolve();

        tree.Root.Subcharts.ShouldHaveSingleItem().Chart.Metadata.Version.ToString().ShouldBe("1.10.0");
        tree.Warnings.ShouldBe(
        [
            "`shop/charts/redis-1.2` is not used: no dependency of chart `shop` takes `redis` 1.2.0",
            "`shop/charts/redis-2` is not used: no dependency of chart `shop` takes `redis` 2.0.0",
        ]);
    }

    [Fact]
    public void A_chart_that_only_lies_in_charts_is_in_use()
    {
        var subchart = new Umbrella().Depends("{name: redis}").Subchart("redis").Subchart("extra").Resolve().Root.Subcharts[1];

        subchart.Name.ShouldBe("extra");
        subchart.Dependency.ShouldBeNull();
    }

    [Fact]
    public void Missing_charts_are_named_with_range_repository_and_what_is_there()
    {
        var error = new Umbrella()
            .Depends("{name: redis, version: ^1.0.0, repository: 'https://user:hunter2@charts.example/x?token=hunter2'}", "{name: db, version: '>= 2'}", "{name: mail}")
            .Subchart("db", version: "1.0.0").Subchart("mail", version: "3.0.0")
            .Failure();

        error.Message.ShouldBe(
            """
            Chart `shop` 1.0.0 depends on charts that do not lie in its `charts/`:
            - `redis` `^1.0.0` from `https://charts.example/x`
            - `db` `>= 2`, while `charts/` has `1.0.0`, which is out of that range
            `charts/` has `db` 1.0.0, `mail` 3.0.0
            """);
        error.Hint.ShouldBe("The archive was packed incomplete: unpack it, run `packman dependency build` on the folder, and pack it anew");
    }

    [Fact]
    public void A_library_may_lie_in_the_chart_around_and_another_chart_may_not()
    {
        var umbrella = new Umbrella().Subchart("web", dependencies: ["{name: common, version: ^1.0.0}"]).Subchart("common", version: "1.1.0", type: "library");

        umbrella.Resolve().Root.Subcharts.Single(subchart => subchart.Name == "web").Subcharts.ShouldHaveSingleItem().Folder.ShouldBe("shop/charts/web/charts/common");
        umbrella.Subchart("common", version: "2.0.0", type: "library").Failure().Message.ShouldContain("`common` `^1.0.0`");
        umbrella.Subchart("common", version: "1.1.0").Failure().Message.ShouldContain("Chart `web` 1.0.0 depends on a chart that does not lie in its `charts/`");
    }

    [Fact]
    public void A_missing_chart_that_is_not_in_use_is_no_error() =>
        new Umbrella().Depends("{name: redis, condition: redis.enabled}").Resolve("redis: {enabled: false}").Root.Disabled.ShouldHaveSingleItem().Name.ShouldBe("redis");

    [Theory]
    [InlineData("{name: redis, alias: db}", "Two subcharts of chart `shop` are called `db`, so both would take their values from that key: `redis` of `dependencies` and `shop/charts/db`")]
    [InlineData("{name: redis, alias: global}", "Chart `shop` has a subchart called `global`, and that key of the values means something else")]
    public void A_key_belongs_to_one_chart(string dependency, string message) =>
        new Umbrella().Depends(dependency).Subchart("redis").Subchart("db").Failure().Message.ShouldBe(message);

    [Fact]
    public void A_circle_is_shown()
    {
        new Umbrella().Depends("{name: web}").Subchart("web", dependencies: ["{name: shop}"]).Failure()
            .Message.ShouldBe("Chart `shop` depends on itself: `shop` → `web` → `shop`");
        new Umbrella().Depends("{name: shop}").Failure().Message.ShouldBe("Chart `shop` depends on itself: `shop` → `shop`");
        new Umbrella().Subchart("web").Subchart("web/charts/shop").Failure().Message.ShouldBe("Chart `shop` depends on itself: `shop` → `web` → `shop`");
    }

    [Fact]
    public void A_chart_may_wrap_another_of_its_name() =>
        new Umbrella().Depends("{name: shop, version: 2.x}").Subchart("shop", version: "2.1.0").Resolve().Root.Subcharts.ShouldHaveSingleItem().Name.ShouldBe("shop");
}
