// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECEIPT_EXPIRED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECEIPT_FOREIGN;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECEIPT_INVALID;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECEIPT_MISSING;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.SubjectId;
import io.temoin.eventsourcing.TenantId;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.recording.lifecycle.domain.PartyId;
import io.temoin.recording.lifecycle.domain.PurposeCode;
import io.temoin.recording.lifecycle.domain.RecordingDecider;
import io.temoin.recording.lifecycle.domain.RecordingPermission;
import io.temoin.recording.lifecycle.domain.RecordingProblem;
import io.temoin.recording.lifecycle.domain.RetentionPreview;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Key;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the signed receipt of a call decision: who was allowed to record what, on whose decision.
 * Offline once the keys are known. Everything a receipt says is believed only after its signature
 * is.
 */
@ApplicationScoped
public class ReceiptVerifier {

    private static final String ISSUER = "urn:temoin:consent-service";
    private static final String AUDIENCE = "urn:temoin:recording-service";
    private static final String HEADER = "Call-Receipt";
    private static final int LONGEST = 8192;
    private static final AlgorithmConstraints ED25519_ONLY =
            new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.EDDSA);

    private final ReceiptKeys keys;

    ReceiptVerifier(ReceiptKeys keys) {
        this.keys = keys;
    }

    /**
     * The permission a receipt gives within a tenant. Rejects one that is missing, forged, expired
     * or another tenant's; whose processor it names is the decider's to judge. Blocks when the keys
     * must be fetched.
     */
    RecordingPermission verify(@Nullable String receipt, TenantId tenant, Instant now) {
        if (receipt == null || receipt.isBlank()) {
            throw Rejected.at(
                    HEADER, RECEIPT_MISSING, "Send the receipt of the call decision with it.");
        }
        JsonNode claims = claims(receipt);
        try {
            if (!text(claims, "iss").equals(ISSUER) || !names(claims.path("aud"), AUDIENCE)) {
                throw rejected(RECEIPT_INVALID, "The receipt is not one for recordings.");
            }
            requireCurrent(claims, now);
            if (!text(claims, "tenant").equals(tenant.value())) {
                throw rejected(RECEIPT_FOREIGN, "The receipt was given in another tenant.");
            }
            return permission(claims);
        } catch (IllegalArgumentException | DateTimeException failure) {
            throw rejected(RECEIPT_INVALID, "The receipt does not say what a receipt must say.");
        }
    }

    private JsonNode claims(String receipt) {
        if (receipt.length() > LONGEST) {
            throw rejected(RECEIPT_INVALID, "The receipt is longer than any receipt.");
        }
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setAlgorithmConstraints(ED25519_ONLY);
            signature.setCompactSerialization(receipt);
            signature.setKey(key(signature.getKeyIdHeaderValue()));
            if (signature.verifySignature()) {
                return EventCodec.JSON.readTree(signature.getPayload());
            }
        } catch (JoseException | JsonProcessingException failure) {
            // Whatever it is, it is no receipt of consent-service: one answer for all of it.
            throw rejected(RECEIPT_INVALID, "The receipt was not signed by consent-service.");
        }
        throw rejected(RECEIPT_INVALID, "The receipt was not signed by consent-service.");
    }

    private Key key(@Nullable String id) {
        if (id == null) {
            throw rejected(RECEIPT_INVALID, "The receipt does not say which key signed it.");
        }
        return keys.find(id)
                .orElseThrow(
                        () ->
                                rejected(
                                        RECEIPT_INVALID,
                                        "The receipt was signed by a key nobody knows."));
    }

    private static void requireCurrent(JsonNode claims, Instant now) {
        if (!now.isBefore(instant(claims, "exp"))) {
            throw rejected(RECEIPT_EXPIRED, "The receipt has expired.");
        }
        Instant notBefore = instant(claims, "nbf");
        if (now.isBefore(notBefore.minus(RecordingDecider.CLOCK_SKEW))) {
            throw rejected(RECEIPT_INVALID, "The receipt is not valid yet.");
        }
    }

    private static RecordingPermission permission(JsonNode claims) {
        JsonNode recording = required(claims, "recording");
        List<PurposeCode> purposes = new ArrayList<>();
        required(recording, "purposes").forEach(code -> purposes.add(new PurposeCode(text(code))));
        List<RetentionPreview> retention = new ArrayList<>();
        required(recording, "retention").forEach(kept -> retention.add(retention(kept)));
        JsonNode consent = claims.path("consent");
        return new RecordingPermission(
                UUID.fromString(text(claims, "jti")),
                consent.isTextual() ? UUID.fromString(text(consent)) : null,
                new PartyId(text(claims, "controller")),
                new PartyId(text(claims, "processor")),
                new SubjectId(text(claims, "subject")),
                new PurposeCode(text(claims, "purpose")),
                text(recording, "mode"),
                text(recording, "announcement"),
                purposes,
                retention,
                instant(claims, "iat"),
                instant(claims, "startBy"));
    }

    private static RetentionPreview retention(JsonNode kept) {
        return new RetentionPreview(
                new PurposeCode(text(kept, "purpose")),
                Period.parse(text(kept, "keepFor")),
                text(kept, "from"));
    }

    private static boolean names(JsonNode audience, String wanted) {
        if (audience.isArray()) {
            for (JsonNode one : audience) {
                if (one.asText().equals(wanted)) {
                    return true;
                }
            }
            return false;
        }
        return audience.asText().equals(wanted);
    }

    private static Instant instant(JsonNode claims, String name) {
        JsonNode seconds = required(claims, name);
        if (!seconds.isIntegralNumber()) {
            throw new IllegalArgumentException(name);
        }
        return Instant.ofEpochSecond(seconds.longValue());
    }

    private static String text(JsonNode node, String name) {
        return text(required(node, name));
    }

    private static String text(JsonNode node) {
        if (!node.isTextual()) {
            throw new IllegalArgumentException("a text was expected");
        }
        return node.textValue();
    }

    private static JsonNode required(JsonNode node, String name) {
        JsonNode found = node.path(name);
        if (found.isMissingNode() || found.isNull()) {
            throw new IllegalArgumentException(name);
        }
        return found;
    }

    private static Rejected rejected(RecordingProblem code, String sentence) {
        return Rejected.at(HEADER, code, sentence);
    }
}
