// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.serving;

import com.fasterxml.jackson.core.JsonGenerator;
import io.temoin.consent.serving.domain.PersonsAnswer;
import io.temoin.consent.serving.domain.ServingEvent.NoticeServed;
import io.temoin.shredding.TenantId;
import java.io.IOException;
import java.time.Duration;

/**
 * The proof that the person was told, for the recording service: it verifies the receipt offline
 * and asks nobody. Carries pseudonyms only.
 */
record NoticeReceipt(NoticeServed served, TenantId tenant) {

    private static final String ISSUER = "urn:temoin:consent-service";
    private static final String AUDIENCE = "urn:temoin:recording-service:notice";

    /** As long as a recording may be uploaded after the decision. */
    private static final Duration VALID_FOR = Duration.ofHours(24);

    /** Writes its claims, always in the same order. */
    void write(JsonGenerator json) throws IOException {
        long issuedAt = served.at().getEpochSecond();
        json.writeStringField("iss", ISSUER);
        json.writeStringField("aud", AUDIENCE);
        json.writeStringField("jti", served.serving().toString());
        json.writeNumberField("iat", issuedAt);
        json.writeNumberField("nbf", issuedAt);
        json.writeNumberField("exp", issuedAt + VALID_FOR.toSeconds());
        json.writeStringField("tenant", tenant.value());
        json.writeStringField("controller", served.controller().value());
        json.writeStringField("processor", served.processor().value());
        json.writeStringField("subject", served.subject().value());
        json.writeStringField("decision", served.decision().toString());
        json.writeStringField("notice", served.notice());
        json.writeStringField("textHash", served.textHash());
        json.writeStringField("language", served.language());
        json.writeStringField("channel", served.channel().name());
        json.writeNumberField("servedAt", served.servedAt().getEpochSecond());
        PersonsAnswer answer = served.answer();
        if (answer != null) {
            json.writeObjectFieldStart("answer");
            json.writeStringField("said", answer.said().name());
            json.writeNumberField("at", answer.at().getEpochSecond());
            json.writeStringField("by", answer.by().name());
            json.writeEndObject();
        }
    }
}
