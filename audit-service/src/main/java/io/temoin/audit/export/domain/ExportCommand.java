// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export.domain;

import io.temoin.audit.intake.domain.SealedPerson;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be wanted of an export. */
public sealed interface ExportCommand {

    /**
     * Have an export written.
     *
     * @param filters what names no data subject
     * @param scope how far the asker sees; the whole tenant when there is none
     * @param persons the filters that name one, sealed
     */
    record RequestExport(
            UUID export,
            ExportFormat format,
            Map<String, String> filters,
            ExportReason reason,
            @Nullable ExportVisibility scope,
            List<SealedPerson> persons)
            implements ExportCommand {

        public RequestExport {
            filters = Map.copyOf(filters);
            persons = List.copyOf(persons);
        }
    }

    /** Note that all of it is written. */
    record CompleteExport(long count, long bytes, String sha256) implements ExportCommand {}

    /** Give it up. */
    record FailExport(String code) implements ExportCommand {}

    /**
     * Stop it, or take its file away.
     *
     * @param expired whether the file's time is over
     */
    record RemoveExport(boolean expired) implements ExportCommand {}

    /**
     * Take away what is written of it, since a person was erased of whom it may tell.
     *
     * @param erasure of that person; an id of its own when it is not known which it was
     */
    record WithdrawExport(UUID erasure) implements ExportCommand {}

    /**
     * Hand the file out.
     *
     * @param expired whether the file's time is over
     */
    record DownloadExport(boolean expired) implements ExportCommand {}

    /**
     * Have it sent to the operator's collector.
     *
     * @param collector host and port
     * @param expired whether the file's time is over
     */
    record RequestDelivery(UUID delivery, String collector, boolean expired)
            implements ExportCommand {}

    /** Note that the collector has all of it. */
    record CompleteDelivery(UUID delivery) implements ExportCommand {}

    /** Give the delivery up. */
    record FailDelivery(UUID delivery, String code) implements ExportCommand {}
}
