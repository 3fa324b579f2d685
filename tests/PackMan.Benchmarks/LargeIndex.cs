using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PackMan.Benchmarks;

/// <summary>An `index.yaml` as those of large public repositories: in Helm's style, about a kilobyte for each version.</summary>
internal static class LargeIndex
{
    public const int Charts = 200;
    public const int VersionsOfEach = 100;

    public static void Write(string path)
    {
        using var index = new StreamWriter(path) { NewLine = "\n" };
        index.WriteLine("apiVersion: v1\nentries:");
        for (var chart = 0; chart < Charts; chart++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"chart-{chart:000}");
            index.WriteLine($"  {name}:");
            for (var version = VersionsOfEach - 1; version >= 0; version--)
            {
                index.WriteLine(Entry(name, string.Create(CultureInfo.InvariantCulture, $"1.{version}.0")));
            }
        }

        index.WriteLine("generated: \"2026-02-01T10:00:00.000000000Z\"");
    }

    private static string Entry(string chart, string version) => $"""
          - annotations:
              category: Infrastructure
              images: |
                - name: {chart}
                  image: registry.example.org/library/{chart}:{version}
                - name: {chart}-exporter
                  image: registry.example.org/library/{chart}-exporter:{version}
              licenses: Apache-2.0
            apiVersion: v2
            appVersion: {version}
            created: "2026-01-15T10:00:00.000000000Z"
            dependencies:
            - name: common
              repository: https://charts.example.org
              tags:
              - common
              version: 2.x.x
            description: {chart} is a service that keeps, moves and shows things for teams that
              run many of them.
            digest: {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(chart + version)))}
            home: https://example.org/{chart}
            icon: https://example.org/{chart}.svg
            keywords:
            - {chart}
            - service
            - example
            maintainers:
            - name: Example Team
              url: https://example.org/team
            name: {chart}
            sources:
            - https://example.org/sources/{chart}
            urls:
            - https://charts.example.org/{chart}-{version}.tgz
            version: {version}
        """;
}
