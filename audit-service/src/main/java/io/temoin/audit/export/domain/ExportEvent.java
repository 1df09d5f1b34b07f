// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export.domain;

import io.temoin.audit.intake.domain.SealedPerson;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happens to an export of the trail. Who did it is recorded with each event. */
public sealed interface ExportEvent {

    UUID export();

    /**
     * Somebody asked for it.
     *
     * @param filters what it is narrowed to, by the names of the query parameters of the trail;
     *     sorted; those that name a data subject are in {@code persons}
     * @param scope how far the asker sees; the whole tenant when it is not there
     * @param persons the filters that name a data subject; absent when none does
     */
    record ExportRequested(
            UUID export,
            ExportFormat format,
            Map<String, String> filters,
            ExportReason reason,
            @Nullable ExportVisibility scope,
            @Nullable List<SealedPerson> persons)
            implements ExportEvent {

        public ExportRequested {
            persons = persons == null ? null : List.copyOf(persons);
            filters = Collections.unmodifiableMap(new TreeMap<>(filters));
        }
    }

    /**
     * All of it is written.
     *
     * @param count of the entries in it
     * @param bytes of the file that is handed out
     * @param sha256 of that file, in hexadecimal
     */
    record ExportCompleted(UUID export, long count, long bytes, String sha256)
            implements ExportEvent {}

    /**
     * It could not be written, and is not tried any more.
     *
     * @param code why, for machines
     */
    record ExportFailed(UUID export, String code) implements ExportEvent {}

    /** Somebody stopped it before all of it was written; what was written of it goes. */
    record ExportCancelled(UUID export) implements ExportEvent {}

    /** Somebody had its file taken away before its time. */
    record ExportDeleted(UUID export) implements ExportEvent {}

    /**
     * What was written of it was taken away, since it may tell what is not to be told any more.
     *
     * @param code why, for machines
     * @param erasure after which it was: of a person of whom the export may tell; an id of its own
     *     when the person was found later, by their destroyed key
     */
    record ExportWithdrawn(UUID export, String code, UUID erasure) implements ExportEvent {}

    /** Somebody began to download it; recorded before the first byte is handed out. */
    record ExportDownloaded(UUID export, ExportFormat format, String sha256)
            implements ExportEvent {}

    /**
     * Somebody has it sent to the operator's collector; recorded before the first message is sent.
     *
     * @param collector host and port, as the operator configured them
     */
    record ExportDeliveryRequested(UUID export, UUID delivery, String collector, String sha256)
            implements ExportEvent {}

    /** The collector has confirmed all of it; it may have got parts more than once. */
    record ExportDelivered(UUID export, UUID delivery, String collector, String sha256)
            implements ExportEvent {}

    /**
     * The collector may have parts of it, and it is not tried any more.
     *
     * @param code why, for machines
     */
    record ExportDeliveryFailed(UUID export, UUID delivery, String collector, String code)
            implements ExportEvent {}
}
