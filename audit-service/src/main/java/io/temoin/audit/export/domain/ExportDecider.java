// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export.domain;

import io.temoin.audit.export.domain.Export.Completed;
import io.temoin.audit.export.domain.Export.Delivery;
import io.temoin.audit.export.domain.Export.Failed;
import io.temoin.audit.export.domain.Export.Requested;
import io.temoin.audit.export.domain.Export.Unknown;
import io.temoin.audit.export.domain.ExportCommand.CompleteDelivery;
import io.temoin.audit.export.domain.ExportCommand.CompleteExport;
import io.temoin.audit.export.domain.ExportCommand.DownloadExport;
import io.temoin.audit.export.domain.ExportCommand.FailDelivery;
import io.temoin.audit.export.domain.ExportCommand.FailExport;
import io.temoin.audit.export.domain.ExportCommand.RequestDelivery;
import io.temoin.audit.export.domain.ExportCommand.RequestExport;
import io.temoin.audit.export.domain.ExportEvent.ExportCompleted;
import io.temoin.audit.export.domain.ExportEvent.ExportDelivered;
import io.temoin.audit.export.domain.ExportEvent.ExportDeliveryFailed;
import io.temoin.audit.export.domain.ExportEvent.ExportDeliveryRequested;
import io.temoin.audit.export.domain.ExportEvent.ExportDownloaded;
import io.temoin.audit.export.domain.ExportEvent.ExportFailed;
import io.temoin.audit.export.domain.ExportEvent.ExportRequested;
import io.temoin.eventsourcing.Decider;
import io.temoin.eventsourcing.Rejected;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An export ends once, completed or failed; only a completed one is handed out. */
public final class ExportDecider implements Decider<ExportCommand, Export, ExportEvent> {

    @Override
    public Export initialState() {
        return new Unknown();
    }

    @Override
    public List<ExportEvent> decide(ExportCommand command, Export state) {
        return switch (command) {
            case RequestExport wanted -> request(wanted, state);
            case CompleteExport done -> complete(done, state);
            case FailExport(String code) -> fail(code, state);
            case DownloadExport(boolean expired) -> download(completed(state, expired));
            case RequestDelivery wanted ->
                    requestDelivery(wanted, completed(state, wanted.expired()));
            case CompleteDelivery(var id) -> completeDelivery(id, state);
            case FailDelivery(var id, var code) -> failDelivery(id, code, state);
        };
    }

    private static List<ExportEvent> request(RequestExport wanted, Export state) {
        return switch (state) {
            case Unknown _ ->
                    List.of(
                            new ExportRequested(
                                    wanted.export(),
                                    wanted.format(),
                                    wanted.filters(),
                                    wanted.reason(),
                                    wanted.scope()));
            case Requested _, Completed _, Failed _ -> List.of();
        };
    }

    /** Two that wrote it wrote the same: what came first stands. */
    private static List<ExportEvent> complete(CompleteExport done, Export state) {
        return switch (state) {
            case Unknown _ -> throw ExportProblem.unknown();
            case Requested(var export, _) ->
                    List.of(new ExportCompleted(export, done.count(), done.bytes(), done.sha256()));
            case Completed _, Failed _ -> List.of();
        };
    }

    private static List<ExportEvent> fail(String code, Export state) {
        return switch (state) {
            case Unknown _ -> throw ExportProblem.unknown();
            case Requested(var export, _) -> List.of(new ExportFailed(export, code));
            case Completed _, Failed _ -> List.of();
        };
    }

    /** The file that may leave; refuses when there is none. */
    private static Completed completed(Export state, boolean expired) {
        return switch (state) {
            case Unknown _ -> throw ExportProblem.unknown();
            case Requested _ -> throw ExportProblem.notCompleted();
            case Failed _ ->
                    throw new Rejected(
                            ExportProblem.EXPORT_FAILED,
                            "The export could not be written; ask for another one.");
            case Completed completed -> {
                if (expired) {
                    throw new Rejected(
                            ExportProblem.EXPORT_EXPIRED,
                            "The file was kept for its time and is gone; ask for another export.");
                }
                yield completed;
            }
        };
    }

    private static List<ExportEvent> download(Completed file) {
        return List.of(new ExportDownloaded(file.export(), file.format(), file.sha256()));
    }

    /** One at a time: asking for what is under way changes nothing. */
    private static List<ExportEvent> requestDelivery(RequestDelivery wanted, Completed file) {
        if (file.format() != ExportFormat.SYSLOG) {
            throw new Rejected(
                    ExportProblem.EXPORT_NOT_SYSLOG,
                    "Only an export in the format SYSLOG is sent to a collector.");
        }
        return file.delivery() != null
                ? List.of()
                : List.of(
                        new ExportDeliveryRequested(
                                file.export(),
                                wanted.delivery(),
                                wanted.collector(),
                                file.sha256()));
    }

    private static List<ExportEvent> completeDelivery(UUID id, Export state) {
        return state instanceof Completed file && isUnderWay(file, id)
                ? List.of(new ExportDelivered(file.export(), id, collector(file), file.sha256()))
                : List.of();
    }

    private static List<ExportEvent> failDelivery(UUID id, String code, Export state) {
        return state instanceof Completed file && isUnderWay(file, id)
                ? List.of(new ExportDeliveryFailed(file.export(), id, collector(file), code))
                : List.of();
    }

    private static boolean isUnderWay(Completed file, UUID delivery) {
        return file.delivery() != null && file.delivery().id().equals(delivery);
    }

    private static String collector(Completed file) {
        return Objects.requireNonNull(file.delivery(), "is under way").collector();
    }

    @Override
    public Export evolve(Export state, ExportEvent event) {
        return switch (event) {
            case ExportRequested asked -> new Requested(asked.export(), asked.format());
            case ExportCompleted done ->
                    new Completed(done.export(), formatOf(state), done.sha256(), null);
            case ExportFailed failed -> new Failed(failed.export());
            case ExportDownloaded _ -> state;
            case ExportDeliveryRequested asked ->
                    delivering(state, new Delivery(asked.delivery(), asked.collector()));
            case ExportDelivered _, ExportDeliveryFailed _ -> delivering(state, null);
        };
    }

    private static Export delivering(Export state, @Nullable Delivery delivery) {
        return switch (state) {
            case Completed file -> file.with(delivery);
            case Unknown _, Requested _, Failed _ ->
                    throw new IllegalStateException("only what is completed is sent");
        };
    }

    private static ExportFormat formatOf(Export state) {
        return switch (state) {
            case Requested(_, var format) -> format;
            case Completed(_, var format, _, _) -> format;
            case Unknown _, Failed _ ->
                    throw new IllegalStateException("only what was asked for is completed");
        };
    }
}
