// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.erasure.domain;

import io.temoin.retention.rights.domain.RefusalGround;
import io.temoin.retention.schedule.domain.ErasableItem;
import io.temoin.retention.schedule.domain.ErasableItem.Verdict;
import io.temoin.retention.schedule.domain.KeepingCause;
import io.temoin.retention.schedule.domain.ListedKind;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The items of a person, counted.
 *
 * @param going nothing outranks their erasure, and they are not destroyed yet
 * @param gone destroyed
 * @param kept what stays, and why
 */
public record ErasureSummary(
        List<ErasedItems> going, List<ErasedItems> gone, List<KeptItems> kept) {

    private record Why(
            ListedKind kind,
            KeepingCause by,
            @Nullable LocalDate until,
            @Nullable String reference) {

        private static final Comparator<Why> ORDER =
                Comparator.comparing(Why::kind)
                        .thenComparing(Why::by)
                        .thenComparing(Why::until, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(
                                Why::reference, Comparator.nullsLast(Comparator.naturalOrder()));
    }

    public ErasureSummary {
        going = List.copyOf(going);
        gone = List.copyOf(gone);
        kept = List.copyOf(kept);
    }

    /** Of these items. */
    public static ErasureSummary of(List<ErasableItem> items) {
        return new ErasureSummary(
                counted(items, verdict -> verdict == Verdict.GOES || verdict == Verdict.ORDERED),
                counted(items, verdict -> verdict == Verdict.GONE),
                kept(items));
    }

    /** Whether every owner has done what it had to. */
    public boolean isDone() {
        return going.isEmpty();
    }

    private static List<ErasedItems> counted(List<ErasableItem> items, Predicate<Verdict> wanted) {
        Map<ListedKind, Long> counts =
                items.stream()
                        .filter(item -> wanted.test(item.verdict()))
                        .collect(
                                Collectors.groupingBy(
                                        ErasableItem::kind, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(count -> new ErasedItems(count.getKey(), count.getValue()))
                .toList();
    }

    private static List<KeptItems> kept(List<ErasableItem> items) {
        Map<Why, Long> counts =
                items.stream()
                        .filter(item -> item.verdict() == Verdict.STAYS)
                        .collect(
                                Collectors.groupingBy(
                                        ErasureSummary::why,
                                        () -> new TreeMap<>(Why.ORDER),
                                        Collectors.counting()));
        return counts.entrySet().stream()
                .map(
                        count ->
                                new KeptItems(
                                        count.getKey().kind(),
                                        count.getValue(),
                                        count.getKey().by(),
                                        ground(count.getKey().by()),
                                        count.getKey().until(),
                                        count.getKey().reference()))
                .toList();
    }

    private static Why why(ErasableItem item) {
        return new Why(
                item.kind(),
                Objects.requireNonNull(item.keptBy(), "something keeps it"),
                item.until(),
                item.reference());
    }

    private static @Nullable RefusalGround ground(KeepingCause by) {
        return switch (by) {
            case LEGAL_HOLD -> RefusalGround.LEGAL_CLAIMS;
            case STATUTORY_MINIMUM, CONFLICT, SUPPRESSION, REQUEST_FILE, KEPT_RECORDING ->
                    RefusalGround.LEGAL_OBLIGATION;
            case REFUSED_BY_OWNER -> null;
        };
    }
}
