// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The requests of the bench. Numbers count up through +33 6: enough of them for every request to
 * have its own, which the ranges reserved for fiction are not. None leaves this machine.
 */
public final class Requests {

    /**
     * When the services' clocks begin: a Wednesday, 14:05 in Paris, six hours before people may no
     * longer be called. Consents were collected an hour earlier.
     */
    public static final Instant AFTERNOON = Instant.parse("2027-01-13T13:05:00Z");

    private Requests() {}

    /** {@code POST /v1/consents}, for calls and for recording them. */
    public static RequestTemplate consent(URI service, @Nullable String token) {
        return RequestTemplate.post(
                service.resolve("/v1/consents"),
                token,
                """
                {"controller":"rhone-telecom","processor":"voix-du-rhone","number":"+336{number}",\
                "purposes":["PROSPECTING_CALL","QUALITY"],"channel":"VOICE",\
                "wordingVersion":"fibre-2026-09","mentions":{"professionalAndGoods":true,\
                "choice":true,"period":true,"withdrawal":true,"proofAccess":true},\
                "positiveAct":"SPOKEN_YES","validFor":"P1Y","object":"fibre","collectedAt":"%s",\
                "evidence":{"kind":"CALL_SEGMENT","reference":"call-7421/12500-19800"}}"""
                        .formatted(AFTERNOON.minus(1, ChronoUnit.HOURS)));
    }

    /** {@code POST /v1/call-decisions}. */
    public static RequestTemplate decision(URI service, @Nullable String token) {
        return RequestTemplate.post(
                service.resolve("/v1/call-decisions"),
                token,
                """
                {"controller":"rhone-telecom","number":"+336{number}",\
                "purpose":"PROSPECTING_CALL","campaign":"fibre-autumn","offer":"fibre"}""");
    }

    /**
     * {@code POST /v1/notices-served}, of an announcement that was over as soon as the call was
     * decided.
     */
    public static RequestTemplate noticeServed(
            URI service, @Nullable String token, JsonNode decision) {
        return RequestTemplate.post(
                service.resolve("/v1/notices-served"),
                token,
                """
                {"decision":"%s","controller":"rhone-telecom","subject":"%s","notice":"%s",\
                "language":"%s","channel":"VOICE","servedAt":"%s","outcome":"SERVED"}"""
                        .formatted(
                                decision.path("id").asText(),
                                decision.path("subject").asText(),
                                decision.at("/recording/announcement/id").asText(),
                                decision.at("/recording/announcement/language").asText(),
                                decision.path("decidedAt").asText()));
    }
}
