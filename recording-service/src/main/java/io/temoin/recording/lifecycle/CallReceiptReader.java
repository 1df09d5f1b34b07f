// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECEIPT_EXPIRED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECEIPT_FOREIGN;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECEIPT_INVALID;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECEIPT_MISSING;

import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.recording.lifecycle.ReceiptVerifier.Kind;
import io.temoin.recording.lifecycle.domain.LegalBasis;
import io.temoin.recording.lifecycle.domain.OnRefusal;
import io.temoin.recording.lifecycle.domain.PartyId;
import io.temoin.recording.lifecycle.domain.PurposeCode;
import io.temoin.recording.lifecycle.domain.RecordingPermission;
import io.temoin.recording.lifecycle.domain.RetentionPreview;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.Period;
import java.util.Set;
import java.util.UUID;
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

    private static RecordingPermission permission(JsonFields claims) {
        JsonFields recording = claims.object("recording");
        return new RecordingPermission(
                claims.uuid("jti"),
                claims.optional("consent", UUID::fromString),
                new PartyId(claims.text("controller")),
                new PartyId(claims.text("processor")),
                new SubjectId(claims.text("subject")),
                claims.read("purpose", PurposeCode::new),
                recording.text("mode"),
                recording.text("announcement"),
                recording.texts("purposes").stream().map(PurposeCode::new).toList(),
                recording.objects("retention").stream().map(CallReceiptReader::retention).toList(),
                recording.has("consentedAt")
                        ? ReceiptVerifier.moment(recording, "consentedAt")
                        : null,
                ReceiptVerifier.audiences(claims).contains(AFTER_YES),
                recording.read("onRefusal", OnRefusal::valueOf),
                ReceiptVerifier.moment(claims, "iat"),
                ReceiptVerifier.moment(claims, "startBy"),
                claims.optional("campaign"));
    }

    private static RetentionPreview retention(JsonFields kept) {
        return new RetentionPreview(
                kept.read("purpose", PurposeCode::new),
                kept.read("keepFor", Period::parse),
                kept.text("from"),
                kept.text("bound"),
                kept.read("basis", LegalBasis::valueOf));
    }
}
