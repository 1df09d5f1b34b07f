// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent;

import static io.temoin.consent.ExampleRequests.CONTROLLER;
import static io.temoin.consent.ExampleRequests.consent;
import static org.awaitility.Awaitility.await;

import io.temoin.chassis.testing.AccessMatrix;
import io.temoin.chassis.testing.AccessMatrix.Side;
import io.temoin.chassis.testing.Answer;
import io.temoin.chassis.testing.ApiRequest;
import io.temoin.chassis.testing.Backlog;
import io.temoin.consent.holdings.SuiteTopics;
import io.temoin.consent.permission.Parties;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A consent of which the person says, in an open request, that something is wrong. */
final class ContestedConsent {

    private static final String REQUEST = UUID.randomUUID().toString();

    private ContestedConsent() {}

    static Answer given(AccessMatrix.Tokens tokens) {
        Map<String, Object> other = new HashMap<>(consent());
        other.put("number", Parties.freshNumber());
        Answer given =
                ApiRequest.as(tokens.token(Side.OWN, "agent"))
                        .idempotent()
                        .json(other)
                        .post("/v1/consents");
        String subject = given.at("/subject");
        try (SuiteTopics topics = new SuiteTopics()) {
            topics.publish(
                    "helios",
                    "retention",
                    "request-" + REQUEST,
                    "ProcessingRestricted",
                    "dpo",
                    data -> {
                        data.put("request", REQUEST)
                                .put("controller", CONTROLLER)
                                .put("subject", subject)
                                .put("type", "RECTIFICATION");
                        data.remove("about");
                        data.putArray("services").add("CONSENT");
                    });
        }
        await().atMost(Duration.ofSeconds(30)).until(ContestedConsent::isRestricted);
        return given;
    }

    /** What would be right. */
    static Map<String, Object> right() {
        return Map.of(
                "request",
                REQUEST,
                "values",
                List.of(Map.of("field", "OBJECT", "value", "mobile")));
    }

    private static boolean isRestricted() throws SQLException {
        return Backlog.count(
                        "helios",
                        "select count(*) from rectification_request where request = '"
                                + REQUEST
                                + "'")
                == 1;
    }
}
