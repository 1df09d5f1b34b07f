// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition;

import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.retention.disposition.domain.BatchCommand.ConfirmBatch;
import io.temoin.retention.disposition.domain.RefusedItem;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.register.domain.ItemOwner;
import io.temoin.retention.register.domain.RefusalReason;
import io.temoin.retention.register.domain.RegisterProblem;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;

/** Reads what an owner answers to the order to destroy a batch of items. */
final class ItemsDisposedReader {

    static final String TYPE = "ItemsDisposed";
    private static final int VERSION = 1;

    private ItemsDisposedReader() {}

    /** The answer. */
    static ConfirmBatch read(ReceivedEvent event) {
        if (event.version() != VERSION) {
            throw RegisterProblem.unreadable(TYPE + " in version " + event.version());
        }
        try {
            JsonFields data = event.fields();
            return new ConfirmBatch(
                    data.uuid("batch"),
                    ItemOwner.valueOf(event.service().toUpperCase(Locale.ROOT)),
                    data.read("kind", ItemKind::valueOf),
                    data.text("controller"),
                    data.number("disposed"),
                    data.objects("refused").stream().map(ItemsDisposedReader::refused).toList(),
                    data.text("digest"),
                    data.instant("erasedAt"),
                    data.optional("horizon", LocalDate::parse));
        } catch (JsonFields.Unreadable missing) {
            throw RegisterProblem.unreadable(missing.field());
        } catch (IllegalArgumentException | DateTimeException _) {
            throw RegisterProblem.unreadable("a member of it");
        }
    }

    private static RefusedItem refused(JsonFields data) {
        return new RefusedItem(
                data.uuid("item"),
                data.read("reason", RefusalReason::valueOf),
                data.has("neededUntil") ? data.instant("neededUntil") : null);
    }
}
