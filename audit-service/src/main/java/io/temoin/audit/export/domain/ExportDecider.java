// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export.domain;

import io.temoin.audit.export.domain.Export.Cause;
import io.temoin.audit.export.domain.Export.Completed;
import io.temoin.audit.export.domain.Export.Delivery;
import io.temoin.audit.export.domain.Export.Failed;
import io.temoin.audit.export.domain.Export.Removed;
import io.temoin.audit.export.domain.Export.Requested;
import io.temoin.audit.export.domain.Export.Unknown;
import io.temoin.audit.export.domain.ExportCommand.CompleteDelivery;
import io.temoin.audit.export.domain.ExportCommand.CompleteExport;
import io.temoin.audit.export.domain.ExportCommand.DownloadExport;
import io.temoin.audit.export.domain.ExportCommand.FailDelivery;
import io.temoin.audit.export.domain.ExportCommand.FailExport;
import io.temoin.audit.export.domain.ExportCommand.RemoveExport;
import io.temoin.audit.export.domain.ExportCommand.RequestDelivery;
import io.temoin.audit.export.domain.ExportCommand.RequestExport;
import io.temoin.audit.export.domain.ExportCommand.WithdrawExport;
import io.temoin.audit.export.domain.ExportEvent.ExportCancelled;
import io.temoin.audit.export.domain.ExportEvent.ExportCompleted;
import io.temoin.audit.export.domain.ExportEvent.ExportDeleted;
import io.temoin.audit.export.domain.ExportEvent.ExportDelivered;
import io.temoin.audit.export.domain.ExportEvent.ExportDeliveryFailed;
import io.temoin.audit.export.domain.ExportEvent.ExportDeliveryRequested;
import io.temoin.audit.export.domain.ExportEvent.ExportDownloaded;
import io.temoin.audit.export.domain.ExportEvent.ExportFailed;
import io.temoin.audit.export.domain.ExportEvent.ExportRequested;
import io.temoin.audit.export.domain.ExportEvent.ExportWithdrawn;
import io.temoin.eventsourcing.Decider;
import io.temoin.eventsourcing.Rejected;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An export ends once: completed, failed or stopped. Only a completed one is handed out, until its
 * file is taken away.
 */
public final class ExportDecider implements Decider<ExportCommand, Export, ExportEvent> {

    private static final String SUBJECT_ERASED = "SUBJECT_ERASED";

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
            case RemoveExport wanted -> remove(wanted.expired(), state);
            case WithdrawExport(var erasure) -> withdraw(erasure, state);
            case DownloadExport wanted -> download(completed(state, wanted.expired()));
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
                                    wanted.scope(),
                                    wanted.persons().isEmpty() ? null : wanted.persons()));
            case Requested _, Completed _, Removed _, Failed _ -> List.of();
        };
    }

    /** Two that wrote it wrote the same: what came first stands. */
    private static List<ExportEvent> complete(CompleteExport done, Export state) {
        return switch (state) {
            case Unknown _ -> throw ExportProblem.unknown();
            case Requested(var export, _) ->
                    List.of(new ExportCompleted(export, done.count(), done.bytes(), done.sha256()));
            case Completed _, Removed _, Failed _ -> List.of();
        };
    }

    private static List<ExportEvent> fail(String code, Export state) {
        return switch (state) {
            case Unknown _ -> throw ExportProblem.unknown();
            case Requested(var export, _) -> List.of(new ExportFailed(export, code));
            case Completed _, Removed _, Failed _ -> List.of();
        };
    }

    /** What is gone already is not taken away again, and is no reason to refuse. */
    private static List<ExportEvent> remove(boolean expired, Export state) {
        return switch (state) {
            case Unknown _ -> throw ExportProblem.unknown();
            case Requested(var export, _) -> List.of(new ExportCancelled(export));
            case Completed file -> expired ? List.of() : List.of(new ExportDeleted(file.export()));
            case Removed _ -> List.of();
            case Failed _ -> List.of();
        };
    }

    private static List<ExportEvent> withdraw(UUID erasure, Export state) {
        return switch (state) {
            case Unknown _ -> throw ExportProblem.unknown();
            case Requested(var export, _) -> List.of(withdrawn(export, erasure));
            case Completed file -> List.of(withdrawn(file.export(), erasure));
            case Removed _ -> List.of();
            case Failed _ -> List.of();
        };
    }

    private static ExportEvent withdrawn(UUID export, UUID erasure) {
        return new ExportWithdrawn(export, SUBJECT_ERASED, erasure);
    }

    /** The file that may leave; refuses when there is none. */
    private static Completed completed(Export state, boolean expired) {
        return switch (state) {
            case Unknown _ -> throw ExportProblem.unknown();
            case Requested _ -> throw ExportProblem.notCompleted();
            case Failed _ ->
                    throw new Rejected(
                            ExportProblem.EXPORT_FAILED, "The export failed; request a new one.");
            case Removed(_, var cause, _) -> throw ExportProblem.removed(cause);
            case Completed completed -> {
                if (expired) {
                    throw new Rejected(
                            ExportProblem.EXPORT_EXPIRED,
                            "The content of the export is no longer stored; request a new export.");
                }
                yield completed;
            }
        };
    }

    private static List<ExportEvent> download(Completed file) {
        return List.of(new ExportDownloaded(file.export(), file.format(), file.sha256()));
    }

    /**
     * One at a time. Another is refused: nothing would be on record of it, so that asking for it
     * again later would send everything once more.
     */
    private static List<ExportEvent> requestDelivery(RequestDelivery wanted, Completed file) {
        if (file.format() != ExportFormat.SYSLOG) {
            throw new Rejected(
                    ExportProblem.EXPORT_NOT_SYSLOG,
                    "Only exports in the SYSLOG format can be delivered to a collector.");
        }
        Delivery underWay = file.delivery();
        if (underWay == null) {
            return List.of(
                    new ExportDeliveryRequested(
                            file.export(), wanted.delivery(), wanted.collector(), file.sha256()));
        }
        if (!underWay.id().equals(wanted.delivery())) {
            throw new Rejected(
                    ExportProblem.DELIVERY_UNDER_WAY,
                    "The export is already being delivered; request another delivery once this one"
                            + " has ended.");
        }
        return List.of();
    }

    private static List<ExportEvent> completeDelivery(UUID id, Export state) {
        Completed file = underWay(id, state);
        return file == null
                ? List.of()
                : List.of(new ExportDelivered(file.export(), id, collector(file), file.sha256()));
    }

    private static List<ExportEvent> failDelivery(UUID id, String code, Export state) {
        Completed file = underWay(id, state);
        return file == null
                ? List.of()
                : List.of(new ExportDeliveryFailed(file.export(), id, collector(file), code));
    }

    /** The file that the delivery is of, if it is the one under way. */
    private static @Nullable Completed underWay(UUID delivery, Export state) {
        Completed file =
                switch (state) {
                    case Completed completed -> completed;
                    case Removed(_, _, var removed) -> removed;
                    case Unknown _, Requested _, Failed _ -> null;
                };
        return file != null && file.delivery() != null && file.delivery().id().equals(delivery)
                ? file
                : null;
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
            case ExportCancelled gone -> removed(gone.export(), Cause.CANCELLED, state);
            case ExportDeleted gone -> removed(gone.export(), Cause.DELETED, state);
            case ExportWithdrawn gone -> removed(gone.export(), Cause.WITHDRAWN, state);
            case ExportDownloaded _ -> state;
            case ExportDeliveryRequested asked ->
                    delivering(state, new Delivery(asked.delivery(), asked.collector()));
            case ExportDelivered _, ExportDeliveryFailed _ -> delivering(state, null);
        };
    }

    private static Export delivering(Export state, @Nullable Delivery delivery) {
        return switch (state) {
            case Completed file -> file.with(delivery);
            case Removed(var export, var cause, var file) ->
                    new Removed(export, cause, sent(file).with(delivery));
            case Unknown _, Requested _, Failed _ -> sent(null);
        };
    }

    private static Completed sent(@Nullable Completed file) {
        if (file == null) {
            throw new IllegalStateException("only what is completed is sent");
        }
        return file;
    }

    private static Removed removed(UUID export, Cause cause, Export state) {
        return switch (state) {
            case Requested _ -> new Removed(export, cause, null);
            case Completed file -> new Removed(export, cause, file);
            case Unknown _, Removed _, Failed _ ->
                    throw new IllegalStateException("only what is there is taken away");
        };
    }

    private static ExportFormat formatOf(Export state) {
        return switch (state) {
            case Requested(_, var format) -> format;
            case Completed(_, var format, _, _) -> format;
            case Unknown _, Removed _, Failed _ ->
                    throw new IllegalStateException("only what was asked for is completed");
        };
    }
}
