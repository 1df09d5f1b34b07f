// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Between the gateway and the pods nothing is in clear, and the gateway knows whom it speaks to.
 */
class ServiceTlsTest {

    /** Every file of values but the one for trying things out. */
    static Stream<Path> valuesFiles() {
        return Chart.valuesFiles().filter(file -> !file.endsWith("quickstart.yaml"));
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void theServicesSpeakTlsAndNothingElse(Path values) {
        var objects = Chart.render(values);
        for (var service : Chart.SERVICES) {
            var port = Manifests.one(objects, "Service", "temoin-" + service).at("/spec/ports");
            assertThat(port).as(service).hasSize(1);
            assertThat(port.at("/0/targetPort").asText()).isEqualTo("https");
            var container = Manifests.container(objects, service, "serve");
            assertThat(container.path("ports").findValuesAsText("name"))
                    .containsExactly("https", "management");
            assertThat(Manifests.environment(container))
                    .containsEntry("QUARKUS_HTTP_INSECURE_REQUESTS", "disabled");
        }
        assertThat(receiptKeys(objects)).startsWith("https://");
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void aGatewayVerifiesTheServicesThatItRoutesTo(Path values) {
        var objects = Chart.render(values);
        var routes = Manifests.ofKind(objects, "HTTPRoute").toList();
        for (var route : routes) {
            var backend = route.at("/spec/rules/0/backendRefs/0/name").asText();
            var policy = Manifests.one(objects, "BackendTLSPolicy", backend).path("spec");
            var target = policy.at("/targetRefs/0");
            assertThat(target.path("name").asText()).isEqualTo(backend);
            assertThat(target.path("sectionName"))
                    .isEqualTo(Manifests.one(objects, "Service", backend).at("/spec/ports/0/name"));
            assertThat(policy.at("/validation/hostname").asText())
                    .isEqualTo(backend + ".temoin.svc");
            assertThat(policy.at("/validation/caCertificateRefs/0/name").asText()).isNotEmpty();
        }
        assertThat(Manifests.ofKind(objects, "BackendTLSPolicy")).hasSameSizeAs(routes);
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void aCertificateIsForTheNameThatIsVerifiedAndInTheSecretOfThePod(Path values) {
        var objects = Chart.render(values);
        Manifests.ofKind(objects, "Certificate")
                .forEach(
                        certificate -> {
                            var name = Manifests.name(certificate);
                            assertThat(certificate.at("/spec/dnsNames"))
                                    .hasToString("[\"" + name + ".temoin.svc\"]");
                            assertThat(secretOfPod(objects, name))
                                    .isEqualTo(certificate.at("/spec/secretName").asText());
                        });
    }

    @Test
    void certManagerIssuesOneForEachService() {
        var certificates =
                Manifests.ofKind(Chart.render(Chart.values("production")), "Certificate").toList();
        assertThat(certificates).hasSameSizeAs(Chart.SERVICES);
        assertThat(certificates)
                .allMatch(each -> each.at("/spec/issuerRef/name").asText().equals("temoin-ca"));
    }

    @Test
    void aGatewayWithObjectsOfItsOwnGetsNoPolicy() {
        var objects =
                Chart.render(
                        Chart.values("production"),
                        """
                        tls: {ca: {existingConfigMap: ''}}
                        route: {gateway: {backendTlsPolicy: false}}
                        """);
        assertThat(Manifests.ofKind(objects, "BackendTLSPolicy")).isEmpty();
        assertThat(Manifests.ofKind(objects, "HTTPRoute")).isNotEmpty();
    }

    @Test
    void aMeshThatEncryptsLeavesTheServicesWithoutCertificates() {
        var objects =
                Chart.render(
                        Chart.values("production"),
                        """
                        tls: {enabled: false}
                        allowInsecure: {plaintextServices: true}
                        """);
        assertThat(Manifests.ofKind(objects, "BackendTLSPolicy")).isEmpty();
        assertThat(Manifests.ofKind(objects, "Certificate")).isEmpty();
        assertThat(Manifests.environment(Manifests.container(objects, "consent", "serve")))
                .doesNotContainKey("QUARKUS_HTTP_INSECURE_REQUESTS");
    }

    @Test
    void anIngressVerifiesEachServiceUnderItsOwnName() {
        var objects = Chart.render(Chart.values("airgapped"));
        for (var service : Chart.SERVICES) {
            var annotations =
                    Manifests.one(objects, "Ingress", "temoin-" + service)
                            .at("/metadata/annotations");
            assertThat(annotations.path("nginx.ingress.kubernetes.io/proxy-ssl-verify").asText())
                    .isEqualTo("on");
            assertThat(annotations.path("nginx.ingress.kubernetes.io/proxy-ssl-name").asText())
                    .isEqualTo("temoin-" + service + ".temoin.svc");
        }
    }

    @Test
    void openShiftIssuesTheCertificatesThatThePodsMount() {
        var objects = Chart.render(Chart.values("openshift"));
        for (var service : Chart.SERVICES) {
            assertThat(
                            Manifests.one(objects, "Service", "temoin-" + service)
                                    .at("/metadata/annotations")
                                    .path("service.beta.openshift.io/serving-cert-secret-name")
                                    .asText())
                    .isEqualTo(secretOfPod(objects, "temoin-" + service));
            assertThat(
                            Manifests.one(objects, "Ingress", "temoin-" + service)
                                    .at("/metadata/annotations")
                                    .path("route.openshift.io/termination")
                                    .asText())
                    .isEqualTo("reencrypt");
        }
    }

    /** No public authority issues a certificate for a name in the cluster. */
    @Test
    void podsAskConsentServiceWhereTheyCanVerifyIt() {
        var smoke = "smoke: {existingSecret: a, controller: b}\n";
        var without = Chart.render(Chart.values("production"), smoke);
        assertThat(receiptKeys(without)).isEqualTo("https://consent.temoin.example.com/v1/keys");
        assertThat(smokeTestAsksAt(without)).isEqualTo("https://consent.temoin.example.com");
        assertThat(
                        Manifests.one(without, "NetworkPolicy", "temoin-smoke")
                                .at("/spec/egress/2/ports/0/port")
                                .asInt())
                .isEqualTo(443);

        var with =
                Chart.render(
                        Chart.values("production"),
                        smoke + "trustStore: {existingConfigMap: authorities}");
        assertThat(receiptKeys(with)).isEqualTo("https://temoin-consent.temoin.svc:8443/v1/keys");
        assertThat(smokeTestAsksAt(with)).isEqualTo("https://temoin-consent.temoin.svc:8443");
        assertThat(
                        Manifests.one(with, "NetworkPolicy", "temoin-smoke")
                                .at("/spec/egress/2/to/0/podSelector/matchLabels")
                                .path("app.kubernetes.io/name")
                                .asText())
                .isEqualTo("consent-service");
    }

    /** The example is the issuer that the values for production name. */
    @Test
    void theIssuerOfTheExampleIsTheOneForProduction() throws IOException {
        var file = SourceTree.root().resolve("deploy/examples/operators/certificates.yaml");
        var objects = Chart.objects(Files.readString(file));
        var tls = Chart.read(Chart.values("production")).path("tls");

        var issuer =
                Manifests.one(objects, "Issuer", tls.at("/certManager/issuerRef/name").asText());
        var authority = Manifests.ofKind(objects, "Certificate").toList();
        assertThat(authority).hasSize(1);
        assertThat(Types.faults(authority.getFirst())).isEmpty();
        assertThat(authority.getFirst().at("/spec/isCA").asBoolean()).isTrue();
        assertThat(authority.getFirst().at("/spec/secretName"))
                .isEqualTo(issuer.at("/spec/ca/secretName"));
        assertThat(authority.getFirst().at("/spec/issuerRef/name").asText())
                .isEqualTo(
                        Manifests.ofKind(objects, "Issuer")
                                .filter(each -> each.at("/spec").has("selfSigned"))
                                .map(Manifests::name)
                                .findFirst()
                                .orElseThrow());
    }

    private static String receiptKeys(List<JsonNode> objects) {
        return Manifests.environment(Manifests.container(objects, "recording", "serve"))
                .get("TEMOIN_RECEIPT_JWKS_URL");
    }

    private static String smokeTestAsksAt(List<JsonNode> objects) {
        var pod = Manifests.one(objects, "Pod", "temoin-smoke");
        return Manifests.environment(Manifests.containers(pod).getFirst()).get("CONSENT_URL");
    }

    private static String secretOfPod(List<JsonNode> objects, String deployment) {
        for (var volume :
                Manifests.one(objects, "Deployment", deployment)
                        .at("/spec/template/spec/volumes")) {
            if (volume.path("name").asText().equals("tls")) {
                return volume.at("/secret/secretName").asText();
            }
        }
        throw new AssertionError("no certificate in the pod of " + deployment);
    }
}
