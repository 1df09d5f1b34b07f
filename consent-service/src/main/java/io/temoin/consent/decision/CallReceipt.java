// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.decision;

import com.fasterxml.jackson.core.JsonGenerator;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.purpose.domain.LegalBasis;
import io.temoin.consent.recording.domain.RecordingExplanation;
import io.temoin.consent.recording.domain.RecordingPermission;
import io.temoin.consent.recording.domain.RetentionPreview;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.RecordingMode;
import io.temoin.eventsourcing.store.EventMetadata;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * The permission to record one allowed call, for the recording service: it verifies the receipt
 * offline and asks nobody. Carries pseudonyms only.
 *
 * @param decided an allowed call with something to record
 * @param circumstances recorded with the decision
 */
public record CallReceipt(CallDecided decided, EventMetadata circumstances) {

    private static final String ISSUER = "urn:temoin:consent-service";
    private static final String AUDIENCE = "urn:temoin:recording-service";

    /**
     * Of a permission that begins with the person's yes. Another audience, so that a recording
     * service that cannot check the yes refuses the receipt instead of reading past the condition.
     */
    private static final String AUDIENCE_AFTER_YES = AUDIENCE + ":after-yes";

    /** A recording may be uploaded that long after the decision; the call starts much sooner. */
    private static final Duration UPLOAD_WITHIN = Duration.ofHours(24);

    /** Writes its claims, always in the same order. */
    public void write(JsonGenerator json) throws IOException {
        long issuedAt = decided.at().getEpochSecond();
        Instant startBy = Objects.requireNonNull(decided.startBy(), "an allowed call has a start");
        UUID consent = decided.consent(); // none where people may be called who did not object
        json.writeStringField("iss", ISSUER);
        RecordingPermission recording =
                Objects.requireNonNull(decided.recording(), "a receipt is for a recording");
        json.writeStringField("aud", recording.awaitsYes() ? AUDIENCE_AFTER_YES : AUDIENCE);
        json.writeStringField("jti", decided.decision().toString());
        json.writeNumberField("iat", issuedAt);
        json.writeNumberField("nbf", issuedAt);
        json.writeNumberField("exp", issuedAt + UPLOAD_WITHIN.toSeconds());
        json.writeNumberField("startBy", startBy.getEpochSecond());
        json.writeStringField("tenant", circumstances.tenant().value());
        json.writeStringField("controller", decided.controller().value());
        json.writeStringField("processor", decided.processor().value());
        json.writeStringField("subject", decided.subject().value());
        json.writeStringField("purpose", decided.purpose().name());
        if (decided.campaign() != null) {
            json.writeStringField("campaign", decided.campaign());
        }
        if (consent != null) {
            json.writeStringField("consent", consent.toString());
        }
        json.writeStringField("correlation", circumstances.correlation());
        recording(
                recording,
                Objects.requireNonNull(decided.recordingExplained(), "it says why it is recorded"),
                json);
    }

    private static void recording(
            RecordingPermission recording, RecordingExplanation explained, JsonGenerator json)
            throws IOException {
        json.writeObjectFieldStart("recording");
        json.writeStringField("mode", recording.mode().name());
        json.writeStringField("scope", recording.scope().name());
        json.writeStringField("onRefusal", recording.onRefusal().name());
        json.writeStringField("announcement", recording.announcement());
        Instant consentedAt = recording.consentedAt();
        if (consentedAt != null) {
            json.writeNumberField("consentedAt", consentedAt.getEpochSecond());
        }
        json.writeArrayFieldStart("purposes");
        for (Purpose purpose : recording.purposes()) {
            json.writeString(purpose.name());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("retention");
        for (RetentionPreview kept : recording.retention()) {
            json.writeStartObject();
            json.writeStringField("purpose", kept.purpose().name());
            json.writeStringField("keepFor", kept.keepFor().toString());
            json.writeStringField("from", kept.from().name());
            json.writeStringField("bound", kept.bound().name());
            json.writeStringField("basis", basis(explained, kept.purpose()).name());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /**
     * What a recording rests on for one of its purposes (GDPR art. 6(1)): on the law that orders
     * it, on what the person agrees to, or on the interest its sample serves.
     */
    private static LegalBasis basis(RecordingExplanation explained, Purpose purpose) {
        if (explained.mode() == RecordingMode.MANDATORY && purpose.isOrdered()) {
            return LegalBasis.LEGAL_OBLIGATION;
        }
        return explained.restsOnConsent(purpose)
                ? LegalBasis.CONSENT
                : LegalBasis.LEGITIMATE_INTEREST;
    }
}
