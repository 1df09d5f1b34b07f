// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.consent.permission.domain.ContactPermissionEvent.PreferencesStated;
import io.temoin.consent.permission.domain.PreferenceChoice.Cell;
import io.temoin.consent.permission.domain.PreferenceChoice.PreferenceValue;
import io.temoin.consent.rules.domain.Purpose;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How, for what and when a person wishes to be reached by one controller. Statements are merged by
 * the moment they were made, part by part: a late one never undoes a newer one.
 *
 * @param choices the matrix of purpose, way and brand; what was taken back stays as {@code
 *     UNSTATED}
 * @param quietHours when the person does not want to be called
 * @param reachBy the only channels the person wants, preferred first; none means any
 */
public record Preferences(
        Map<Cell, Stated<PreferenceValue>> choices,
        @Nullable Stated<QuietHours> quietHours,
        @Nullable Stated<List<ContactWay>> reachBy) {

    /** Of a person who said nothing. */
    public static final Preferences NONE = new Preferences(Map.of(), null, null);

    /** Of those said at one moment, the one for every brand, then by brand: always the same. */
    private static final Comparator<Refusal.Refused> FIRST_SAID =
            Comparator.comparing(Refusal.Refused::at)
                    .thenComparing(
                            refused -> Objects.requireNonNullElse(refused.cell().brand(), ""));

    /** Something said at a moment. */
    public record Stated<T>(T value, Instant at) {}

    public Preferences {
        choices = Map.copyOf(choices);
    }

    Preferences merged(PreferencesStated said) {
        Map<Cell, Stated<PreferenceValue>> merged = new HashMap<>(choices);
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
     * Whether, instead of these, others would let somebody reach the person whom these keep away,
     * or the reverse.
     */
    boolean decidesOtherwiseThan(Preferences others) {
        Set<Cell> cells = new HashSet<>(choices.keySet());
        cells.addAll(others.choices.keySet());
        return !quiet().equals(others.quiet())
                || !ways().equals(others.ways())
                || cells.stream()
                        .anyMatch(
                                cell ->
                                        isRefused(cell) != others.isRefused(cell)
                                                || isRefused(cell.everyBrand())
                                                        != others.isRefused(cell.everyBrand()));
    }

    private boolean isRefused(Cell cell) {
        return refusal(cell.purpose(), cell.way(), cell.brand()) != null;
    }

    /** What the person said against being reached in a way. */
    sealed interface Refusal {

        /** When they said it. */
        Instant at();

        /** They want other channels only, preferred first. */
        record OtherWays(List<ContactWay> wanted, Instant at) implements Refusal {}

        /** They refused this way for a purpose. */
        record Refused(Cell cell, Instant at) implements Refusal {}
    }

    /**
     * Why the person does not want to be reached like that; {@code null} when nothing is against
     * it. A brand's own choice goes before the one for every brand. A question that names no brand
     * could be about the refused one, so a refusal of any brand is one: of several, the first.
     */
    @Nullable Refusal refusal(Purpose purpose, ContactWay way, @Nullable String brand) {
        if (reachBy != null && !ways().isEmpty() && !ways().contains(way)) {
            return new Refusal.OtherWays(ways(), reachBy.at());
        }
        if (choices.isEmpty()) {
            return null;
        }
        if (brand == null) {
            return choices.entrySet().stream()
                    .filter(
                            said ->
                                    said.getKey().purpose() == purpose
                                            && said.getKey().way() == way
                                            && said.getValue().value() == PreferenceValue.REFUSED)
                    .map(said -> new Refusal.Refused(said.getKey(), said.getValue().at()))
                    .min(FIRST_SAID)
                    .orElse(null);
        }
        Cell own = new Cell(purpose, way, brand);
        Cell every = new Cell(purpose, way, null);
        return refused(wish(own) == PreferenceValue.UNSTATED ? every : own);
    }

    private @Nullable Refusal refused(Cell cell) {
        Stated<PreferenceValue> said = choices.get(cell);
        return said == null || said.value() != PreferenceValue.REFUSED
                ? null
                : new Refusal.Refused(cell, said.at());
    }

    private PreferenceValue wish(Cell cell) {
        Stated<PreferenceValue> said = choices.get(cell);
        return said == null ? PreferenceValue.UNSTATED : said.value();
    }
}
