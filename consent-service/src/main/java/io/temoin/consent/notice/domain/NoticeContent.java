// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.notice.domain;

import io.temoin.consent.purpose.domain.PurposeCode;
import io.temoin.eventsourcing.Sha256;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One text of a notice.
 *
 * @param language BCP 47
 * @param text as it is played, shown or sent
 * @param detailedBy where the rest is; present of a first layer, and only of one
 * @param purposes what the person is told of
 * @param fulfils announcements of the law whose duties the text covers, so that it may be heard in
 *     their place
 * @param items where the text speaks of what it must, in the order of the items
 */
public record NoticeContent(
        String language,
        NoticeChannel channel,
        NoticeLayer layer,
        String text,
        @Nullable DetailedBy detailedBy,
        List<PurposeCode> purposes,
        List<String> fulfils,
        List<ItemStatement> items) {

    /** As people speak who want to be understood on the telephone. */
    public static final int WORDS_PER_MINUTE = 150;

    /** A first layer that is longer is not listened to. */
    public static final int SPOKEN_SECONDS = 15;

    private static final int SECONDS_PER_MINUTE = 60;
    private static final Pattern SPACES = Pattern.compile("\\s+");

    public NoticeContent {
        purposes = List.copyOf(purposes);
        fulfils = List.copyOf(fulfils);
        items = items.stream().sorted(Comparator.comparing(ItemStatement::item)).toList();
    }

    /** What is said of an item; {@code null} when nothing is. */
    @Nullable ItemStatement of(NoticeItem item) {
        return items.stream().filter(said -> said.item() == item).findFirst().orElse(null);
    }

    /** Whether another text would take this one's place. */
    boolean isAlike(NoticeContent other) {
        return channel == other.channel
                && layer == other.layer
                && language.equalsIgnoreCase(other.language); // RFC 5646, 2.1.1
    }

    /** How long it takes to say, in seconds: an estimate, by the number of words. */
    public int spokenSeconds() {
        int words = SPACES.split(text.strip(), -1).length;
        return Math.ceilDiv(words * SECONDS_PER_MINUTE, WORDS_PER_MINUTE);
    }

    /** Whether it is a first layer that takes longer than people listen. */
    public boolean isTooLong() {
        return layer == NoticeLayer.SPOKEN && spokenSeconds() > SPOKEN_SECONDS;
    }

    /** SHA-256 of everything that is said here, as that version of that notice. */
    String hash(String controller, NoticeCode notice, int version) {
        return Sha256.hex(
                field("temoin-notice-1")
                        + field(controller)
                        + field(notice.value())
                        + field(Integer.toString(version))
                        + field(language.toLowerCase(Locale.ROOT))
                        + field(channel.name())
                        + field(layer.name())
                        + field(text)
                        + (detailedBy == null
                                ? field("")
                                : field(detailedBy.channel().name()) + field(detailedBy.where()))
                        + purposes.stream()
                                .map(purpose -> field(purpose.value()))
                                .collect(Collectors.joining("", "purposes\n", ""))
                        + fulfils.stream()
                                .map(NoticeContent::field)
                                .collect(Collectors.joining("", "fulfils\n", ""))
                        + items.stream()
                                .map(NoticeContent::field)
                                .collect(Collectors.joining("", "items\n", "")));
    }

    private static String field(ItemStatement said) {
        return field(said.item().name())
                + field(said.passage() == null ? "" : said.passage())
                + field(said.notApplicable() == null ? "" : said.notApplicable());
    }

    /** With its length before it, so that no two contents are written alike. */
    private static String field(String text) {
        return text.length() + ":" + text + "\n";
    }
}
