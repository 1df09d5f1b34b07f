// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

/** What resembles values that {@code _validate.tpl} refuses, and is installed all the same. */
class PermittedValuesTest {

    @Test
    void insecureSettingsAreAllowedOneByOne() {
        assertThatCode(
                        () ->
                                Chart.render(
                                        Chart.values("production"),
                                        """
                                        database: {sslMode: disable}
                                        kafka: {security: {protocol: PLAINTEXT}}
                                        oidc: {authServerUrl: 'http://sso', stepUp: {acr: []}}
                                        tls: {enabled: false}
                                        observability: {otlp: {endpoint: 'http://collector'}}
                                        services:
                                          recording:
                                            audio: {store: s3, s3: {bucket: a, endpoint: 'http://s3'}}
                                          audit:
                                            exports: {store: s3, s3: {bucket: b, endpoint: 'http://s3'}}
                                            log: {publication: {bucket: c, endpoint: 'http://s3'}}
                                        keys: {provider: file}
                                        allowInsecure:
                                          plaintextTraces: true
                                          plaintextServices: true
                                          plaintextDatabase: true
                                          plaintextKafka: true
                                          plaintextStorage: true
                                          plaintextIdentity: true
                                          noStepUp: true
                                          keysetInSecret: true
                                        """))
                .doesNotThrowAnyException();
    }

    @Test
    void aReferenceToASecretIsNoPasswordAndASecretWithoutContentHasNone() {
        assertThatCode(
                        () ->
                                Chart.render(
                                        Chart.values("production"),
                                        """
                                        config:
                                          quarkus.mailer.password: '${SMTP_PASSWORD}'
                                          quarkus.datasource.reactive.url: 'postgresql://app:${P}@db/consent?sslmode=require'
                                        extraObjects:
                                          - apiVersion: v1
                                            kind: Secret
                                            metadata: {name: token, annotations: {kubernetes.io/service-account.name: default}}
                                            type: kubernetes.io/service-account-token
                                        defaults:
                                          extraEnv:
                                            - {name: HTTPS_PROXY, value: 'http://me:$(PROXY_PASSWORD)@proxy:3128'}
                                            - {name: SSO, value: 'https://sso.example.com:8443/@me'}
                                            - name: SMTP_PASSWORD
                                              valueFrom:
                                                secretKeyRef: {name: smtp, key: password}
                                        """))
                .doesNotThrowAnyException();
    }
}
