// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.packaged;

import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.call;
import static io.temoin.consent.permission.Parties.consent;
import static io.temoin.consent.permission.Parties.dialerOf;
import static io.temoin.consent.permission.Parties.freshNumber;
import static io.temoin.consent.permission.Parties.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.chassis.testing.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a tenant adds to the law by {@code TEMOIN_CONSENT_RULES_HOUSE_RULES_FILE}. */
class StricterRulesIT {

    /** It is half past ten in Paris: the law allows calls, the house only from two o'clock on. */
    private static final String HOUSE =
            """
            - id: HELIOS-HOUSE
              version: "1"
              tenant: helios
              jurisdictions: [FR]
              validFrom: "2026-11-01"
              knownSince: "2026-11-01T00:00:00Z"
              zone: Europe/Paris
              source: {reference: "Works agreement 2026-4", confidence: PRIMARY, reviewedOn: "2026-11-01"}
              consentSource: "Works agreement 2026-4"
              startWithin: PT60S
              windows:
                days: [MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY]
                hours:
                  - {from: "14:00", to: "19:00"}
                holidays: NONE
                source: "Works agreement 2026-4, section 3"
            """;

    private static PackagedService strict;
    private static PackagedService plain;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("house.yaml"), HOUSE);
        strict =
                PackagedService.start(
                        Map.of("TEMOIN_CONSENT_RULES_HOUSE_RULES_FILE", file.toString()));
        plain = PackagedService.start(Map.of());
    }

    @AfterAll
    static void stop() {
        strict.close();
        plain.close();
    }

    @Test
    void aDecisionIsStricterByItAndNamesIt() {
        strict.answersRequests();
        String number = freshNumber();
        as(dialerOf(VOIX)).body(consent(number)).post("/v1/consents");

        Response denied = decide("helios", number);
        plain.answersRequests();
        Response allowed = decide("helios", number);

        assertThat(allowed.<String>path("verdict")).as(allowed.asString()).isEqualTo("ALLOW");
        assertThat(denied.<String>path("verdict")).as(denied.asString()).isEqualTo("DENY");
        assertThat(denied.<List<String>>path("reasons.code")).containsExactly("OUTSIDE_HOURS");
        assertThat(denied.<String>path("reasons[0].source"))
                .isEqualTo("Works agreement 2026-4, section 3");
        assertThat(denied.<String>path("reasons[0].ruleSet.id")).isEqualTo("HELIOS-HOUSE");
        assertThat(denied.<List<String>>path("ruleSets.id"))
                .containsExactly("FR-2026", "HELIOS-HOUSE");
        assertThat(denied.<String>path("nextAllowedAt")).isEqualTo("2026-11-24T13:00:00Z");
    }

    /** The file is of one tenant; the same question of another is answered by the law alone. */
    @Test
    void itIsNobodyElses() {
        strict.answersRequests();

        assertThat(decide("boreal", freshNumber()).<List<String>>path("reasons.code"))
                .contains("NO_CONSENT")
                .doesNotContain("OUTSIDE_HOURS");
    }

    private static Response decide(String tenant, String number) {
        return as(token(tenant, VOIX, "dialer")).body(call(number)).post("/v1/call-decisions");
    }
}
