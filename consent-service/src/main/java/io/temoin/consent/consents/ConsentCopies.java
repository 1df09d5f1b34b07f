// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.consents;

import io.smallrye.mutiny.Uni;
import io.temoin.consent.inspection.domain.InspectionEvent.PersonalDataRead;
import io.temoin.consent.inspection.domain.PersonalDocument;
import io.temoin.consent.inspection.domain.PersonalField;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.ContactPermissionEvent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentGiven;
import io.temoin.consent.permission.domain.RectifiedConsent;
import io.temoin.consent.signing.ReceiptSigner;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.shredding.Personal;
import io.temoin.shredding.SubjectId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * The copies of a consent that are handed out, to the controller's people and to the person alike.
 * Each rejects {@code CONSENT_UNKNOWN} when the history does not hold the consent.
 */
@Singleton
public final class ConsentCopies {

    /** Media type of a receipt. */
    public static final String LD_JSON = "application/ld+json";

    /** Header with the receipt's signature. */
    public static final String SIGNATURE = "Receipt-Signature";

    private static final String HTML = "text/html;charset=UTF-8";

    /** Content security policy of a page that runs nothing and loads nothing. */
    private static final String RUNS_NOTHING =
            "default-src 'none'; style-src 'unsafe-inline'; sandbox";

    private final ReceiptSigner signer;
    private final ConsentProofPage proofs;

    ConsentCopies(ReceiptSigner signer, ConsentProofPage proofs) {
        this.signer = signer;
        this.proofs = proofs;
    }

    /**
     * A receipt: a JSON-LD document and the signature of these very bytes.
     *
     * @param signature a JWS with detached payload (RFC 7515 appendix F)
     */
    @SuppressWarnings("ArrayRecordComponent") // handed straight to the network, never compared
    public record Receipt(byte[] bytes, String signature) {

        /** The response with it. */
        public RestResponse<byte[]> answer() {
            return handedOut(LD_JSON, bytes).header(SIGNATURE, signature).build();
        }
    }

    /** The signed receipt. */
    public Uni<Receipt> receipt(List<RecordedEvent<ContactPermissionEvent>> history, UUID consent) {
        RecordedEvent<ContactPermissionEvent> given = ConsentRecords.given(history, consent);
        byte[] bytes = ConsentRecords.receipt(history, consent).bytes();
        return signer.signDetached(given.metadata().tenant(), bytes)
                .map(signature -> new Receipt(bytes, signature));
    }

    /**
     * The copy on a durable medium.
     *
     * @param consent what it proves
     * @param page HTML in UTF-8
     * @param reading what is to be on record before the page is shown
     */
    @SuppressWarnings("ArrayRecordComponent") // handed straight to the network, never compared
    public record Proof(UUID consent, byte[] page, PersonalDataRead reading) {

        /** The response with it: a file under the consent's name, which is nobody's. */
        public RestResponse<byte[]> answer() {
            return handedOut(HTML, page)
                    .header(
                            "Content-Disposition",
                            "attachment; filename=\"consent-" + consent + ".html\"")
                    .header("Content-Security-Policy", RUNS_NOTHING)
                    .header("X-Content-Type-Options", "nosniff")
                    .build();
        }
    }

    /** The copy on a durable medium, with the number in clear unless it was erased. */
    public Uni<Proof> proof(List<RecordedEvent<ContactPermissionEvent>> history, UUID consent) {
        RecordedEvent<ContactPermissionEvent> recorded = ConsentRecords.given(history, consent);
        ConsentGiven given = (ConsentGiven) recorded.event();
        Set<PersonalField> fields = EnumSet.of(PersonalField.CONSENT, PersonalField.EVIDENCE);
        if (given.number() instanceof Personal.Plaintext<?>) {
            fields.add(PersonalField.NUMBER);
        }
        PersonalDataRead reading =
                PersonalDataRead.of(
                                PersonalDocument.CONSENT_PROOF,
                                given.controller(),
                                given.subject(),
                                fields)
                        .ofConsent(consent);
        return proofs.render(history, consent).map(page -> new Proof(consent, page, reading));
    }

    /** What is to be on record before a record or a receipt is shown. */
    public static PersonalDataRead reading(
            PersonalDocument document, PartyId controller, SubjectId subject, UUID consent) {
        return PersonalDataRead.of(
                        document,
                        controller,
                        subject,
                        EnumSet.of(PersonalField.CONSENT, PersonalField.EVIDENCE))
                .ofConsent(consent);
    }

    /** Rejects {@code CONSENT_UNKNOWN} unless the person gave that consent to the controller. */
    public static void requireGiven(
            List<RecordedEvent<ContactPermissionEvent>> history, UUID consent) {
        ConsentRecords.given(history, consent);
    }

    /** A consent as it is shown, by what happened between the controller and the person. */
    public static RectifiedConsent shown(
            ConsentGiven given, List<RecordedEvent<ContactPermissionEvent>> history) {
        return ConsentRecords.shown(given, history);
    }

    /** What has become of the consent by {@code now}, as its record says. */
    public static String status(
            List<RecordedEvent<ContactPermissionEvent>> history, UUID consent, Instant now) {
        return Objects.requireNonNull(ConsentRecords.record(history, consent, now).consentStatus());
    }

    /** The response with a copy, which nothing between the service and its reader stores. */
    static ResponseBuilder<byte[]> handedOut(String type, byte[] copy) {
        return ResponseBuilder.ok(copy)
                .header("Content-Type", type)
                .header("Cache-Control", "private, no-store");
    }
}
