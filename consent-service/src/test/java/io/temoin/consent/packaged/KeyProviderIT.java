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

import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.Response;
import io.temoin.keyproviders.StrictKms;
import io.temoin.keyproviders.StrictKms.Fault;
import io.temoin.keystart.SharedPseudonymKey;
import io.temoin.platform.ComponentFailure;
import io.temoin.platform.MotoServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An installation moves its keyset from the file to a key management service, which also signs the
 * receipts, and goes on without the file; then the key management service is slow, refuses, answers
 * garbage and hangs.
 *
 * <p>It hangs for as long as that takes to be noticed; {@code
 * -Dtemoin.fault.key-provider-seconds=60} makes it hang for longer, and prints what came of it.
 */
class KeyProviderIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How long a call of the provider may take. */
    private static final Duration TIMEOUT = Duration.ofSeconds(4);

    /** Beyond the limit of one call, which a busy machine needs to give up and to answer. */
    private static final Duration ANSWERED_WITHIN = TIMEOUT.plusSeconds(3);

    /** Less than a call of the provider may take, in the settings of a start that is stopped. */
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(5);

    /** By SIGTERM, and by itself. */
    private static final int TERMINATED = 128 + 15;

    private static final Duration HANGS_FOR =
            Duration.ofSeconds(Integer.getInteger("temoin.fault.key-provider-seconds", 0));

    private static final String IN_CLEAR = "select count(*) from event where event::text like ?";

    @TempDir private Path folder;

    @Test
    void takesTheKeysetFileOverAndServesAsLongAsTheProviderOrItsMemoryDoes()
            throws JoseException, SQLException {
        String number = freshNumber();
        Response before;
        try (PackagedService service = PackagedService.start(Map.of())) {
            service.answersRequests();
            before = record(number);
        }
        try (MotoServer moto = MotoServer.start(folder.resolve("moto.log"));
                StrictKms kms = new StrictKms(moto.address())) {
            Map<String, String> settings = settings(kms);
            assertThatThrownBy(() -> PackagedService.start(settings))
                    .isInstanceOf(ComponentFailure.class)
                    .hasMessageContaining("import-keyset");
            PackagedService.run("import-keyset", settings);
            PackagedService.run("import-keyset", settings);
            settings.put("TEMOIN_KEYSET_FILE", folder.resolve("gone.json").toString());
            Path personKey = folder.resolve("person-key.json");
            settings.put("TEMOIN_PERSON_KEY_FILE", personKey.toString());
            PackagedService.run("share-pseudonym-key", settings);
            assertThat(SharedPseudonymKey.read(personKey).service()).isEqualTo("consent");
            Path signingKeys = folder.resolve("signing-keys.json");
            settings.put("TEMOIN_SIGNING_KEY_FILE", signingKeys.toString());
            settings.put("TEMOIN_SIGNING_ALGORITHM", "ECDSA_P256");
            settings.put("TEMOIN_SIGNING_IN_PROVIDER", "true");
            PackagedService.run("create-signing-keys", settings);
            assertThat(signingKeys)
                    .content()
                    .contains("temoin-provider-key")
                    .doesNotContain("\"d\"", "temoin-sealed");
            try (PackagedService service = PackagedService.start(settings)) {
                service.answersRequests();
                assertThat(proof(before)).contains(nationalDigits(number));
                assertVerifies(record(freshNumber()));
                assertThat(service.metrics())
                        .contains(
                                "\ntemoin_key_provider_up 1.0\n", "\ntemoin_signing_key_up 1.0\n");

                waitsForSlowAnswers(kms);
                outlastsRefusalsAndGarbage(service, kms, settings);
                endsWhileItsStartWaits(moto, settings);
                outlastsSilence(service, moto, before, number);
            }
            rotate(settings);
        }
    }

    private static void waitsForSlowAnswers(StrictKms kms) throws JoseException {
        Duration slow = TIMEOUT.minusSeconds(1);
        kms.slow(slow);
        long asked = System.nanoTime();

        assertVerifies(record(freshNumber()));

        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isBetween(slow, ANSWERED_WITHIN);
        kms.slow(Duration.ZERO);
    }

    /** A replica that starts meanwhile waits, and says so. */
    private static void outlastsRefusalsAndGarbage(
            PackagedService service, StrictKms kms, Map<String, String> settings)
            throws JoseException, SQLException {
        kms.is(Fault.DISABLED);
        List<String> numbers = new ArrayList<>();
        try (PackagedService late = PackagedService.begin(settings)) {
            refuses(service, "refused: DisabledException", numbers);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(late.probe("ready")).as(late.log()).isPresent());
            assertThat(late.probe("ready").orElseThrow())
                    .satisfies(
                            probe -> {
                                assertThat(probe.statusCode()).isEqualTo(503);
                                assertThat(probe.body())
                                        .contains("\"Keyset\"", "refused: DisabledException");
                            });
            assertThat(late.probe("live").orElseThrow().statusCode()).isEqualTo(200);
            assertThat(late.probe("started").orElseThrow().statusCode()).isEqualTo(200);
            assertThat(late.metrics())
                    .contains(
                            "\ntemoin_key_provider_up 0.0\n",
                            "\ntemoin_ready{check=\"Keyset\",} 0.0\n");
            late.answersRequests();
            assertUnavailable(give(consent(freshNumber()), UUID.randomUUID().toString()));
            service.answersRequests();

            for (Fault garbage : List.of(Fault.NO_JSON, Fault.OTHER_BYTES, Fault.TRUNCATED)) {
                kms.is(garbage);
                refuses(
                        service,
                        garbage == Fault.OTHER_BYTES
                                ? "answered with something else than the key"
                                : "does not answer",
                        numbers);
            }
            await().atMost(PATIENCE).until(() -> !service.isReady());

            kms.is(Fault.NONE);
            await().atMost(PATIENCE).until(() -> late.isReady() && service.isReady());
            assertThat(late.metrics()).contains("\ntemoin_key_provider_up 1.0\n");
            late.answersRequests();
            assertVerifies(record(freshNumber()));
            service.answersRequests();
            for (String number : numbers) {
                assertVerifies(record(number));
                assertThat(TenantRows.count(IN_CLEAR, "%" + nationalDigits(number) + "%"))
                        .as("rows with the number in clear")
                        .isZero();
            }
        }
    }

    /** Requests get 503, and the log and the metrics say why. */
    private static void refuses(PackagedService service, String why, List<String> numbers) {
        int logged = service.log().length();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            String number = freshNumber();
                            numbers.add(number);
                            assertUnavailable(record(number));
                            assertThat(service.log().substring(logged)).contains(why);
                            assertThat(service.metrics())
                                    .contains(
                                            "\ntemoin_key_provider_up 0.0\n",
                                            "\ntemoin_signing_key_up 0.0\n");
                        });
    }

    /** Whether it pauses or has just asked: nobody waits for an answer of the provider. */
    private static void endsWhileItsStartWaits(MotoServer moto, Map<String, String> settings) {
        Map<String, String> patient = new HashMap<>(settings);
        patient.put("TEMOIN_KEY_PROVIDER_TIMEOUT", ENDS_WITHIN.plusSeconds(4).toString());
        try (StrictKms kms = new StrictKms(moto.address())) {
            kms.is(Fault.DISABLED);
            patient.put("TEMOIN_KEY_PROVIDER_AWS_KMS_ENDPOINT", kms.address().toString());
            try (PackagedService pausing = PackagedService.begin(patient);
                    PackagedService asking = PackagedService.begin(patient)) {
                for (PackagedService waiting : List.of(pausing, asking)) {
                    await().atMost(PATIENCE).until(() -> waiting.probe("ready").isPresent());
                    assertThat(waiting.probe("ready").orElseThrow().statusCode()).isEqualTo(503);
                }
                assertThat(pausing.stop(ENDS_WITHIN)).as(pausing.log()).isEqualTo(TERMINATED);

                kms.slow(Duration.ofMinutes(1));
                await().atMost(PATIENCE).until(kms::isAsked);
                assertThat(asking.stop(ENDS_WITHIN)).as(asking.log()).isEqualTo(TERMINATED);
            }
        }
    }

    private static void outlastsSilence(
            PackagedService service, MotoServer moto, Response before, String number)
            throws JoseException {
        long hung = System.nanoTime();
        moto.hang();
        // The number is encrypted under a key in memory; only the receipt cannot be had.
        String key = UUID.randomUUID().toString();
        Map<String, Object> consent = consent(number);
        assertUnavailable(give(consent, key));
        await().atMost(PATIENCE).until(() -> !service.isReady());
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(service.metrics())
                                        .contains(
                                                "\ntemoin_key_provider_up 0.0\n",
                                                "\ntemoin_signing_key_up 0.0\n"));
        List<Duration> waits = new ArrayList<>();
        while (System.nanoTime() - hung < HANGS_FOR.toNanos()) {
            long asked = System.nanoTime();
            assertUnavailable(give(consent, key));
            waits.add(Duration.ofNanos(System.nanoTime() - asked));
        }
        assertThat(waits).allMatch(wait -> wait.compareTo(ANSWERED_WITHIN) < 0);

        long went = System.nanoTime();
        moto.goOn();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(consentsOf(before)).isEqualTo(2));
        await().atMost(PATIENCE).untilAsserted(() -> assertVerifies(give(consent, key)));
        assertThat(consentsOf(before)).isEqualTo(2);
        await().atMost(PATIENCE).until(service::isReady);
        assertThat(service.metrics()).contains("\ntemoin_signing_key_up 1.0\n");
        if (!waits.isEmpty()) {
            System.out.printf(
                    "key provider silent for %s: %d requests answered 503, the slowest after %s;"
                            + " served and ready %s after it went on%n",
                    Duration.ofNanos(went - hung),
                    waits.size(),
                    Collections.max(waits),
                    Duration.ofNanos(System.nanoTime() - went));
        }
    }

    private static void assertUnavailable(Response answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        assertThat(answer.<String>path("type")).isEqualTo("urn:problem:temoin:service-unavailable");
    }

    /** With the owner's password alone, as the documentation says. */
    private static void rotate(Map<String, String> settings) {
        Map<String, String> owners = new HashMap<>(settings);
        owners.put("TEMOIN_DB_KEYS_PASSWORD", "");
        owners.put("TEMOIN_DB_OWNER_PASSWORD", "");
        owners.put("TEMOIN_KEYS_ROTATION_INTERVAL", "PT1S");
        int before = epoch(PackagedService.run("rotate", owners));

        int after = epoch(PackagedService.run("rotate", owners));

        assertThat(after).isEqualTo(before + 1);
    }

    private static int epoch(String log) {
        Matcher current = Pattern.compile("key epoch (\\d+) is current").matcher(log);
        assertThat(current.find()).as(log).isTrue();
        return Integer.parseInt(current.group(1));
    }

    private static Map<String, String> settings(StrictKms kms) {
        Map<String, String> settings = new HashMap<>();
        settings.put("TEMOIN_KEY_PROVIDER_TYPE", "aws-kms");
        settings.put("TEMOIN_KEY_PROVIDER_AWS_KMS_REGION", "eu-west-3");
        settings.put("TEMOIN_KEY_PROVIDER_AWS_KMS_ENDPOINT", kms.address().toString());
        settings.put("TEMOIN_KEY_PROVIDER_TIMEOUT", TIMEOUT.toString());
        settings.put("TEMOIN_KEY_PROVIDER_CACHE_TTL", "4s");
        settings.put("TEMOIN_KEY_PROVIDER_CHECK_INTERVAL", "1s");
        settings.put("AWS_ACCESS_KEY_ID", "test");
        settings.put("AWS_SECRET_ACCESS_KEY", "test");
        return settings;
    }

    private static Response record(String number) {
        return give(consent(number), UUID.randomUUID().toString());
    }

    private static Response give(Map<String, Object> consent, String key) {
        return as(token("helios", VOIX, "agent"), key).body(consent).post("/v1/consents");
    }

    /** The receipt verifies with the key that the service publishes. */
    private static void assertVerifies(Response given) throws JoseException {
        JsonWebSignature receipt = new JsonWebSignature();
        receipt.setCompactSerialization(
                given.then().statusCode(201).extract().<String>path("receipt"));
        receipt.setKey(
                new JsonWebKeySet(Http.get("/v1/keys").asString())
                        .findJsonWebKey(receipt.getKeyIdHeaderValue(), "EC", "sig", "ES256")
                        .getKey());
        assertThat(receipt.verifySignature()).isTrue();
    }

    /** How many consents of the same person are recorded. */
    private static int consentsOf(Response given) {
        return as(token("helios", VOIX, "supervisor"))
                .queryParam("controller", RHONE)
                .queryParam("subject", given.<String>path("subject"))
                .get("/v1/consents")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items")
                .size();
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
