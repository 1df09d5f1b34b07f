// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export.domain;

import io.temoin.audit.export.domain.Export.Completed;
import io.temoin.audit.export.domain.Export.Failed;
import io.temoin.audit.export.domain.Export.Requested;
import io.temoin.audit.export.domain.Export.Unknown;
import io.temoin.audit.export.domain.ExportCommand.CompleteExport;
import io.temoin.audit.export.domain.ExportCommand.DownloadExport;
import io.temoin.audit.export.domain.ExportCommand.FailExport;
import io.temoin.audit.export.domain.ExportCommand.RequestExport;
import io.temoin.audit.export.domain.ExportEvent.ExportCompleted;
import io.temoin.audit.export.domain.ExportEvent.ExportDownloaded;
import io.temoin.audit.export.domain.ExportEvent.ExportFailed;
import io.temoin.audit.export.domain.ExportEvent.ExportRequested;
import io.temoin.eventsourcing.Decider;
import io.temoin.eventsourcing.Rejected;
import java.util.List;

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
            case DownloadExport(boolean expired) -> download(expired, state);
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

    private static List<ExportEvent> download(boolean expired, Export state) {
        return switch (state) {
            case Unknown _ -> throw ExportProblem.unknown();
            case Requested _ -> throw ExportProblem.notCompleted();
            case Failed _ ->
                    throw new Rejected(
                            ExportProblem.EXPORT_FAILED,
                            "The export could not be written; ask for another one.");
            case Completed(var export, var format, var sha256) -> {
                if (expired) {
                    throw new Rejected(
                            ExportProblem.EXPORT_EXPIRED,
                            "The file was kept for its time and is gone; ask for another export.");
                }
                yield List.of(new ExportDownloaded(export, format, sha256));
            }
        };
    }

    @Override
    public Export evolve(Export state, ExportEvent event) {
        return switch (event) {
            case ExportRequested asked -> new Requested(asked.export(), asked.format());
            case ExportCompleted done ->
                    new Completed(done.export(), formatOf(state), done.sha256());
            case ExportFailed failed -> new Failed(failed.export());
            case ExportDownloaded _ -> state;
        };
    }

    private static ExportFormat formatOf(Export state) {
        return switch (state) {
            case Requested(_, var format) -> format;
            case Completed(_, var format, _) -> format;
            case Unknown _, Failed _ ->
                    throw new IllegalStateException("only what was asked for is completed");
        };
    }
}
