// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.consents;

import static io.temoin.consent.permission.domain.Examples.PARTICULARS;
import static io.temoin.consent.permission.domain.Examples.PROOF;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.chassis.requests.ReaderLanguage;
import io.temoin.chassis.testing.TextCatalogue;
import io.temoin.consent.ExampleMetadata;
import io.temoin.consent.explanation.Texts;
import io.temoin.consent.permission.domain.Channel;
import io.temoin.consent.permission.domain.ConsentField;
import io.temoin.consent.permission.domain.ConsentParticulars;
import io.temoin.consent.permission.domain.ConsentProof;
import io.temoin.consent.permission.domain.ContactPermissionEvent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentGiven;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentRectified;
import io.temoin.consent.permission.domain.Evidence;
import io.temoin.consent.permission.domain.Examples;
import io.temoin.consent.permission.domain.GivenConsents;
import io.temoin.consent.permission.domain.PositiveAct;
import io.temoin.consent.permission.domain.RectifiedValue;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.signing.ReceiptSigner;
import io.temoin.consent.signing.SigningKeyStore;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.keyproviders.SigningAlgorithm;
import io.temoin.shredding.Personal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person reads in the proof of their consent. */
class ConsentProofPageTest {

    private static final Texts EN = Texts.in("consent-proof", Locale.ENGLISH);
    private static final Texts FR = Texts.in("consent-proof", Locale.FRENCH);
    private static final EventMetadata CIRCUMSTANCES =
            ExampleMetadata.by(ExampleMetadata.AGENT, Examples.NOW);

    @TempDir private Path folder;

    @Test
    void saysTheSameInBothLanguages() {
        TextCatalogue.formatted(FR.keys(), FR::of)
                .saysTheSameAs(TextCatalogue.formatted(EN.keys(), EN::of));
    }

    /** No page fails, or shows a code, for want of words. */
    @Test
    void hasWordsForEveryCode() {
        List<String> codes =
                Stream.of(
                                codes("PURPOSE.", Purpose.values()),
                                codes("CHANNEL.", Channel.values()),
                                codes("ACT.", PositiveAct.values()),
                                codes("FIELD.", ConsentField.values()))
                        .flatMap(Function.identity())
                        .toList();

        assertThat(EN.keys()).containsAll(codes);
    }

    @Test
    void tellsCodesInWords() {
        assertThat(page("fr", PROOF))
                .contains(
                        "Preuve de consentement",
                        "appels de prospection, enregistrement d'appels pour la qualité de service",
                        "de vive voix, accord prononcé",
                        "extrait de l'enregistrement de l'appel, call-7421/12500-19800")
                .doesNotContain("PROSPECTING_CALL", "QUALITY", "VOICE", "SPOKEN_YES", "SEGMENT");
        assertThat(page("en", PROOF))
                .contains(
                        "Proof of consent",
                        "prospecting calls, recording of calls for service quality",
                        "orally, spoken agreement",
                        "segment of the call recording, call-7421/12500-19800")
                .doesNotContain("PROSPECTING_CALL", "QUALITY", "VOICE", "SPOKEN_YES", "SEGMENT");
    }

    /** The controller names the kinds of its evidence itself. */
    @Test
    void saysThatAnUnusualKindOfEvidenceIsOne() {
        var proof =
                new ConsentProof(
                        Channel.PAPER,
                        "fibre-2026-09",
                        Examples.ALL_MENTIONS,
                        PositiveAct.SIGNATURE,
                        new Evidence("COUPON", "box-12/407"));

        assertThat(page("fr", proof))
                .contains("sur papier, signature", "pièce de type COUPON, box-12/407");
        assertThat(page("en", proof))
                .contains("on paper, signature", "document of the type COUPON, box-12/407");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-,fr", "fr,fr", "fr-CA,fr", "frr,en", "en,en", "de,en"})
    void isInTheLanguageOfTheConsent(@Nullable String agreedIn, Locale language) {
        assertThat(ReaderLanguage.ALL).contains(language);
        assertThat(page(agreedIn, PROOF)).contains("<html lang=\"" + language + "\">");
    }

    private static Stream<String> codes(String prefix, Enum<?>[] values) {
        return Arrays.stream(values).map(value -> prefix + value.name());
    }

    /** What was given is the proof, and what is right goes with it. */
    @Test
    void showsWhatWasGivenAndWhatWasPutRight() {
        var right =
                new ConsentRectified(
                        Examples.CONSENT,
                        Examples.RHONE,
                        Examples.SUBJECT,
                        Examples.STATEMENT,
                        List.of(
                                ConsentField.OBJECT,
                                ConsentField.VALID_UNTIL,
                                ConsentField.EXACT_SLOT),
                        List.of(
                                new RectifiedValue(
                                        ConsentField.OBJECT,
                                        Personal.plaintext("mobile", Examples.SUBJECT))),
                        Instant.parse("2026-12-31T23:00:00Z"),
                        Examples.NOW);

        assertThat(page("fr", PROOF, right))
                .contains(
                        "Valable jusqu'au</th><td>2027-09-01",
                        "Objet des appels, rectifié le 2026-11-24 10:30:00 +01:00</th><td>mobile<",
                        "Valable jusqu'au, rectifié le 2026-11-24 10:30:00 +01:00</th><td>2027-01-01"
                                + " 00:00:00 +01:00<",
                        "Créneau précis convenu, rectifié le 2026-11-24 10:30:00 +01:00</th>"
                                + "<td>aucun<");
        assertThat(page("en", PROOF)).doesNotContain("rectified");
    }

    private String page(
            @Nullable String language, ConsentProof proof, ContactPermissionEvent... later) {
        ConsentGiven given =
                Examples.given(
                        Examples.CONSENT,
                        Examples.VOIX,
                        Examples.COLLECTED,
                        Purpose.PROSPECTING_CALL,
                        Purpose.QUALITY);
        ContactPermissionEvent event = GivenConsents.with(given, proof, inLanguage(language));
        var signer =
                new ReceiptSigner(
                        SigningKeyStore.readOrCreate(
                                folder.resolve("keys.json"), SigningAlgorithm.ED25519));
        String page =
                new String(
                        new ConsentProofPage(signer)
                                .render(
                                        Stream.concat(Stream.of(event), Stream.of(later))
                                                .map(
                                                        one ->
                                                                new RecordedEvent<>(
                                                                        one,
                                                                        1,
                                                                        "id",
                                                                        CIRCUMSTANCES))
                                                .toList(),
                                        Examples.CONSENT)
                                .await()
                                .indefinitely(),
                        StandardCharsets.UTF_8);
        // Receipt and keys are data, with every code in them.
        return page.substring(0, page.indexOf("<pre"));
    }

    private static ConsentParticulars inLanguage(@Nullable String language) {
        return new ConsentParticulars(
                PARTICULARS.jurisdiction(),
                language,
                PARTICULARS.wordingHash(),
                PARTICULARS.notice(),
                PARTICULARS.call(),
                PARTICULARS.audio(),
                PARTICULARS.agent(),
                PARTICULARS.collectionPoint(),
                PARTICULARS.tied(),
                PARTICULARS.preTicked(),
                PARTICULARS.age(),
                PARTICULARS.withdrawalChannels(),
                PARTICULARS.privacyRightsUrl(),
                PARTICULARS.storageLocations(),
                PARTICULARS.object());
    }
}
