// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent;

import io.temoin.chassis.testing.Answer;
import io.temoin.chassis.testing.ApiRequest;
import io.temoin.consent.agreement.AgreedParties;
import io.temoin.consent.notice.NoticeBodies;
import io.temoin.consent.permission.CallingClock;
import io.temoin.consent.permission.Parties;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the access table is played with: bodies that are in order, and where they are sent. */
final class ExampleRequests {

    static final String CONTROLLER = "rhone-telecom";
    private static final String RECORDED = "+33199009995";

    private ExampleRequests() {}

    static Map<String, Object> party(String id) {
        return Map.of("id", id, "profile", AgreedParties.profile("CONTROLLER"));
    }

    /** The agreement that is read at {@code place}. */
    static ApiRequest agreement(String place, ApiRequest request) {
        return request.pathParam("id", place.replaceFirst(".*/([^?]*)[?].*", "$1"))
                .queryParam("controller", CONTROLLER)
                .queryParam("processor", "centre-17");
    }

    /** What the controller has. */
    static ApiRequest own(ApiRequest request) {
        return request.queryParam("controller", CONTROLLER);
    }

    /**
     * The page of a list that holds {@code thing}, or else its last one: what is absent there is on
     * no page.
     */
    static ApiRequest page(ApiRequest request, String token, String path, String thing) {
        @Nullable String cursor = null;
        while (true) {
            Answer page = at(ApiRequest.as(token), cursor).get(path);
            String next = page.json().path("next").textValue();
            if (next == null || page.text().contains(thing)) {
                return at(request, cursor);
            }
            cursor = next;
        }
    }

    private static ApiRequest at(ApiRequest request, @Nullable String cursor) {
        request.queryParam("limit", 200);
        return cursor == null ? request : request.queryParam("cursor", cursor);
    }

    static ApiRequest notice(ApiRequest request, String version) {
        return request.pathParam("notice", NoticeBodies.NOTICE)
                .pathParam("version", version)
                .queryParam("controller", CONTROLLER);
    }

    static Map<String, Object> register() {
        String today = LocalDate.ofInstant(CallingClock.now(), ZoneOffset.UTC).toString();
        return Map.of("asOf", today, "source", "preference-service");
    }

    /** What may not be called for the controller any more. */
    static Map<String, Object> ownList() {
        Map<String, Object> list = new HashMap<>(register());
        list.put("controller", CONTROLLER);
        return list;
    }

    static Map<String, Object> list() {
        return Map.of(
                "controller",
                CONTROLLER,
                "purpose",
                "PROSPECTING_CALL",
                "numbers",
                List.of("+33199009996"));
    }

    /** The thing of a contact that was answered with. */
    static ApiRequest contact(ApiRequest request, Answer made) {
        return request.pathParam("id", made.at("/id"))
                .queryParam("controller", CONTROLLER)
                .queryParam("subject", made.at("/subject"));
    }

    static Map<String, Object> call() {
        return Map.of(
                "controller", CONTROLLER,
                "number", "+33199009999",
                "offer", "fibre",
                "purpose", "PROSPECTING_CALL");
    }

    /** Each role's own, as one is declared once; none of recordings, as others share the party. */
    static Map<String, Object> purpose(String role) {
        return Map.of(
                "controller",
                CONTROLLER,
                "purpose",
                switch (role) {
                    case "admin" -> "ANALYSIS_SHEET";
                    case "dpo" -> "PROSPECT_FILE";
                    default -> "SECURITY_LOG";
                },
                "terms",
                Map.of("legalBasis", "LEGITIMATE_INTEREST", "keepFor", "P3M"));
    }

    static Map<String, Object> consent() {
        Map<String, Object> consent = new HashMap<>(Parties.consent("+33199009998"));
        consent.remove("processor");
        consent.put("purposes", List.of("PROSPECTING_CALL"));
        consent.put("channel", "WEB");
        consent.put("positiveAct", "CLICK");
        consent.put("validFor", "P6M");
        consent.put("evidence", Map.of("kind", "WEB_FORM", "reference", "form-17"));
        return consent;
    }

    static Map<String, Object> search() {
        return Map.of("number", "+33199009998", "controller", CONTROLLER);
    }

    static Map<String, Object> consentToTraining() {
        Map<String, Object> consent = new HashMap<>(consent());
        consent.put("number", RECORDED);
        consent.put("processor", "voix-du-rhone");
        consent.put("purposes", List.of("PROSPECTING_CALL", "TRAINING"));
        return consent;
    }

    static Map<String, Object> recordedCall() {
        Map<String, Object> call = new HashMap<>(call());
        call.put("number", RECORDED);
        return call;
    }

    static Map<String, Object> served(Answer decided) {
        return Map.of(
                "decision", decided.at("/id"),
                "controller", CONTROLLER,
                "subject", decided.at("/subject"),
                "notice", decided.at("/recording/announcement/id"),
                "language", decided.at("/recording/announcement/language"),
                "channel", "VOICE",
                "servedAt", decided.at("/decidedAt"),
                "outcome", "SERVED");
    }

    static Map<String, Object> preferenceChange() {
        return Map.of(
                "controller",
                CONTROLLER,
                "number",
                "+33199009998",
                "channel",
                "VOICE",
                "statedAt",
                CallingClock.now().minusSeconds(1).toString(),
                "stated",
                Map.of("reachBy", List.of("VOICE", "POST")));
    }

    static Map<String, Object> statement() {
        return Map.of(
                "controller",
                CONTROLLER,
                "number",
                "+33199009997",
                "channel",
                "VOICE",
                "statedAt",
                CallingClock.now().minusSeconds(1).toString());
    }

    static Map<String, Object> objection() {
        return Map.of(
                "controller", CONTROLLER,
                "number", "+33199009997",
                "kind", "MARKETING",
                "channel", "VOICE",
                "statedAt", CallingClock.now().minusSeconds(1).toString());
    }

    /** Of the call that {@link #call} asks about. */
    static Map<String, Object> attempt(String decision) {
        return Map.of(
                "controller",
                CONTROLLER,
                "number",
                "+33199009999",
                "decision",
                decision,
                "purpose",
                "PROSPECTING_CALL",
                "outcome",
                "BUSY",
                "attemptedAt",
                CallingClock.now().minusSeconds(1).toString());
    }
}
