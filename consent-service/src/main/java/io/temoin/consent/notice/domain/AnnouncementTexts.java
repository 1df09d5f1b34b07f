// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.notice.domain;

import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.purpose.domain.PurposeCode;
import io.temoin.consent.rules.domain.Purpose;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which of a controller's texts could be heard in a call: of each notice one, by language. */
public final class AnnouncementTexts {

    private static final int WISH = 0;
    private static final int WISH_OF_ELSEWHERE = 1;
    private static final int COUNTRY = 2;

    private AnnouncementTexts() {}

    /**
     * The announcements, those of earlier notices first.
     *
     * @param wish the language the person is to be spoken to in (BCP 47); absent when nobody says
     * @param countries whose languages are next, by ISO 3166-1 code
     */
    public static List<OwnAnnouncement> of(
            ControllerNotices notices,
            PartyId controller,
            @Nullable String wish,
            List<String> countries,
            Instant moment) {
        if (notices.versions().isEmpty()) {
            return List.of(); // as with most controllers, at every call
        }
        Map<NoticeCode, NoticeVersion> chosen = new LinkedHashMap<>();
        Comparator<NoticeVersion> better =
                Comparator.comparingInt((NoticeVersion one) -> rank(one, wish, countries))
                        .thenComparing(one -> one.content().layer())
                        .thenComparingInt(NoticeVersion::number);
        notices.activeAt(moment).stream()
                .filter(one -> one.content().channel() == NoticeChannel.VOICE)
                .forEach(
                        one ->
                                chosen.merge(
                                        one.notice(),
                                        one,
                                        (known, other) ->
                                                better.compare(other, known) < 0 ? other : known));
        return chosen.values().stream().map(one -> own(one, controller)).toList();
    }

    /** The wish, then the same language of elsewhere, then those of the country, then any. */
    private static int rank(NoticeVersion version, @Nullable String wish, List<String> countries) {
        String language = version.content().language();
        if (wish != null && language.equalsIgnoreCase(wish)) {
            return WISH;
        }
        if (wish != null && primary(language).equalsIgnoreCase(primary(wish))) {
            return WISH_OF_ELSEWHERE;
        }
        List<String> spoken =
                countries.stream().flatMap(one -> SpokenLanguages.of(one).stream()).toList();
        int place = spoken.indexOf(primary(language).toLowerCase(Locale.ROOT));
        return place < 0 ? Integer.MAX_VALUE : COUNTRY + place;
    }

    private static String primary(String language) {
        int dash = language.indexOf('-');
        return dash < 0 ? language : language.substring(0, dash);
    }

    private static OwnAnnouncement own(NoticeVersion version, PartyId controller) {
        return new OwnAnnouncement(
                version.announcementId(controller),
                recordings(version.content().purposes()),
                version.content().fulfils());
    }

    private static List<Purpose> recordings(List<PurposeCode> told) {
        Stream<Purpose> recordings = Arrays.stream(Purpose.values()).filter(Purpose::isRecording);
        return recordings.filter(one -> told.contains(new PurposeCode(one.name()))).toList();
    }
}
