// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.packaged;

import static io.temoin.consent.permission.Parties.RHONE;
import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.consent;
import static io.temoin.consent.permission.Parties.freshNumber;
import static io.temoin.consent.permission.Parties.nationalDigits;
import static io.temoin.consent.permission.Parties.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.temoin.platform.ComponentFailure;
import io.temoin.platform.MotoServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An installation moves its keyset from the file to a key management service, which also seals the
 * key of receipts, and goes on without the file; then the key management service hangs.
 */
class KeyProviderIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir private Path folder;

    @Test
    void takesTheKeysetFileOverAndServesAsLongAsTheProviderOrItsMemoryDoes() {
        String number = freshNumber();
        Response before;
        try (PackagedService service = PackagedService.start(Map.of())) {
            service.answersRequests();
            before = record(number);
        }
        try (MotoServer kms = MotoServer.start(folder.resolve("moto.log"))) {
            Map<String, String> settings = settings(kms);
            assertThatThrownBy(() -> PackagedService.start(settings))
                    .isInstanceOf(ComponentFailure.class)
                    .hasMessageContaining("import-keyset");
            PackagedService.run("import-keyset", settings);
            PackagedService.run("import-keyset", settings);
            settings.put("TEMOIN_KEYSET_FILE", folder.resolve("gone.json").toString());
            Path signingKeys = folder.resolve("signing-keys.json");
            settings.put("TEMOIN_SIGNING_KEY_FILE", signingKeys.toString());
            settings.put("TEMOIN_SIGNING_ALGORITHM", "ECDSA_P256");
            PackagedService.run("create-signing-keys", settings);
            assertThat(signingKeys).content().contains("temoin-sealed").doesNotContain("\"d\"");
            try (PackagedService service = PackagedService.start(settings)) {
                service.answersRequests();
                assertThat(proof(before)).contains(nationalDigits(number));
                assertThat(algorithm(record(freshNumber()))).isEqualTo("ES256");
                assertThat(service.metrics()).contains("\ntemoin_key_provider_up 1.0\n");

                kms.hang();
                record(freshNumber()).then().statusCode(201);
                await().atMost(PATIENCE)
                        .untilAsserted(
                                () ->
                                        record(freshNumber())
                                                .then()
                                                .statusCode(503)
                                                .header("Retry-After", "5"));
                assertThat(service.isReady()).isFalse();
                assertThat(service.metrics()).contains("\ntemoin_key_provider_up 0.0\n");

                kms.goOn();
                await().atMost(PATIENCE)
                        .untilAsserted(() -> record(freshNumber()).then().statusCode(201));
                assertThat(service.isReady()).isTrue();
            }
            rotate(settings);
        }
    }

    /** With the owner's password alone, as the documentation says. */
    private static void rotate(Map<String, String> settings) {
        Map<String, String> owners = new HashMap<>(settings);
        owners.put("TEMOIN_DB_KEYS_PASSWORD", "");
        owners.put("TEMOIN_DB_OWNER_PASSWORD", "");
        owners.put("TEMOIN_KEYS_ROTATE_EVERY", "PT1S");
        int before = epoch(PackagedService.run("rotate", owners));

        int after = epoch(PackagedService.run("rotate", owners));

        assertThat(after).isEqualTo(before + 1);
    }

    private static int epoch(String log) {
        Matcher current = Pattern.compile("key epoch (\\d+) is current").matcher(log);
        assertThat(current.find()).as(log).isTrue();
        return Integer.parseInt(current.group(1));
    }

    private static Map<String, String> settings(MotoServer kms) {
        Map<String, String> settings = new HashMap<>();
        settings.put("TEMOIN_KEY_PROVIDER_TYPE", "aws-kms");
        settings.put("TEMOIN_KEY_PROVIDER_AWS_KMS_REGION", "eu-west-3");
        settings.put("TEMOIN_KEY_PROVIDER_AWS_KMS_ENDPOINT", kms.address().toString());
        settings.put("TEMOIN_KEY_PROVIDER_TIMEOUT", "4s");
        settings.put("TEMOIN_KEY_PROVIDER_REMEMBERED_FOR", "4s");
        settings.put("TEMOIN_KEY_PROVIDER_CHECK_EVERY", "1s");
        settings.put("AWS_ACCESS_KEY_ID", "test");
        settings.put("AWS_SECRET_ACCESS_KEY", "test");
        return settings;
    }

    private static Response record(String number) {
        return as(token("helios", VOIX, "agent")).body(consent(number)).post("/v1/consents");
    }

    /** What a receipt is signed with, which needs the sealed key. */
    private static String algorithm(Response given) {
        String header = given.then().statusCode(201).extract().<String>path("receipt");
        return JsonPath.from(
                        new String(
                                Base64.getUrlDecoder().decode(header.split("\\.", 2)[0]),
                                StandardCharsets.US_ASCII))
                .getString("alg");
    }

    private static String proof(Response given) {
        return as(token("helios", VOIX, "supervisor"))
                .queryParam("controller", RHONE)
                .queryParam("subject", given.<String>path("subject"))
                .get("/v1/consents/" + given.path("id") + "/proof")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }
}
