// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an event says about a key that was destroyed.
 *
 * @param scope under which the key is kept; {@code null} when the event only names the key, as that
 *     of an erased person does
 * @param keyId {@code null} when there never was a key
 * @param fingerprint of the wrapped key, as the event proves it
 * @param subject what was erased, as it may be printed: not whom
 */
record RecordedDestruction(
        String tenant,
        @Nullable String scope,
        @Nullable UUID keyId,
        @Nullable String fingerprint,
        Instant at,
        String basis,
        String subject) {

    /** The events that say so. */
    static final Set<String> TYPES =
            Set.of("RecordingErased", "SubjectKeyDestroyed", "SubjectErased");

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads an event; none of an erasure that destroyed no key.
     *
     * @throws CannotRun when it is not what this service publishes under that type
     */
    static Optional<RecordedDestruction> of(
            String type, String tenant, String payload, Instant at) {
        try {
            JsonNode event = JSON.readTree(payload);
            @Nullable UUID key = id(event.at("/evidence/keyId"));
            @Nullable String fingerprint = text(event.at("/evidence/keyFingerprint"));
            return switch (type) {
                case "RecordingErased" -> {
                    String recording = event.required("recording").asText();
                    yield Optional.of(
                            new RecordedDestruction(
                                    tenant,
                                    "recording/" + recording,
                                    key,
                                    fingerprint,
                                    at,
                                    event.required("basis").asText(),
                                    "recording " + recording));
                }
                case "SubjectKeyDestroyed", "SubjectErased" ->
                        key == null
                                ? Optional.empty()
                                : Optional.of(
                                        new RecordedDestruction(
                                                tenant,
                                                null,
                                                key,
                                                fingerprint,
                                                at,
                                                basis(event.required("reason")),
                                                "person of erasure "
                                                        + event.required("erasure").asText()));
                default -> Optional.empty();
            };
        } catch (JsonProcessingException | IllegalArgumentException failure) {
            throw new CannotRun(
                    "An event %s of tenant %s at %s cannot be read: %s"
                            .formatted(type, tenant, at, failure.getMessage()),
                    failure);
        }
    }

    /** Which key it is about: two events may tell of one destruction. */
    String key() {
        return tenant + "\n" + (scope == null ? keyId : scope);
    }

    private static String basis(JsonNode reason) {
        return reason.required("code").asText() + " " + reason.required("reference").asText();
    }

    private static @Nullable UUID id(JsonNode node) {
        @Nullable String text = text(node);
        return text == null ? null : UUID.fromString(text);
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() ? node.asText() : null;
    }
}
