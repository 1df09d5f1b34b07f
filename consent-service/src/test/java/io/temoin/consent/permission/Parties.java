// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import io.restassured.http.ContentType;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.consent.agreement.AgreedParties;
import io.temoin.platform.TestTokens;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Who asks what in the tests, with tokens as the realm gives them. */
public final class Parties {

    public static final String RHONE = "rhone-telecom";
    public static final String VOIX = "voix-du-rhone";
    public static final String ATLAS = "atlas-contact";

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private Parties() {}

    /** A number nobody else has, of the range reserved for fiction. */
    public static String freshNumber() {
        return "+33 1 99 00 %04d".formatted(NUMBERS.incrementAndGet());
    }

    /**
     * What of a number a leak would show however it is written: long enough not to occur by chance.
     */
    public static String nationalDigits(String number) {
        return number.substring("+33".length()).replace(" ", "");
    }

    public static String dialerOf(String organisation) {
        return token("helios", organisation, "dialer");
    }

    /** Who calls for the controller was instructed to. */
    public static String token(String tenant, String organisation, String role) {
        AgreedParties.ensure(tenant, RHONE, VOIX, ATLAS);
        return TestTokens.token(
                tenant, organisation, List.of(RHONE), "0f0e0d0c-0000-4000-8000-000000000001", role);
    }

    public static RequestSpecification as(String token) {
        return as(token, UUID.randomUUID().toString());
    }

    public static RequestSpecification as(String token, String key) {
        return Http.given()
                .auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .header("X-Workstation", "poste-12");
    }

    public static Map<String, Object> call(String number) {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("controller", RHONE);
        call.put("number", number);
        call.put("purpose", "PROSPECTING_CALL");
        call.put("campaign", "fibre-autumn");
        call.put("offer", "fibre");
        return call;
    }

    public static Map<String, Object> consent(String number) {
        Map<String, Object> consent = new LinkedHashMap<>();
        consent.put("controller", RHONE);
        consent.put("processor", VOIX);
        consent.put("number", number);
        consent.put("purposes", List.of("PROSPECTING_CALL", "TRAINING"));
        consent.put("channel", "VOICE");
        consent.put("wordingVersion", "fibre-2026-09");
        consent.put("mentions", mentions());
        consent.put("positiveAct", "SPOKEN_YES");
        consent.put("validFor", "P1Y");
        consent.put("object", "fibre");
        consent.put("collectedAt", ago(60));
        consent.put(
                "evidence", Map.of("kind", "CALL_SEGMENT", "reference", "call-7421/12500-19800"));
        return consent;
    }

    public static Map<String, Object> mentions() {
        Map<String, Object> mentions = new LinkedHashMap<>();
        for (String mention :
                List.of("professionalAndGoods", "choice", "period", "withdrawal", "proofAccess")) {
            mentions.put(mention, true);
        }
        return mentions;
    }

    public static Map<String, Object> statement(String number) {
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("controller", RHONE);
        statement.put("number", number);
        statement.put("channel", "VOICE");
        statement.put("statedAt", ago(1));
        return statement;
    }

    /** A statement that objects to marketing. */
    public static Map<String, Object> objection(String number) {
        Map<String, Object> objection = statement(number);
        objection.put("kind", "MARKETING");
        return objection;
    }

    public static String ago(long seconds) {
        return CallingClock.now().minusSeconds(seconds).truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
