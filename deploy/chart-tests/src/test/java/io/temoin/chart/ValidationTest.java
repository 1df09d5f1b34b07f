// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule of {@code _validate.tpl} stops an installation, and its sentence says what to do. */
class ValidationTest {

    private static final Map<Rule, String> FAILURES = new ConcurrentHashMap<>();

    /** As in quickstart: the keyset is in a secret, and the exception says that it may be. */
    private static final String FILE = "allowInsecure: {keysetInSecret: true}\n";

    /**
     * What breaks one rule.
     *
     * @param base values that break none
     * @param change what is set on top, as YAML
     * @param sentence how the rule's sentence begins, or what it says
     */
    record Rule(String base, String change, String sentence) {}

    static Stream<Rule> rules() {
        return Stream.of(
                rule("route: {host: ''}", "route.host is empty, but route.type is gateway"),
                rule(
                        "route: {host: temoin.example.com}",
                        "route.host is the same for all services"),
                rule("route: {trustedProxies: []}", "route.trustedProxies is empty"),
                rule("route: {gateway: {parentRefs: []}}", "route.gateway.parentRefs is empty"),
                new Rule(
                        "openshift",
                        "route: {ingress: {tlsSecret: ''}}",
                        "route.ingress.tlsSecret is empty"),
                new Rule(
                        "openshift",
                        "route: {gateway: {parentRefs: [{name: public}]}}",
                        "route.gateway.parentRefs is set, but route.type is not gateway"),
                rule(
                        "route: {ingress: {tlsSecret: a}}",
                        "route.ingress is set, but route.type is not ingress"),
                rule(
                        "externalSecrets: {enabled: true}",
                        "externalSecrets.secretStoreRef.name is empty"),
                rule("kafka: {strimzi: {cluster: ''}}", "kafka.strimzi.cluster is empty"),
                rule(
                        "kafka: {strimzi: {topics: {minInSyncReplicas: 4}}}",
                        "kafka.strimzi.topics.minInSyncReplicas is greater than replicas"),
                rule(
                        "database: {provision: {admin: {existingSecret: ''}}}",
                        "database.provision.admin.existingSecret is empty"),
                rule(
                        "database: {cnpg: {synchronousReplicas: 3}}",
                        "database.cnpg.synchronousReplicas must be less than"),
                rule(
                        "autoscaling: {type: hpa}",
                        "database.cnpg.maxConnections is 350, but the services may open 735"),
                rule("restore: {commands: [rewind-consumers]}", "restore.since is empty"),
                rule(
                        "restore: {drill: true}",
                        "restore.drill is true, but restore.commands is empty"),
                rule(
                        "restore: {drill: true, commands: [rewind-consumers], since:"
                                + " '2026-11-29T02:00:00Z'}",
                        "restore.commands has rewind-consumers, but restore.drill is true"),
                rule(
                        """
                        restore: {drill: true, commands: [verify-restore]}
                        networkPolicy: {enabled: false}
                        """,
                        "restore.drill is true, but networkPolicy.enabled is false"),
                rule(
                        "restore: {drill: true, commands: [renumber-transactions]}",
                        "networkPolicy.egress.database is empty, but restore.drill is true"),
                rule(
                        "restore: {serve: [consent], commands: [verify-restore]}",
                        "restore.serve is set, but restore.commands is set too"),
                rule(
                        "{restore: {serve: [consent]}, services: {consent: {enabled: false}}}",
                        "restore.serve has consent, but services.consent.enabled is false"),
                rule("restore: {serve: [audit]}", "restore.serve lacks consent"),
                rule(
                        """
                        restore: {serve: [consent], ingressFrom: [{podSelector: {}}]}
                        networkPolicy: {enabled: false}
                        """,
                        "restore.ingressFrom is set, but networkPolicy.enabled is false"),
                rule("witness: {enabled: true}", "witness.logsConfigMap is empty"),
                rule(
                        "witness: {enabled: true, logsConfigMap: a, init: {enabled: true}}",
                        "witness.init.name is empty"),
                rule("smoke: {existingSecret: a}", "smoke.controller is empty"),
                rule("keys: {provider: ''}", "keys.provider is empty for consent-service"),
                rule("keys: {provider: file}", "keys.provider is file for consent-service"),
                rule(
                        "services: {retention: {keys: {provider: file}}}",
                        "keys.provider is file for retention-service"),
                rule(
                        "keys: {existingSecret: ''}",
                        "keys.existingSecret is empty for consent-service"),
                rule(
                        "services: {audit: {keys: {existingSecret: ''}}}",
                        "keys.existingSecret is empty for audit-service"),
                rule(
                        FILE + "keys: {provider: file, existingSecret: one-for-all}",
                        "recording-service has the keyset of consent-service"),
                rule(
                        "database: {existingSecret: one-for-all}",
                        "recording-service has the database.existingSecret of consent-service"),
                rule(
                        "database: {owners: {existingSecret: one-for-all}}",
                        "recording-service has the database.owners.existingSecret of consent"),
                rule(
                        "keys: {vault: {address: ''}}",
                        "keys.vault.address or keys.vault.role is empty"),
                rule("keys: {vault: {keysRole: ''}}", "keys.vault.keysRole is empty for"),
                rule(
                        "keys: {vault: {role: a, keysRole: a}}",
                        "keys.vault.keysRole is keys.vault.role for"),
                rule("keys: {vault: {address: 'http://v'}}", "keys.vault.address is not https for"),
                rule("keys: {provider: aws-kms}", "keys.awsKms.region is empty for"),
                rule(
                        "keys: {provider: aws-kms, awsKms: {region: eu-west-3, endpoint:"
                                + " 'http://kms'}}",
                        "keys.awsKms.endpoint is not https for"),
                rule(
                        "observability: {otlp: {endpoint: 'http://collector:4317'}}",
                        "observability.otlp.endpoint is not https"),
                rule("keys: {provider: pkcs11}", "keys.pkcs11.library is empty for"),
                rule(FILE + "keys: {provider: file, create: true}", "keys.create is true for"),
                rule(
                        FILE + "keys: {provider: file, signing: {inProvider: true}}",
                        "there is no key provider that could sign"),
                rule(
                        "keys: {provider: pkcs11, pkcs11: {library: /a.so}, signing: {inProvider:"
                                + " true}}",
                        "keys.signing.algorithm is ED25519, with which pkcs11 cannot sign"),
                rule(
                        "services: {recording: {audio: {store: s3}}}",
                        "services.recording.audio.s3.bucket is empty"),
                rule(
                        "services: {recording: {audio: {store: s3, s3: {bucket: a, endpoint:"
                                + " 'http://minio'}}}}",
                        "services.recording.audio.s3.endpoint is not https"),
                rule(
                        "services: {audit: {exports: {store: s3}}}",
                        "services.audit.exports.s3.bucket is empty"),
                rule(
                        "services: {audit: {exports: {store: s3, s3: {bucket: a}}, log:"
                                + " {publication: {bucket: a}}}}",
                        "services.audit.log.publication.bucket is a, which also has audio or"
                                + " exports"),
                rule(
                        "services: {audit: {log: {publication: {bucket: a, endpoint:"
                                + " 'http://minio'}}}}",
                        "services.audit.log.publication.endpoint is not https"),
                rule(
                        "{packages: {bucket: a}, services: {audit: {log: {publication: {bucket:"
                                + " a}}}}}",
                        "packages.bucket is a, which also has audio, exports or logs"),
                rule(
                        "{packages: {bucket: a}, services: {recording: {audio: {store: s3, s3:"
                                + " {bucket: a}}}}}",
                        "packages.bucket is a, which also has audio, exports or logs"),
                rule(
                        "packages: {bucket: a, endpoint: 'http://minio'}",
                        "packages.endpoint is not https"),
                rule("database: {existingSecret: ''}", "database.existingSecret is empty for"),
                rule(
                        "database: {owners: {existingSecret: ''}}",
                        "database.owners.existingSecret is empty for"),
                new Rule(
                        "vault-and-s3",
                        """
                        keys: {create: true}
                        database: {owners: {existingSecret: ''}}
                        migrations: {mode: none}
                        rotation: {enabled: false}
                        """,
                        "database.owners.existingSecret is empty for"),
                rule(
                        "services: {audit: {database: {owners: {existingSecret: one},"
                                + " existingSecret: one}}}",
                        "database.owners.existingSecret of audit-service is the secret that its"
                                + " running containers get"),
                rule("oidc: {existingSecret: ''}", "oidc.existingSecret is empty for"),
                rule(
                        "kafka: {security: {existingSecret: ''}}",
                        "but the protocol is SASL_SSL. Name the secret with sasl.jaas.config"),
                rule(
                        "kafka: {security: {protocol: SSL, existingSecret: ''}}",
                        "but the protocol is SSL. Name the secret with user.p12"),
                rule(
                        "config: {quarkus.datasource.password: hunter2}",
                        "config.quarkus.datasource.password of consent-service looks like a"
                                + " password"),
                rule(
                        "services: {audit: {config: {kafka.sasl.jaas.config: x}}}",
                        "config.kafka.sasl.jaas.config of audit-service looks like a password"),
                rule(
                        "defaults: {extraEnv: [{name: A_PASSWORD, value: hunter2}]}",
                        "extraEnv A_PASSWORD of consent-service looks like a password"),
                rule(
                        "config: {quarkus.datasource.reactive.url:"
                                + " 'postgresql://app:hunter2@db.example.com/consent'}",
                        "config.quarkus.datasource.reactive.url of consent-service has a password"
                                + " in its address"),
                rule(
                        "services: {audit: {config: {quarkus.datasource.jdbc.url:"
                                + " 'jdbc:postgresql://db/audit?user=a&password=hunter2'}}}",
                        "config.quarkus.datasource.jdbc.url of audit-service has a password in"),
                rule(
                        "defaults: {extraEnv: [{name: HTTPS_PROXY, value:"
                                + " 'http://me:hunter2@proxy:3128'}]}",
                        "extraEnv HTTPS_PROXY of consent-service has a password in its address"),
                rule(
                        "extraObjects: [{apiVersion: v1, kind: Secret, metadata: {name: mail},"
                                + " stringData: {password: hunter2}}]",
                        "extraObjects has the Secret mail with its content"),
                rule(
                        "config: {temoin.allow-insecure: 'true'}",
                        "config.temoin.allow-insecure of consent-service switches off start"
                                + " checks"),
                rule("database: {cnpg: {enabled: false}}", "database.host is empty for"),
                rule("database: {sslMode: require}", "database.sslMode is require for"),
                rule("kafka: {bootstrapServers: ''}", "kafka.bootstrapServers is empty for"),
                rule(
                        "kafka: {security: {protocol: PLAINTEXT}}",
                        "kafka.security.protocol is PLAINTEXT for"),
                rule(
                        "kafka: {security: {protocol: SASL_PLAINTEXT}}",
                        "kafka.security.protocol is SASL_PLAINTEXT for"),
                rule("oidc: {authServerUrl: ''}", "oidc.authServerUrl is empty for"),
                rule(
                        "oidc: {authServerUrl: 'http://sso.example.com'}",
                        "oidc.authServerUrl is not https for"),
                rule("oidc: {stepUp: {acr: []}}", "oidc.stepUp.acr is empty for"),
                rule("oidc: {audience: ''}", "oidc.audience is empty for"),
                new Rule(
                        "airgapped",
                        "tls: {existingSecret: ''}",
                        "consent-service has no certificate, but tls.enabled is true"),
                rule("tls: {enabled: false}", "tls.enabled is false: tokens and recordings"),
                rule(
                        "tls: {ca: {existingConfigMap: ''}}",
                        "tls.ca.existingConfigMap is empty, so the gateway could not verify"),
                rule(
                        "defaults: {startupAllowanceSeconds: 119}",
                        "startupAllowanceSeconds is 119 for"),
                rule(
                        "defaults: {terminationGracePeriodSeconds: 59}",
                        "terminationGracePeriodSeconds is 59 for"),
                rule(
                        "services: {audit: {shutdownTimeoutSeconds: 41}}",
                        "terminationGracePeriodSeconds is 60 for audit-service, but it may take"
                                + " 61"),
                new Rule(
                        "ha-multi-az",
                        "defaults: {autoscaling: {minReplicas: 7, maxReplicas: 6}}",
                        "autoscaling.minReplicas is greater than maxReplicas for"),
                new Rule(
                        "ha-multi-az",
                        "defaults: {autoscaling: {maxReplicas: 7}}",
                        "autoscaling.maxReplicas of consent-service is 7, but topics have 6"),
                rule(
                        "services: {recording: {audio: {files: {accessMode: ReadWriteOnce}}}}",
                        "services.recording has several replicas, but its audio is on a volume"),
                new Rule(
                        "quickstart",
                        "autoscaling: {type: hpa}",
                        "services.recording has several replicas, but its audio is on a volume"),
                rule(
                        "services: {retention: {businessTopics: [{name: a, tenant: t, controller: c},"
                                + " {name: a, tenant: t, controller: d}]}}",
                        "services.retention.businessTopics names a twice"),
                rule(
                        "services: {retention: {businessTopics: [{name: audit.events, tenant: t,"
                                + " controller: c}]}}",
                        "services.retention.businessTopics names audit.events, a topic of"
                                + " Temoin's own"),
                rule(
                        "services: {recording: {receiptKeysUrl: 'http://consent/v1/keys'}}",
                        "recording-service would fetch the keys of receipts without TLS"),
                new Rule(
                        "quickstart",
                        "tls: {enabled: true, existingSecret: a}",
                        "trustStore.existingConfigMap is empty and there is no route"),
                new Rule(
                        "quickstart",
                        "services: {audit: {log: {prefix: ''}}}",
                        "The public address of the audit logs is unknown"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void stopsTheInstallation(Rule rule) {
        assertThat(failure(rule)).contains(rule.sentence());
    }

    @Test
    void theDefaultsAloneInstallNothing() {
        assertThatThrownBy(() -> Chart.render(Chart.FOLDER.resolve("values.yaml")))
                .hasMessageContaining("keys.provider is empty for consent-service");
    }

    /** A rule that nobody has seen failing may never fail. */
    @Test
    void everyRuleIsSeenFailing() throws IOException {
        // Given
        var sentences = sentences();
        assertThat(sentences).hasSizeGreaterThan(35);

        // When
        var failures = rules().map(ValidationTest::failure).toList();

        // Then
        assertThat(sentences)
                .allSatisfy(
                        sentence ->
                                assertThat(failures)
                                        .as(sentence.pattern())
                                        .anyMatch(said -> sentence.matcher(said).find()));
    }

    private static String failure(Rule rule) {
        return FAILURES.computeIfAbsent(rule, ValidationTest::provoke);
    }

    private static String provoke(Rule rule) {
        try {
            Chart.render(Chart.values(rule.base()), rule.change());
            return "";
        } catch (RuntimeException stopped) {
            return String.valueOf(stopped.getMessage());
        }
    }

    /** The sentences in the template, each matching what it says with any value in it. */
    private static List<Pattern> sentences() throws IOException {
        var template = Files.readString(Chart.SOURCE.resolve("templates/_validate.tpl"));
        return Pattern.compile("fail \\(?(?:printf )?\"((?:[^\"\\\\]|\\\\.)*)\"")
                .matcher(template)
                .results()
                .map(found -> found.group(1).replace("\\\"", "\""))
                .map(
                        sentence ->
                                Arrays.stream(sentence.split("%[sd]", -1))
                                        .map(Pattern::quote)
                                        .collect(Collectors.joining(".*")))
                .map(Pattern::compile)
                .toList();
    }

    private static Rule rule(String change, String sentence) {
        return new Rule("production", change, sentence);
    }
}
