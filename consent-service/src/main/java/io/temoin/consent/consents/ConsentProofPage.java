// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.consents;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.ReaderLanguage;
import io.temoin.consent.explanation.Texts;
import io.temoin.consent.permission.domain.ConsentField;
import io.temoin.consent.permission.domain.ConsentParticulars;
import io.temoin.consent.permission.domain.ConsentProof;
import io.temoin.consent.permission.domain.ContactPermissionEvent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentGiven;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentRectified;
import io.temoin.consent.permission.domain.Evidence;
import io.temoin.consent.permission.domain.RectifiedConsent;
import io.temoin.consent.signing.ReceiptSigner;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.phonenumbers.domain.PhoneNumber;
import io.temoin.shredding.Personal;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The copy of a consent's proof for the person: one page of HTML that can be kept and printed, runs
 * nothing and loads nothing (C. conso. R223-2, durable medium). It holds the signed receipt and the
 * keys to verify it with; what it says in words is drawn from the receipt.
 */
@Singleton
class ConsentProofPage {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT).withZone(PARIS);

    private static final Map<Locale, Texts> TEXTS =
            ReaderLanguage.ALL.stream()
                    .collect(
                            toUnmodifiableMap(
                                    Function.identity(),
                                    language -> Texts.in("consent-proof", language)));

    private final ReceiptSigner signer;

    ConsentProofPage(ReceiptSigner signer) {
        this.signer = signer;
    }

    /** The page, in UTF-8; rejects {@code CONSENT_UNKNOWN} without the consent. */
    Uni<byte[]> render(List<RecordedEvent<ContactPermissionEvent>> history, UUID consent) {
        RecordedEvent<ContactPermissionEvent> recorded = ConsentRecords.given(history, consent);
        ConsentGiven given = (ConsentGiven) recorded.event();
        Locale language = language(given.particulars());
        String rows =
                rows(given, texts(language))
                        + rectified(ConsentRecords.shown(given, history), texts(language));
        return signer.sign(
                        recorded.metadata().tenant(),
                        ConsentRecords.receipt(history, consent).bytes())
                .map(receipt -> page(language, rows, receipt).getBytes(StandardCharsets.UTF_8));
    }

    private String page(Locale language, String rows, String receipt) {
        Texts texts = texts(language);
        return """
            <!DOCTYPE html>
            <html lang="%s">
            <head>
            <meta charset="utf-8">
            <title>%s</title>
            <style>
            body { font: 1rem/1.5 sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem }
            th { text-align: left; vertical-align: top; padding-right: 1.5rem; font-weight: 600 }
            pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: .7rem }
            </style>
            </head>
            <body>
            <h1>%s</h1>
            <table>
            %s</table>
            <h2>%s</h2>
            <p>%s</p>
            <pre id="receipt">%s</pre>
            <pre id="keys">%s</pre>
            </body>
            </html>
            """
                .formatted(
                        language.toLanguageTag(),
                        texts.of("title"),
                        texts.of("title"),
                        rows,
                        texts.of("receipt"),
                        texts.of("howTo"),
                        receipt,
                        escaped(signer.keys().toString()));
    }

    private static String rows(ConsentGiven given, Texts texts) {
        ConsentParticulars more = given.particulars();
        ConsentProof proof = given.proof();
        StringBuilder rows = new StringBuilder();
        row(rows, texts.of("record"), given.consent().toString());
        row(rows, texts.of("number"), number(given.number()));
        row(rows, texts.of("controller"), given.controller().value());
        row(
                rows,
                texts.of("processor"),
                given.processor() == null ? null : given.processor().value());
        row(
                rows,
                texts.of("purposes"),
                given.purposes().stream()
                        .map(purpose -> texts.of("PURPOSE." + purpose.name()))
                        .collect(Collectors.joining(", ")));
        row(rows, texts.of("object"), more.object());
        row(rows, texts.of("collectedAt"), moment(given.collectedAt()));
        row(rows, texts.of("validUntil"), moment(given.validUntil()));
        row(rows, texts.of("exactSlot"), moment(given.exactSlot()));
        row(rows, texts.of("keptUntil"), moment(given.proofKeptUntil()));
        row(
                rows,
                texts.of("act"),
                texts.of("CHANNEL." + proof.channel().name())
                        + ", "
                        + texts.of("ACT." + Objects.requireNonNull(proof.positiveAct()).name()));
        row(rows, texts.of("wording"), proof.wordingVersion());
        row(rows, texts.of("wordingHash"), more.wordingHash());
        row(rows, texts.of("evidence"), words(proof.evidence(), texts));
        row(rows, texts.of("withdrawal"), texts.of("withdrawalText"));
        row(rows, texts.of("rights"), more.privacyRightsUrl());
        return rows.toString();
    }

    /** What was put right since: the rows before it are what was given, and stay. */
    private static String rectified(RectifiedConsent consent, Texts texts) {
        StringBuilder rows = new StringBuilder();
        for (ConsentRectified one : consent.rectifications()) {
            for (ConsentField field : one.fields()) {
                row(
                        rows,
                        texts.of("rectified")
                                .formatted(texts.of("FIELD." + field.name()), moment(one.at())),
                        value(one, field, texts));
            }
        }
        return rows.toString();
    }

    private static String value(ConsentRectified one, ConsentField field, Texts texts) {
        String value = RectifiedConsent.text(one, field);
        return switch (field) {
            case EXACT_SLOT, VALID_UNTIL ->
                    value == null
                            ? texts.of("nothing")
                            : Objects.requireNonNull(moment(Instant.parse(value)));
            case OBJECT, LANGUAGE, COLLECTION_POINT, AGENT ->
                    value == null ? texts.of("nothing") : value;
        };
    }

    /**
     * The kinds are the controller's own; one that is none of the usual ones is named as a type.
     */
    private static String words(Evidence evidence, Texts texts) {
        String usual = texts.find("EVIDENCE." + evidence.kind());
        return (usual == null ? texts.of("EVIDENCE.other") : usual)
                .formatted(evidence.reference(), evidence.kind());
    }

    private static void row(StringBuilder rows, String label, @Nullable String value) {
        if (value != null) {
            rows.append("<tr><th scope=\"row\">")
                    .append(escaped(label))
                    .append("</th><td>")
                    .append(escaped(value))
                    .append("</td></tr>\n");
        }
    }

    private static @Nullable String number(Personal<PhoneNumber> number) {
        return switch (number) {
            case Personal.Plaintext<PhoneNumber>(var known, _) -> known.value();
            case Personal.Erased<PhoneNumber> _ -> null;
        };
    }

    private static @Nullable String moment(@Nullable Instant instant) {
        return instant == null ? null : MOMENT.format(instant);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static Texts texts(Locale language) {
        return Objects.requireNonNull(TEXTS.get(language));
    }

    /** That of the words which the person agreed to; where none is on record, they were French. */
    private static Locale language(ConsentParticulars more) {
        return more.language() == null ? Locale.FRENCH : ReaderLanguage.acceptedBy(more.language());
    }
}
