// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.consent.permission.domain.ContactPermissionEvent.PreferencesStated;
import io.temoin.consent.permission.domain.PreferenceChoice.Cell;
import io.temoin.consent.permission.domain.PreferenceChoice.Wish;
import io.temoin.consent.rules.domain.Purpose;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How, for what and when a person wishes to be reached by one controller. Statements are merged by
 * the moment they were made, part by part: a late one never undoes a newer one.
 *
 * @param choices the matrix of purpose, way and brand; what was taken back stays as {@code
 *     UNSTATED}
 * @param quietHours when the person does not want to be called
 * @param reachBy the only ways the person wants, the dearest first; none said means any
 */
public record Preferences(
        Map<Cell, Stated<Wish>> choices,
        @Nullable Stated<QuietHours> quietHours,
        @Nullable Stated<List<ContactWay>> reachBy) {

    /** Of a person who said nothing. */
    public static final Preferences NONE = new Preferences(Map.of(), null, null);

    /** Something said at a moment. */
    public record Stated<T>(T value, Instant at) {}

    public Preferences {
        choices = Map.copyOf(choices);
    }

    Preferences merged(PreferencesStated said) {
        Map<Cell, Stated<Wish>> merged = new HashMap<>(choices);
        for (PreferenceChoice choice : said.choices()) {
            merged.compute(
                    choice.cell(),
                    (_, before) -> later(before, new Stated<>(choice.wish(), said.statedAt())));
        }
        return new Preferences(
                merged,
                said.quietHours() == null
                        ? quietHours
                        : later(quietHours, new Stated<>(said.quietHours(), said.statedAt())),
                said.reachBy() == null
                        ? reachBy
                        : later(reachBy, new Stated<>(said.reachBy(), said.statedAt())));
    }

    /** Of two made at the same moment, the one that came last counts. */
    private static <T> Stated<T> later(@Nullable Stated<T> before, Stated<T> now) {
        return before != null && before.at().isAfter(now.at()) ? before : now;
    }

    /** The quiet hours that hold. */
    public QuietHours quiet() {
        return quietHours == null ? QuietHours.NONE : quietHours.value();
    }

    /** The ways that hold; none said means any. */
    public List<ContactWay> ways() {
        return reachBy == null ? List.of() : reachBy.value();
    }

    /**
     * Whether the person does not want to be reached like that. A brand's own choice goes before
     * the one for every brand. A question that names no brand could be about the refused one, so a
     * refusal of any brand is one.
     */
    boolean refuse(Purpose purpose, ContactWay way, @Nullable String brand) {
        if (!ways().isEmpty() && !ways().contains(way)) {
            return true;
        }
        if (choices.isEmpty()) {
            return false;
        }
        if (brand == null) {
            return choices.entrySet().stream()
                    .anyMatch(
                            said ->
                                    said.getKey().purpose() == purpose
                                            && said.getKey().way() == way
                                            && said.getValue().value() == Wish.REFUSED);
        }
        Wish own = wish(new Cell(purpose, way, brand));
        return (own == Wish.UNSTATED ? wish(new Cell(purpose, way, null)) : own) == Wish.REFUSED;
    }

    private Wish wish(Cell cell) {
        Stated<Wish> said = choices.get(cell);
        return said == null ? Wish.UNSTATED : said.value();
    }
}
