// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.visibility.domain.Visibility;
import io.temoin.retention.engine.domain.ItemState;
import io.temoin.retention.register.RegisteredItemQueries;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.schedule.domain.ListedKind;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists items of all kinds in one order. */
@ApplicationScoped
class ItemLists {

    /** As the database orders them; as text, since Java takes the first bit of an id for a sign. */
    private static final Comparator<ListedItem> BY_ID =
            Comparator.comparing((ListedItem item) -> item.id().toString())
                    .thenComparing(item -> item.kind() != ListedKind.RECORDING)
                    .thenComparing(item -> item.kind().name());

    /**
     * What to list; all given conditions hold.
     *
     * @param dueBefore the end of the item's last day lies before
     * @param visibility of those only that exist for the caller
     */
    record Question(
            @Nullable ListedKind kind,
            @Nullable ItemState state,
            @Nullable Instant dueBefore,
            Visibility visibility,
            @Nullable Place after) {

        /** Of items with the same id the recording comes first: after any of them it is over. */
        RetainedItemView.Question ofRecordings() {
            return new RetainedItemView.Question(
                    state, dueBefore, visibility, after == null ? null : after.id());
        }

        RegisteredItemQueries.Question ofOthers() {
            return new RegisteredItemQueries.Question(
                    ofRegister(kind),
                    state,
                    dueBefore,
                    visibility,
                    after == null
                            ? null
                            : new RegisteredItemQueries.Place(
                                    after.id(), ofRegister(after.kind())));
        }

        private static @Nullable ItemKind ofRegister(@Nullable ListedKind kind) {
            return kind == null || kind == ListedKind.RECORDING
                    ? null
                    : ItemKind.valueOf(kind.name());
        }
    }

    /** Where a page ended. */
    record Place(UUID id, ListedKind kind) {}

    private final RetainedItemView recordings;
    private final RegisteredItemQueries others;

    ItemLists(RetainedItemView recordings, RegisteredItemQueries others) {
        this.recordings = recordings;
        this.others = others;
    }

    /** The items that answer {@code question}, at most {@code limit}. */
    Uni<List<ListedItem>> list(TenantId tenant, Question question, int limit) {
        if (question.kind() == null) {
            return Uni.combine()
                    .all()
                    .unis(recordings(tenant, question, limit), others(tenant, question, limit))
                    .with(
                            (some, other) ->
                                    Stream.concat(some.stream(), other.stream())
                                            .sorted(BY_ID)
                                            .limit(limit)
                                            .toList());
        }
        return question.kind() == ListedKind.RECORDING
                ? recordings(tenant, question, limit)
                : others(tenant, question, limit);
    }

    private Uni<List<ListedItem>> recordings(TenantId tenant, Question question, int limit) {
        return recordings
                .list(tenant, question.ofRecordings(), limit)
                .map(rows -> rows.stream().map(ListedItem::of).toList());
    }

    private Uni<List<ListedItem>> others(TenantId tenant, Question question, int limit) {
        return others.list(tenant, question.ofOthers(), limit)
                .map(rows -> rows.stream().map(ListedItem::of).toList());
    }
}
