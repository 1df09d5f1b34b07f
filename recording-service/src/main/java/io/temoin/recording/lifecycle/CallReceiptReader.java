// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECEIPT_EXPIRED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECEIPT_FOREIGN;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECEIPT_INVALID;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECEIPT_MISSING;

import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.SubjectId;
import io.temoin.eventsourcing.TenantId;
import io.temoin.recording.lifecycle.ReceiptVerifier.Kind;
import io.temoin.recording.lifecycle.domain.LegalBasis;
import io.temoin.recording.lifecycle.domain.OnRefusal;
import io.temoin.recording.lifecycle.domain.PartyId;
import io.temoin.recording.lifecycle.domain.RecordingPermission;
import io.temoin.recording.lifecycle.domain.RetentionPreview;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.Period;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the receipt of a call decision: who was allowed to record what, on whose decision. */
@ApplicationScoped
public class CallReceiptReader {

    static final String HEADER = "Call-Receipt";

    private static final String AUDIENCE = "urn:temoin:recording-service";
    private static final String AFTER_YES = AUDIENCE + ":after-yes";
    private static final Kind KIND =
            new Kind(
                    HEADER,
                    Set.of(AUDIENCE, AFTER_YES),
                    RECEIPT_INVALID,
                    RECEIPT_EXPIRED,
                    RECEIPT_FOREIGN);

    private final ReceiptVerifier receipts;

    CallReceiptReader(ReceiptVerifier receipts) {
        this.receipts = receipts;
    }

    /**
     * The permission a receipt gives within a tenant. Rejects one that is missing, forged, expired
     * or another tenant's; whose processor it names is the decider's to judge. Blocks when the keys
     * must be fetched.
     */
    RecordingPermission read(@Nullable String receipt, TenantId tenant, Instant now) {
        if (receipt == null || receipt.isBlank()) {
            throw Rejected.at(
                    HEADER,
                    RECEIPT_MISSING,
                    "Send the receipt of the call decision with the upload.");
        }
        return receipts.read(receipt, KIND, tenant, now, CallReceiptReader::permission);
    }

    private static RecordingPermission permission(ReceiptClaims claims) {
        ReceiptClaims recording = claims.object("recording");
        return new RecordingPermission(
                claims.id("jti"),
                claims.has("consent") ? claims.id("consent") : null,
                new PartyId(claims.text("controller")),
                new PartyId(claims.text("processor")),
                new SubjectId(claims.text("subject")),
                claims.purpose("purpose"),
                recording.text("mode"),
                recording.text("announcement"),
                recording.purposes("purposes"),
                recording.objects("retention", CallReceiptReader::retention),
                recording.has("consentedAt") ? recording.instant("consentedAt") : null,
                claims.audiences().contains(AFTER_YES),
                OnRefusal.valueOf(recording.text("onRefusal")),
                claims.instant("iat"),
                claims.instant("startBy"),
                claims.has("campaign") ? claims.text("campaign") : null);
    }

    private static RetentionPreview retention(ReceiptClaims kept) {
        return new RetentionPreview(
                kept.purpose("purpose"),
                Period.parse(kept.text("keepFor")),
                kept.text("from"),
                kept.text("bound"),
                LegalBasis.valueOf(kept.text("basis")));
    }
}
