// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.recording.lifecycle.domain.RecordingDecider;
import io.temoin.recording.lifecycle.domain.RecordingProblem;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Key;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Verifies what consent-service signs, offline once the keys are known. Everything a receipt says
 * is believed only after its signature is. What it means is for {@link CallReceiptReader} and
 * {@link NoticeReceiptReader}.
 */
@ApplicationScoped
public class ReceiptVerifier {

    private static final String ISSUER = "urn:temoin:consent-service";
    private static final int LONGEST = 8192;

    /** Which of them verifies a receipt is for the published key to say, not for the receipt. */
    private static final AlgorithmConstraints OF_RECEIPTS =
            new AlgorithmConstraints(
                    ConstraintType.PERMIT,
                    AlgorithmIdentifiers.EDDSA,
                    AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);

    /**
     * A kind of receipt.
     *
     * @param header it comes in
     * @param audiences it may be for; a receipt for another use is refused
     * @param invalid code of one that is forged, or says too little
     * @param foreign code of one given in another tenant
     */
    record Kind(
            String header,
            Set<String> audiences,
            RecordingProblem invalid,
            RecordingProblem expired,
            RecordingProblem foreign) {

        Rejected invalid(String sentence) {
            return Rejected.at(header, invalid, sentence);
        }
    }

    private final ReceiptKeys keys;

    ReceiptVerifier(ReceiptKeys keys) {
        this.keys = keys;
    }

    /**
     * What {@code meaning} makes of a receipt that is signed, for this use, of this tenant and in
     * force. Rejects every other. Blocks when the keys must be fetched.
     */
    <T> T read(
            String receipt,
            Kind kind,
            TenantId tenant,
            Instant now,
            Function<JsonFields, T> meaning) {
        JsonFields claims = claims(receipt, kind);
        try {
            if (!claims.text("iss").equals(ISSUER)
                    || audiences(claims).stream().noneMatch(kind.audiences()::contains)) {
                throw kind.invalid("The receipt is not a recording receipt.");
            }
            requireCurrent(claims, kind, now);
            if (!claims.text("tenant").equals(tenant.value())) {
                throw Rejected.at(
                        kind.header(),
                        kind.foreign(),
                        "The receipt was issued for another tenant.");
            }
            return meaning.apply(claims);
        } catch (IllegalArgumentException | DateTimeException failure) {
            throw kind.invalid("The receipt lacks required claims.");
        }
    }

    /** The audiences it is for (RFC 7519 §4.1.3): one text, or several. */
    static List<String> audiences(JsonFields claims) {
        return claims.json().path("aud").isArray()
                ? claims.texts("aud")
                : List.of(claims.text("aud"));
    }

    /** A moment, as seconds since the epoch (RFC 7519 §2, NumericDate). */
    static Instant moment(JsonFields claims, String name) {
        return Instant.ofEpochSecond(claims.number(name));
    }

    private JsonFields claims(String receipt, Kind kind) {
        if (receipt.length() > LONGEST) {
            throw kind.invalid("The receipt is too long.");
        }
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setAlgorithmConstraints(OF_RECEIPTS);
            signature.setCompactSerialization(receipt);
            signature.setKey(key(signature.getKeyIdHeaderValue(), kind));
            if (signature.verifySignature()) {
                return new JsonFields(EventCodec.JSON.readTree(signature.getPayload()));
            }
        } catch (JoseException | JsonProcessingException failure) {
            // Whatever it is, it is no receipt of consent-service: one answer for all of it.
            throw kind.invalid("The receipt was not signed by consent-service.");
        }
        throw kind.invalid("The receipt was not signed by consent-service.");
    }

    private Key key(@Nullable String id, Kind kind) {
        if (id == null) {
            throw kind.invalid("The receipt does not name the key that signed it.");
        }
        return keys.find(id)
                .orElseThrow(() -> kind.invalid("The receipt was signed with an unknown key."));
    }

    private static void requireCurrent(JsonFields claims, Kind kind, Instant now) {
        if (!now.isBefore(moment(claims, "exp"))) {
            throw Rejected.at(kind.header(), kind.expired(), "The receipt has expired.");
        }
        Instant notBefore = moment(claims, "nbf");
        if (now.isBefore(notBefore.minus(RecordingDecider.CLOCK_SKEW))) {
            throw kind.invalid("The receipt is not valid yet.");
        }
    }
}
