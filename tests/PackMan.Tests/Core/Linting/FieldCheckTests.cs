using PackMan.Linting;
using PackMan.Manifests;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Linting;

public sealed class FieldCheckTests
{
    private const string Pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n    - name: a\n      image: a:1\n";

    [Theory]
    [InlineData("      imagePullPolicie: Always\n", "unknown spec.containers[0].imagePullPolicie imagePullPolicy")]
    [InlineData("      resource: {limits: {cpu: 1}}\n", "unknown spec.containers[0].resource resources")]
    [InlineData("      somethingElse: 1\n", "unknown spec.containers[0].somethingElse ")]
    [InlineData("      env: [{name: A, value: 1}]\n", "type spec.containers[0].env[0].value a string")]
    [InlineData("      env: [{name: A, value: true}]\n", "type spec.containers[0].env[0].value a string")]
    [InlineData("      env: {A: b}\n", "type spec.containers[0].env a list")]
    [InlineData("      ports: [{containerPort: '80'}]\n", "type spec.containers[0].ports[0].containerPort a number")]
    [InlineData("      stdin: 'yes'\n", "type spec.containers[0].stdin true or false")]
    [InlineData("      securityContext: []\n", "type spec.containers[0].securityContext a map")]
    [InlineData("      resources: {limits: {cpu: [1]}}\n", "type spec.containers[0].resources.limits.cpu a single value")]
    [InlineData("      ports: [{name: http}]\n", "missing spec.containers[0].ports[0].containerPort")]
    [InlineData("      volumeMounts: [{name: data}]\n", "missing spec.containers[0].volumeMounts[0].mountPath")]
    public void A_field_that_does_not_fit_is_found(string line, string fault) => Faults(Pod + line).ShouldBe([fault]);

    [Theory]
    [InlineData("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\n", "")]
    [InlineData("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {replicas: 1}\n", "missing spec.template, missing spec.selector")]
    [InlineData("apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {}\n", "missing spec.containers")]
    [InlineData("apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a}\nspec: {rules: [{http: {paths: [{path: /, backend: {service: {name: a, port: {number: 80}}}}]}}]}\n", "missing spec.rules[0].http.paths[0].pathType")]
    [InlineData("apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a}\nspec: {rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {serviceName: a, servicePort: 80}}]}}]}\n", "unknown spec.rules[0].http.paths[0].backend.serviceName , unknown spec.rules[0].http.paths[0].backend.servicePort ")]
    [InlineData("apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: a}\nsubjects: [{kind: User, name: b}]\n", "missing roleRef")]
    [InlineData("apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: a}\nspec: {resources: {requests: {storage: 1Gi}}}\n", "missing spec.accessModes")]
    public void A_field_that_the_kind_needs_is_missed(string yaml, string faults) => string.Join(", ", Faults(yaml)).ShouldBe(faults);

    [Theory]
    [InlineData("      ports: [{containerPort: 80, protocol: TCP}]\n")]
    [InlineData("      resources: {limits: {cpu: 1, memory: 1Gi}, requests: {cpu: 100m}}\n")]
    [InlineData("      livenessProbe: {httpGet: {path: /, port: http}}\n      readinessProbe: {httpGet: {path: /, port: 80}}\n      startupProbe: {grpc: {port: 1}}\n")]
    [InlineData("      env: [{name: A, value: null}, {name: B, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]\n")]
    [InlineData("      envFrom: [{configMapRef: {name: a}}]\n      command: null\n")]
    public void What_a_server_takes_is_no_fault(string line) => Faults(Pod + line).ShouldBeEmpty();

    [Theory]
    [InlineData("apiVersion: example.org/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {anything: 1}\n")]
    [InlineData("apiVersion: apps.example.org/v1\nkind: Deployment\nmetadata: {name: a}\nreplicass: 1\n")]
    [InlineData("apiVersion: batch/v1beta1\nkind: CronJob\nmetadata: {name: a}\nspecs: {}\n")]
    [InlineData("apiVersion: v1\nkind: Container\nmetadata: {name: a}\nanything: 1\n")]
    public void Of_kinds_without_facts_nothing_is_said(string yaml) => Faults(yaml).ShouldBeEmpty();

    [Theory]
    [InlineData("{keep: 0}", "invalid spec.keep be at least 1")]
    [InlineData("{keep: 1.5}", "invalid spec.keep be an integer")]
    [InlineData("{keep: many}", "type spec.keep a number")]
    [InlineData("{share: 1}", "invalid spec.share be less than 1")]
    [InlineData("{mode: slow}", "invalid spec.mode be one of `\"full\"`, `\"quick\"`")]
    [InlineData("{mode: null}", "")]
    [InlineData("{at: [25:00, '7']}", "invalid spec.at[1] match the pattern `^[0-9]+:[0-9]+$`")]
    [InlineData("{at: []}", "invalid spec.at have at least 1 item, not 0")]
    [InlineData("{labels: {'a.b/c': longer}}", "invalid spec.labels['a.b/c'] have at most 3 characters")]
    [InlineData("{}", "")]
    [InlineData("{port: http, keep: 7, share: 0.5, mode: full, at: ['1:00']}", "")]
    [InlineData("{port: 80}", "")]
    [InlineData("{from: {bucket: a, disk: b}}", "invalid spec.from fit exactly one of 2 alternatives, but fits 2")]
    public void What_a_definition_of_the_chart_limits_is_held_to_its_limits(string spec, string faults)
    {
        var definition = new KubernetesObject(YamlReader.ReadMap(
            """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: backups.example.org}
            spec:
              group: example.org
              names: {kind: Backup, plural: backups}
              versions:
                - name: v1
                  schema:
                    openAPIV3Schema:
                      type: object
                      properties:
                        spec:
                          type: object
                          properties:
                            keep: {type: integer, minimum: 1}
                            share: {type: number, maximum: 1, exclusiveMaximum: true}
                            mode: {type: string, enum: [full, quick], nullable: true}
                            at: {type: array, minItems: 1, items: {type: string, pattern: '^[0-9]+:[0-9]+$'}}
                            labels: {type: object, additionalProperties: {type: string, maxLength: 3}}
                            port: {x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}]}
                            from:
                              type: object
                              properties: {bucket: {type: string}, disk: {type: string}}
                              oneOf: [{required: [bucket]}, {required: [disk]}]
            """,
            "crd.yaml"));

        string.Join(", ", Faults($"apiVersion: example.org/v1\nkind: Backup\nmetadata: {{name: a}}\nspec: {spec}\n", definition)).ShouldBe(faults);
    }

    private static IEnumerable<string> Faults(string yaml, params KubernetesObject[] definitions) => FieldCheck.Of(new CustomKinds(definitions), new KubernetesObject(YamlReader.ReadMap(yaml, "a.yaml"))).Select(fault => fault switch
    {
        FieldFault.Invalid invalid => $"invalid {invalid.Path} {invalid.Expected}",
        FieldFault.Unknown unknown => $"unknown {unknown.Path} {unknown.Nearest}",
        FieldFault.WrongType wrong => $"type {wrong.Path} {wrong.Expected}",
        _ => $"missing {fault.Path}",
    });
}
