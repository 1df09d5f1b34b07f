// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.notice.domain;

import io.temoin.consent.purpose.domain.LegalBasis;
import io.temoin.eventsourcing.Rejected.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Does a text say what it has to? */
final class Completeness {

    private Completeness() {}

    /** What contradicts itself, whatever is missing. */
    static List<Violation> contradictions(NoticeContent content) {
        List<Violation> found = new ArrayList<>();
        boolean spoken = content.layer() == NoticeLayer.SPOKEN;
        if (spoken && content.channel() != NoticeChannel.VOICE) {
            found.add(
                    new Violation(
                            "/channel",
                            "channel-unfit",
                            "The channel of a spoken layer must be VOICE."));
        }
        if (spoken == (content.detailedBy() == null)) {
            found.add(
                    new Violation(
                            "/detailedBy",
                            "detailed-by-unfit",
                            "A first layer must refer to the full notice; a full notice must not"
                                    + " refer to another one."));
        }
        for (ItemStatement said : content.items()) {
            String passage = said.passage();
            if (passage != null && !content.text().contains(passage)) {
                found.add(
                        new Violation(
                                pointer(said.item()) + "/passage",
                                "passage-not-in-text",
                                "The text does not contain this passage."));
            }
        }
        return found;
    }

    /**
     * What it lacks.
     *
     * @param grounds legal bases of its purposes
     * @param rest of a first layer, the full notice that it leads to; absent when there is none
     */
    static List<Violation> missing(
            NoticeContent content, Set<LegalBasis> grounds, @Nullable NoticeContent rest) {
        List<Violation> missing = missingItems(content, grounds);
        if (content.layer() == NoticeLayer.SPOKEN) {
            rest(content, rest, missing);
        }
        return missing;
    }

    /**
     * What its own text lacks, wherever the rest may be.
     *
     * @param grounds legal bases of its purposes
     */
    static List<Violation> missingItems(NoticeContent content, Set<LegalBasis> grounds) {
        List<Violation> missing = new ArrayList<>();
        Arrays.stream(NoticeItem.values())
                .filter(item -> item.belongsTo(content.layer()))
                .forEach(item -> item(item, content, grounds, missing));
        return missing;
    }

    private static void item(
            NoticeItem item,
            NoticeContent content,
            Set<LegalBasis> grounds,
            List<Violation> missing) {
        ItemStatement said = content.of(item);
        boolean applies = item.applies(content.layer(), grounds);
        if (said == null && (applies || content.layer() == NoticeLayer.FULL)) {
            missing.add(
                    new Violation(
                            pointer(item),
                            "item-missing",
                            applies
                                    ? "The text must cover this item (" + item.article() + ")."
                                    : "The text must cover this item, or the notice must say why"
                                            + " it does not apply ("
                                            + item.article()
                                            + ")."));
        }
        if (said != null && said.passage() == null && applies) {
            missing.add(
                    new Violation(
                            pointer(item),
                            "item-applies",
                            "This item applies here, so it cannot be declared as not applicable ("
                                    + item.article()
                                    + ")."));
        }
    }

    private static void rest(
            NoticeContent content, @Nullable NoticeContent rest, List<Violation> missing) {
        if (rest == null) {
            missing.add(
                    new Violation(
                            "/detailedBy",
                            "detailed-missing",
                            "No full notice is in force in this language and channel at that"
                                    + " time."));
        } else if (!rest.purposes().containsAll(content.purposes())) {
            missing.add(
                    new Violation(
                            "/purposes",
                            "detailed-lacks-purpose",
                            "The full notice does not cover all of these purposes."));
        }
    }

    private static String pointer(NoticeItem item) {
        return "/items/" + item.name();
    }
}
