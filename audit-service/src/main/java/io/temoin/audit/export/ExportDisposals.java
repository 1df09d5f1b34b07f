// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.export.ExportRow.State;
import io.temoin.audit.export.domain.ExportCommand.RemoveExport;
import io.temoin.audit.export.domain.ExportVisibility;
import io.temoin.eventsourcing.store.EventMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes the files of exports away under an order; that there was an export stays on record. */
@ApplicationScoped
public class ExportDisposals {

    /** What became of an export. */
    public enum Outcome {
        /** Nothing of its file is there any more. */
        GONE,
        /** There is no such export. */
        UNKNOWN,
        /** It is still being written. */
        BEING_WRITTEN,
        /** It was made for another organisation. */
        OF_ANOTHER
    }

    private final ExportStore exports;
    private final ExportRemovals removals;

    ExportDisposals(ExportStore exports, ExportRemovals removals) {
        this.exports = exports;
        this.removals = removals;
    }

    /**
     * Takes the file away; twice is as once.
     *
     * @param cause the circumstances of the order
     * @param controller whose export it is said to be
     */
    public Uni<Outcome> dispose(EventMetadata cause, UUID export, String controller) {
        return exports.find(cause.tenant(), export)
                .flatMap(
                        found ->
                                found.map(row -> dispose(cause, row, controller))
                                        .orElseGet(() -> Uni.createFrom().item(Outcome.UNKNOWN)));
    }

    private Uni<Outcome> dispose(EventMetadata cause, ExportRow export, String controller) {
        State state = export.progress().state();
        if (!isOf(export.asked().scope(), controller)) {
            return Uni.createFrom().item(Outcome.OF_ANOTHER);
        }
        if (state.isOpen()) {
            return Uni.createFrom().item(Outcome.BEING_WRITTEN);
        }
        return state == State.COMPLETED
                ? removals.remove(
                                export.id(), new RemoveExport(false), ofExport(cause, export.id()))
                        .replaceWith(Outcome.GONE)
                : Uni.createFrom().item(Outcome.GONE);
    }

    /** One of the whole tenant is of nobody in particular. */
    private static boolean isOf(@Nullable ExportVisibility scope, String controller) {
        return scope == null
                || scope.organisation().equals(controller)
                || scope.controllers().contains(controller);
    }

    /** A command for each export of an order. */
    private static EventMetadata ofExport(EventMetadata cause, UUID export) {
        String command = cause.commandId() + "/" + export + "/RemoveExport";
        return new EventMetadata(
                cause.tenant(),
                cause.actor(),
                UUID.nameUUIDFromBytes(command.getBytes(StandardCharsets.UTF_8)),
                null,
                cause.correlation(),
                cause.causation(),
                cause.traceparent(),
                cause.at());
    }
}
