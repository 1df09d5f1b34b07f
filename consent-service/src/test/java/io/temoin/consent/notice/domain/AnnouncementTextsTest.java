// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.notice.domain;

import static io.temoin.consent.notice.domain.Texts.LATER;
import static io.temoin.consent.notice.domain.Texts.NOW;
import static io.temoin.consent.notice.domain.Texts.QUALITY;
import static io.temoin.consent.notice.domain.Texts.RHONE;
import static io.temoin.consent.notice.domain.Texts.TRAINING;
import static io.temoin.consent.notice.domain.Texts.drafted;
import static io.temoin.consent.notice.domain.Texts.full;
import static io.temoin.consent.notice.domain.Texts.opening;
import static io.temoin.consent.notice.domain.Texts.published;
import static io.temoin.consent.notice.domain.Texts.retired;
import static io.temoin.consent.notice.domain.Texts.spoken;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.recording.domain.KeepingBound;
import io.temoin.consent.recording.domain.OnRefusal;
import io.temoin.consent.recording.domain.RecordingDuty;
import io.temoin.consent.recording.domain.RecordingPermission;
import io.temoin.consent.recording.domain.RecordingScope;
import io.temoin.consent.recording.domain.RecordingTerms;
import io.temoin.consent.recording.domain.RetentionPreview;
import io.temoin.consent.rules.domain.Announcement;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.RecordingMode;
import io.temoin.consent.rules.domain.RetentionTrigger;
import io.temoin.consent.rules.domain.Sector;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnouncementTextsTest {

    private static final String LAW = "FR-NOTICE-QUALITY-1";
    private static final String DUTY = "FR-NOTICE-INSURANCE-1";

    private static final RecordingTerms TERMS =
            new RecordingTerms(
                    RecordingMode.NOTICE,
                    OnRefusal.CONTINUE_UNRECORDED,
                    Map.of(),
                    List.of(
                            new RecordingDuty(
                                    Set.of(Sector.INSURANCE),
                                    List.of(
                                            new RetentionPreview(
                                                    Purpose.INSURANCE_SALE,
                                                    Period.ofYears(2),
                                                    RetentionTrigger.CONTRACT_SIGNED,
                                                    KeepingBound.EXACTLY)),
                                    new Announcement(DUTY, "fr", "Cet appel est enregistré."),
                                    "C. assurances R112-7",
                                    new Announcement(
                                            "FR-NOTICE-INSURANCE-{purposes}-1",
                                            "fr",
                                            "Cet appel est enregistré, et pour {purposes}.",
                                            "et",
                                            Map.of(Purpose.QUALITY, "la qualité"),
                                            Map.of()))),
                    List.of(),
                    List.of());

    @Nested
    class TheLanguage {

        private final ControllerNotices spoken = heard("en", "de", "fr", "nl-BE");

        @ParameterizedTest
        @CsvSource({
            "de, FR, 2",
            "DE, FR, 2",
            "fr-CA, DE, 3",
            "nl, FR, 4",
            "es, FR, 3",
            ", FR, 3",
            ", RE, 3",
            ", AT, 2",
            ", BE, 4",
            ", GB, 1",
            ", JP, 1",
            "ja, JP, 1"
        })
        void isTheWishThenThatOfTheCountryThenTheFirst(
                @Nullable String wish, String country, int version) {
            assertThat(AnnouncementTexts.of(spoken, RHONE, wish, List.of(country), NOW))
                    .extracting(OwnAnnouncement::id)
                    .containsExactly(id(version, spoken));
        }

        private String id(int version, ControllerNotices notices) {
            return notices.find(Texts.NOTICE, version).orElseThrow().announcementId(RHONE);
        }
    }

    @Nested
    class TheVersion {

        @Test
        void isTheLatestInForce() {
            var first = spoken(TRAINING);
            var second = spoken(TRAINING, QUALITY);
            var notices =
                    after(
                            drafted(1, first),
                            published(1, first),
                            drafted(2, second),
                            published(2, second, LATER));

            assertThat(ids(notices, NOW)).containsExactly("rhone-telecom.RECORDING.1.en");
            assertThat(ids(notices, LATER)).containsExactly("rhone-telecom.RECORDING.2.en");
            assertThat(AnnouncementTexts.of(notices, RHONE, null, List.of("FR"), LATER))
                    .extracting(OwnAnnouncement::purposes)
                    .containsExactly(List.of(Purpose.QUALITY, Purpose.TRAINING));
        }

        @Test
        void isNoneThatIsADraftOrRetiredOrWritten() {
            assertThat(ids(ControllerNotices.NONE, NOW)).isEmpty();
            assertThat(ids(after(drafted(1, spoken(TRAINING))), NOW)).isEmpty();
            assertThat(
                            ids(
                                    after(
                                            drafted(1, spoken(TRAINING)),
                                            published(1, spoken(TRAINING)),
                                            retired(1)),
                                    NOW))
                    .isEmpty();
            assertThat(ids(after(drafted(1, full(TRAINING)), published(1, full(TRAINING))), NOW))
                    .isEmpty();
        }

        @Test
        void isAFirstLayerRatherThanTheWhole() {
            var whole =
                    new NoticeContent(
                            "en",
                            NoticeChannel.VOICE,
                            NoticeLayer.FULL,
                            full(TRAINING).text(),
                            null,
                            List.of(TRAINING),
                            List.of(),
                            full(TRAINING).items());
            var notices =
                    after(
                            drafted(1, whole),
                            published(1, whole),
                            drafted(2, spoken(TRAINING)),
                            published(2, spoken(TRAINING)));

            assertThat(ids(notices, NOW)).containsExactly("rhone-telecom.RECORDING.2.en");
            assertThat(ids(after(drafted(1, whole), published(1, whole)), NOW))
                    .containsExactly("rhone-telecom.RECORDING.1.en");
        }

        private List<String> ids(ControllerNotices notices, Instant moment) {
            return AnnouncementTexts.of(notices, RHONE, null, List.of("FR"), moment).stream()
                    .map(OwnAnnouncement::id)
                    .toList();
        }
    }

    @Nested
    class ThePermission {

        @Test
        void isAnnouncedByTheFirstThatTellsOfEverything() {
            var permission = permission(RecordingMode.NOTICE, LAW, Purpose.TRAINING);

            assertThat(
                            announced(
                                    permission,
                                    own("a.A.1.fr", Purpose.QUALITY),
                                    own("a.B.1.fr", Purpose.QUALITY, Purpose.TRAINING),
                                    own("a.C.1.fr", Purpose.TRAINING)))
                    .isEqualTo("a.B.1.fr");
        }

        @Test
        void keepsTheLawsWhereNoneTellsOfEverything() {
            var permission =
                    permission(RecordingMode.NOTICE, LAW, Purpose.TRAINING, Purpose.QUALITY);

            assertThat(announced(permission, own("a.A.1.fr", Purpose.QUALITY))).isEqualTo(LAW);
            assertThat(announced(permission)).isEqualTo(LAW);
            assertThat(OwnAnnouncement.announced(permission, null, TERMS)).isSameAs(permission);
            assertThat(OwnAnnouncement.announced(null, List.of(), TERMS)).isNull();
        }

        @Test
        void keepsThatOfADutyUnlessItIsNamed() {
            var ordered = permission(RecordingMode.MANDATORY, DUTY, Purpose.INSURANCE_SALE);

            assertThat(announced(ordered, own("a.A.1.fr", Purpose.INSURANCE_SALE))).isEqualTo(DUTY);
            assertThat(
                            announced(
                                    ordered,
                                    new OwnAnnouncement(
                                            "a.A.1.fr",
                                            List.of(Purpose.INSURANCE_SALE),
                                            List.of(DUTY))))
                    .isEqualTo("a.A.1.fr");
        }

        /** Whether the call is recorded for quality as well or not, it is the same duty. */
        @ParameterizedTest
        @CsvSource({
            "FR-NOTICE-INSURANCE-1, FR-NOTICE-INSURANCE-QUALITY-1, a.A.1.fr",
            "FR-NOTICE-INSURANCE-QUALITY-1, FR-NOTICE-INSURANCE-1, a.A.1.fr",
            "FR-NOTICE-INVESTMENT-1, FR-NOTICE-INSURANCE-QUALITY-1, FR-NOTICE-INSURANCE-QUALITY-1"
        })
        void fulfilsADutyByAnyOfItsAnnouncements(String fulfils, String ordered, String heard) {
            var permission =
                    permission(
                            RecordingMode.MANDATORY,
                            ordered,
                            Purpose.INSURANCE_SALE,
                            Purpose.QUALITY);
            var own =
                    new OwnAnnouncement(
                            "a.A.1.fr",
                            List.of(Purpose.INSURANCE_SALE, Purpose.QUALITY),
                            List.of(fulfils));

            assertThat(announced(permission, own)).isEqualTo(heard);
        }

        /** An announcement permits nothing: whatever it tells of, the rest stays as it was. */
        @Test
        void isTheSameButForTheAnnouncement() {
            long seed = 20261124;
            var chance = new Random(seed);
            for (int round = 0; round < 2_000; round++) {
                var permission =
                        permission(
                                any(chance, RecordingMode.values()),
                                chance.nextBoolean() ? LAW : DUTY,
                                some(chance));
                List<OwnAnnouncement> own = new ArrayList<>();
                for (int i = chance.nextInt(4); i > 0; i--) {
                    own.add(
                            new OwnAnnouncement(
                                    "a.A." + i + ".fr",
                                    List.of(some(chance)),
                                    chance.nextBoolean() ? List.of(DUTY) : List.of()));
                }
                var announced =
                        Objects.requireNonNull(OwnAnnouncement.announced(permission, own, TERMS));

                assertThat(announced.announcedBy(permission.announcement()))
                        .as("seed %d, round %d", seed, round)
                        .isEqualTo(permission);
                for (OwnAnnouncement one : own) {
                    if (one.id().equals(announced.announcement())) {
                        assertThat(one.purposes())
                                .as("seed %d, round %d", seed, round)
                                .containsAll(permission.purposes());
                    }
                }
            }
        }

        private Purpose[] some(Random chance) {
            return Arrays.stream(Purpose.values())
                    .filter(Purpose::isRecording)
                    .filter(_ -> chance.nextBoolean())
                    .toArray(Purpose[]::new);
        }

        private <T> T any(Random chance, T[] of) {
            return of[chance.nextInt(of.length)];
        }

        private String announced(RecordingPermission permission, OwnAnnouncement... own) {
            return Objects.requireNonNull(
                            OwnAnnouncement.announced(permission, List.of(own), TERMS))
                    .announcement();
        }

        private OwnAnnouncement own(String id, Purpose... purposes) {
            return new OwnAnnouncement(id, List.of(purposes), List.of());
        }

        private RecordingPermission permission(
                RecordingMode mode, String announcement, Purpose... purposes) {
            return new RecordingPermission(
                    mode,
                    announcement,
                    List.of(purposes),
                    List.of(),
                    RecordingScope.SAMPLE,
                    OnRefusal.CONTINUE_UNRECORDED);
        }
    }

    @Test
    void whatBeginsWithAControllerIsOfThatController() {
        assertThat(NoticeVersion.isOf(RHONE, "rhone-telecom.RECORDING.1.fr")).isTrue();
        assertThat(NoticeVersion.isOf(RHONE, "rhone.RECORDING.1.fr")).isFalse();
        assertThat(NoticeVersion.isOf(RHONE, LAW)).isFalse();
    }

    private static ControllerNotices heard(String... languages) {
        List<NoticeEvent> events = new ArrayList<>();
        for (String language : languages) {
            int version = events.size() / 2 + 1;
            var content = spoken(language, opening(), TRAINING);
            events.add(drafted(version, content));
            events.add(published(version, content));
        }
        return new NoticeDecider().replay(events);
    }

    private static ControllerNotices after(NoticeEvent... events) {
        return new NoticeDecider().replay(List.of(events));
    }
}
