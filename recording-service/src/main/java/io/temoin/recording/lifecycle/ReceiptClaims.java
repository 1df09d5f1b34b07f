// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.recording.lifecycle.domain.PurposeCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * What a receipt says, read strictly: a claim that is missing or of another kind is an {@link
 * IllegalArgumentException}, which {@link ReceiptVerifier#read} turns into a refusal.
 */
record ReceiptClaims(JsonNode json) {

    boolean has(String name) {
        return json.hasNonNull(name);
    }

    String text(String name) {
        return text(required(name));
    }

    UUID id(String name) {
        return UUID.fromString(text(name));
    }

    PurposeCode purpose(String name) {
        return new PurposeCode(text(name));
    }

    /** A moment, as seconds since the epoch (RFC 7519 §2, NumericDate). */
    Instant instant(String name) {
        JsonNode seconds = required(name);
        if (!seconds.isIntegralNumber()) {
            throw new IllegalArgumentException(name);
        }
        return Instant.ofEpochSecond(seconds.longValue());
    }

    ReceiptClaims object(String name) {
        return new ReceiptClaims(required(name));
    }

    List<PurposeCode> purposes(String name) {
        return list(name, node -> new PurposeCode(text(node)));
    }

    <T> List<T> objects(String name, Function<ReceiptClaims, T> read) {
        return list(name, node -> read.apply(new ReceiptClaims(node)));
    }

    /** The audiences it is for (RFC 7519 §4.1.3): one text, or several. */
    List<String> audiences() {
        JsonNode audience = json.path("aud");
        return audience.isArray() ? list("aud", ReceiptClaims::text) : List.of(audience.asText());
    }

    private <T> List<T> list(String name, Function<JsonNode, T> read) {
        List<T> all = new ArrayList<>();
        required(name).forEach(node -> all.add(read.apply(node)));
        return all;
    }

    private JsonNode required(String name) {
        JsonNode found = json.path(name);
        if (found.isMissingNode() || found.isNull()) {
            throw new IllegalArgumentException(name);
        }
        return found;
    }

    private static String text(JsonNode node) {
        if (!node.isTextual()) {
            throw new IllegalArgumentException("a text was expected");
        }
        return node.textValue();
    }
}
