// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.personsearch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.phonenumbers.CanonicalNumbers;
import io.temoin.phonenumbers.PhonePseudonyms;
import io.temoin.retention.RecordingTopic;
import io.temoin.retention.Tokens;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.Fingerprints;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;

/** Looks up one person of a tenant, whose calls are recorded. */
final class SearchedPerson {

    static final String NUMBER = "01 99 00 12 34";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final byte[] KEY =
            HexFormat.of()
                    .parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

    private final String tenant;

    SearchedPerson(String tenant) {
        this.tenant = tenant;
    }

    static String body() {
        return "{\"number\": \"%s\"}".formatted(NUMBER);
    }

    Response search(String body) {
        return Tokens.dpo(tenant)
                .contentType("application/json")
                .body(body)
                .post("/v1/persons/search");
    }

    void recorded(UUID recording, String subject) {
        try (var topic = new RecordingTopic()) {
            topic.publish(
                    RecordingTopic.event(
                            tenant,
                            recording,
                            "RecordingStored",
                            data -> {
                                data.put("subject", subject);
                                data.putArray("purposes").add("QUALITY");
                            }));
        }
        awaitItem(recording, Tokens.dpo(tenant));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(Tokens.dpo(tenant).get("/v1/items?limit=200").asString())
                                        .contains(recording.toString()));
    }

    void awaitItem(UUID recording, RequestSpecification who) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> who.get("/v1/items/" + recording).then().statusCode(200));
    }

    String subject() {
        return new PhonePseudonyms(new Fingerprints(KEY))
                .of(new TenantId(tenant), requireNonNull(new CanonicalNumbers().read(NUMBER)))
                .value();
    }
}
