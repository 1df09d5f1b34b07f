// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import static io.temoin.recording.lifecycle.domain.RecordingProblem.NOTICE_FOREIGN;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.NOTICE_RECEIPT_EXPIRED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.NOTICE_RECEIPT_INVALID;

import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.recording.lifecycle.ReceiptVerifier.Kind;
import io.temoin.recording.lifecycle.domain.PartyId;
import io.temoin.recording.lifecycle.domain.ServedNotice;
import io.temoin.recording.lifecycle.domain.ServedNotice.Answer;
import io.temoin.recording.lifecycle.domain.ServedNotice.Word;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the receipt of a notice served: what the person was told, when, and what they said. */
@ApplicationScoped
public class NoticeReceiptReader {

    static final String HEADER = "Notice-Receipt";

    private static final Kind KIND =
            new Kind(
                    HEADER,
                    Set.of("urn:temoin:recording-service:notice"),
                    NOTICE_RECEIPT_INVALID,
                    NOTICE_RECEIPT_EXPIRED,
                    NOTICE_FOREIGN);
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    private final ReceiptVerifier receipts;

    NoticeReceiptReader(ReceiptVerifier receipts) {
        this.receipts = receipts;
    }

    /**
     * The notice a receipt proves; {@code null} when none was sent, which is the decider's to
     * judge. Rejects one that is forged, expired or another tenant's. Blocks when the keys must be
     * fetched.
     */
    @Nullable ServedNotice read(@Nullable String receipt, TenantId tenant, Instant now) {
        return receipt == null || receipt.isBlank()
                ? null
                : receipts.read(receipt, KIND, tenant, now, NoticeReceiptReader::notice);
    }

    private static ServedNotice notice(JsonFields claims) {
        String textHash = claims.text("textHash");
        if (!SHA_256.matcher(textHash).matches()) {
            throw new IllegalArgumentException("textHash");
        }
        return new ServedNotice(
                claims.uuid("jti"),
                claims.uuid("decision"),
                new PartyId(claims.text("controller")),
                new PartyId(claims.text("processor")),
                new SubjectId(claims.text("subject")),
                claims.text("notice"),
                textHash,
                claims.text("language"),
                ReceiptVerifier.moment(claims, "servedAt"),
                claims.has("answer") ? answer(claims.object("answer")) : null);
    }

    private static Answer answer(JsonFields answer) {
        return new Answer(answer.read("said", Word::valueOf), ReceiptVerifier.moment(answer, "at"));
    }
}
