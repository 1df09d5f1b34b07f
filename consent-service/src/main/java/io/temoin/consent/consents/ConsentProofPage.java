// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.consents;

import io.smallrye.mutiny.Uni;
import io.temoin.consent.callee.domain.PhoneNumber;
import io.temoin.consent.permission.domain.ConsentParticulars;
import io.temoin.consent.permission.domain.ContactPermissionEvent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentGiven;
import io.temoin.consent.signing.ReceiptSigner;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.shredding.Personal;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
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

    private final ReceiptSigner signer;

    ConsentProofPage(ReceiptSigner signer) {
        this.signer = signer;
    }

    /**
     * The page, in UTF-8.
     *
     * @param recorded a {@link ConsentGiven}
     */
    Uni<byte[]> of(RecordedEvent<ContactPermissionEvent> recorded) {
        ConsentGiven given = (ConsentGiven) recorded.event();
        Words words = words(given.particulars());
        return signer.sign(recorded.metadata().tenant(), ConsentRecords.receipt(recorded).bytes())
                .map(
                        receipt ->
                                page(words, rows(given, words), receipt)
                                        .getBytes(StandardCharsets.UTF_8));
    }

    private String page(Words words, String rows, String receipt) {
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
                        words.language(),
                        words.title(),
                        words.title(),
                        rows,
                        words.receipt(),
                        words.howTo(),
                        receipt,
                        escaped(signer.keys().toString()));
    }

    private static String rows(ConsentGiven given, Words words) {
        ConsentParticulars more = given.particulars();
        StringBuilder rows = new StringBuilder();
        row(rows, words.record(), given.consent().toString());
        row(rows, words.number(), number(given.number()));
        row(rows, words.controller(), given.controller().value());
        row(rows, words.processor(), given.processor() == null ? null : given.processor().value());
        row(
                rows,
                words.purposes(),
                given.purposes().stream().map(Enum::name).collect(Collectors.joining(", ")));
        row(rows, words.object(), more.object());
        row(rows, words.collectedAt(), moment(given.collectedAt()));
        row(rows, words.validUntil(), moment(given.validUntil()));
        row(rows, words.exactSlot(), moment(given.exactSlot()));
        row(rows, words.keptUntil(), moment(given.proofKeptUntil()));
        row(
                rows,
                words.act(),
                given.proof().channel().name()
                        + ", "
                        + Objects.requireNonNull(given.proof().positiveAct()).name());
        row(rows, words.wording(), given.proof().wordingVersion());
        row(rows, words.wordingHash(), more.wordingHash());
        row(
                rows,
                words.evidence(),
                given.proof().evidence().kind() + " " + given.proof().evidence().reference());
        row(rows, words.withdrawal(), words.withdrawalText());
        row(rows, words.rights(), more.privacyRightsUrl());
        return rows.toString();
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
            case Personal.Known<PhoneNumber>(var known, _) -> known.value();
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

    private static Words words(ConsentParticulars more) {
        boolean french = more.language() == null || more.language().startsWith("fr");
        return french ? Words.FRENCH : Words.ENGLISH;
    }

    /** What the page says around the facts. */
    private record Words(
            String language,
            String title,
            String record,
            String number,
            String controller,
            String processor,
            String purposes,
            String object,
            String collectedAt,
            String validUntil,
            String exactSlot,
            String keptUntil,
            String act,
            String wording,
            String wordingHash,
            String evidence,
            String withdrawal,
            String withdrawalText,
            String rights,
            String receipt,
            String howTo) {

        static final Words FRENCH =
                new Words(
                        "fr",
                        "Preuve de consentement",
                        "Numéro de la preuve",
                        "Numéro de téléphone",
                        "Responsable de traitement",
                        "Sous-traitant autorisé à appeler",
                        "Finalités",
                        "Objet des appels",
                        "Recueilli le",
                        "Valable jusqu'au",
                        "Créneau précis convenu",
                        "Preuve conservée au moins jusqu'au",
                        "Canal et acte positif",
                        "Version du texte lu ou affiché",
                        "Empreinte SHA-256 de ce texte",
                        "Pièce justificative",
                        "Retrait",
                        "À tout moment, gratuitement, par le même canal ou oralement.",
                        "Exercer vos droits",
                        "Reçu signé",
                        "Ce reçu est un JWS (RFC 7515). Les clés publiques suivent ;"
                                + " elles peuvent être comparées à celles publiées par le service"
                                + " à l'adresse /v1/keys.");

        static final Words ENGLISH =
                new Words(
                        "en",
                        "Proof of consent",
                        "Record number",
                        "Telephone number",
                        "Controller",
                        "Processor that may call",
                        "Purposes",
                        "Subject of the calls",
                        "Collected on",
                        "Valid until",
                        "Agreed time of the call",
                        "Proof kept at least until",
                        "Channel and positive act",
                        "Version of the text used",
                        "SHA-256 of this text",
                        "Evidence",
                        "Withdrawal",
                        "At any time, free of charge, by the same channel or orally.",
                        "Exercise your rights",
                        "Signed receipt",
                        "This receipt is a JWS (RFC 7515). The public keys follow; compare"
                                + " them with those that the service publishes at /v1/keys.");
    }
}
