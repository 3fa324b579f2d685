namespace PackMan.Tests.Cli;

/// <summary>Every flag of Helm 4.2 (`helm COMMAND --help`, and those it hides as deprecated) on the commands PackMan has too.</summary>
internal static class HelmFlags
{
    private const string Values = "--values -f --set --set-string --set-file --set-json --set-literal";

    private const string ChartLocation =
        "--version --verify --keyring --repo --username --password --cert-file --key-file --ca-file --insecure-skip-tls-verify --plain-http --pass-credentials";

    private const string Remote = "--username --password --cert-file --key-file --ca-file --insecure-skip-tls-verify --plain-http";

    private const string InstallAndTemplate =
        "--create-namespace --force-replace --force --force-conflicts --server-side --no-hooks --replace --timeout --wait --wait-for-jobs --generate-name -g "
        + "--name-template --description --devel --dependency-update --disable-openapi-validation --rollback-on-failure --atomic --skip-crds "
        + "--render-subchart-notes --skip-schema-validation --labels -l --enable-dns --hide-notes --take-ownership --dry-run "
        + $"--post-renderer --post-renderer-args {Values} {ChartLocation}";

    public static IReadOnlyList<(string Command, string[] Flags)> All { get; } =
    [
        ("", Words(
            "--namespace -n --kubeconfig --kube-context --kube-token --kube-as-user --kube-as-group --kube-apiserver --kube-ca-file --kube-tls-server-name "
            + "--kube-insecure-skip-tls-verify --debug --registry-config --repository-config --repository-cache --content-cache --burst-limit --qps --color --colour --help -h")),
        ("install", Words($"{InstallAndTemplate} --hide-secret --output -o")),
        ("upgrade", Words(
            "--create-namespace --install -i --devel --hide-secret --force-replace --force --force-conflicts --server-side --no-hooks --disable-openapi-validation --skip-crds "
            + "--timeout --reset-values --reuse-values --reset-then-reuse-values --wait --wait-for-jobs --rollback-on-failure --atomic --history-max --cleanup-on-fail "
            + "--render-subchart-notes --hide-notes --skip-schema-validation --labels -l --description --dependency-update --enable-dns --take-ownership --dry-run "
            + $"--output -o --post-renderer --post-renderer-args {Values} {ChartLocation}")),
        ("rollback", Words(
            "--description --force-replace --force --force-conflicts --server-side --no-hooks --timeout --wait --wait-for-jobs --cleanup-on-fail --history-max --dry-run")),
        ("uninstall", Words("--dry-run --no-hooks --ignore-not-found --keep-history --cascade --timeout --description --wait")),
        ("template", Words(
            $"{InstallAndTemplate} --show-only -s --output-dir --validate --include-crds --skip-tests --is-upgrade --kube-version --api-versions -a --release-name")),
        ("status", Words("--revision --output -o")),
        ("history", Words("--max --show-rollback-revision --output -o")),
        ("list", Words(
            "--short -q --no-headers --time-format --date -d --reverse -r --uninstalled --superseded --uninstalling --deployed --failed --pending "
            + "--all-namespaces -A --max -m --offset --filter -f --selector -l --output -o")),
        ("get all", Words("--revision --template")),
        ("get hooks", Words("--revision")),
        ("get manifest", Words("--revision")),
        ("get metadata", Words("--revision --output -o")),
        ("get notes", Words("--revision")),
        ("get values", Words("--revision --all -a --output -o")),
        ("package", Words(
            "--app-version --ca-file --cert-file --dependency-update -u --destination -d --insecure-skip-tls-verify --key --key-file --keyring --passphrase-file "
            + "--password --plain-http --sign --username --version")),
        ("lint", Words($"--strict --with-subcharts --quiet --skip-schema-validation --kube-version {Values}")),
        ("pull", Words($"--destination -d --devel --prov --untar --untardir {ChartLocation}")),
        ("push", Words("--ca-file --cert-file --insecure-skip-tls-verify --key-file --password --plain-http --username")),
        ("registry login", Words("--ca-file --cert-file --insecure --key-file --password -p --password-stdin --plain-http --username -u")),
        ("registry logout", []),
        ("show all", Words($"--devel {ChartLocation}")),
        ("show chart", Words($"--devel {ChartLocation}")),
        ("show crds", Words($"--devel {ChartLocation}")),
        ("show readme", Words($"--devel {ChartLocation}")),
        ("show values", Words($"--devel --jsonpath {ChartLocation}")),
        ("dependency update", Words($"--skip-refresh --verify --keyring {Remote}")),
        ("dependency build", Words($"--skip-refresh --verify --keyring {Remote}")),
        ("dependency list", Words("--max-col-width")),
        ("repo add", Words(
            "--allow-deprecated-repos --ca-file --cert-file --force-update --insecure-skip-tls-verify --key-file --pass-credentials --password --password-stdin --timeout --username")),
        ("repo index", Words("--json --merge --url")),
        ("repo list", Words("--no-headers --output -o")),
        ("repo remove", []),
        ("repo update", Words("--timeout")),
        ("search repo", Words("--devel --fail-on-no-result --max-col-width --output -o --regexp -r --version --versions -l")),
        ("create", Words("--starter -p --chart-api-version")),
        ("verify", Words("--keyring")),
        ("version", Words("--short --template")),
        ("completion bash", Words("--no-descriptions")),
        ("completion fish", Words("--no-descriptions")),
        ("completion powershell", Words("--no-descriptions")),
        ("completion zsh", Words("--no-descriptions")),
    ];

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
