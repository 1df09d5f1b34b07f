// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export.domain;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.temoin.audit.export.domain.ExportEvent.ExportFailed;
import io.temoin.audit.export.domain.ExportEvent.ExportRequested;
import io.temoin.audit.export.domain.ExportEvent.ExportWithdrawn;
import io.temoin.eventsourcing.testing.DeciderSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How an export ends before its time. */
class ExportRemovalTest {

    private static final UUID ID = UUID.fromString("01990000-0000-8000-8000-000000000040");
    private static final UUID DELIVERY = UUID.fromString("01990000-0000-8000-8000-000000000041");
    private static final UUID OTHER = UUID.fromString("01990000-0000-8000-8000-000000000042");
    private static final UUID ERASURE = UUID.fromString("01990000-0000-8000-8000-000000000020");
    private static final ExportReason REASON = new ExportReason("INCIDENT", "INC-1");
    private static final String SHA256 = "2c26b46b";

    private static final ExportRequested REQUESTED =
            new ExportRequested(ID, ExportFormat.SYSLOG, Map.of(), REASON, null, null);
    private static final ExportCompleted COMPLETED = new ExportCompleted(ID, 3, 400, SHA256);
    private static final ExportFailed FAILED = new ExportFailed(ID, "GIVEN_UP");
    private static final ExportDeliveryRequested DELIVERING =
            new ExportDeliveryRequested(ID, DELIVERY, "siem:6514", SHA256);
    private static final ExportCancelled CANCELLED = new ExportCancelled(ID);
    private static final ExportDeleted DELETED = new ExportDeleted(ID);
    private static final ExportWithdrawn WITHDRAWN =
            new ExportWithdrawn(ID, "SUBJECT_ERASED", ERASURE);

    private final DeciderSpecification<ExportCommand, Export, ExportEvent> export =
            DeciderSpecification.of(new ExportDecider());

    @Nested
    class Remove {

        private final RemoveExport command = new RemoveExport(false);

        @Test
        void stopsWhatIsBeingWritten() {
            export.given(REQUESTED).when(command).then(CANCELLED);
        }

        @Test
        void deletesWhatIsWritten() {
            export.given(REQUESTED, COMPLETED).when(command).then(DELETED);
        }

        @Test
        void findsNothingTheSecondTime() {
            export.given(REQUESTED, CANCELLED).when(command).thenNothing();
            export.given(REQUESTED, COMPLETED, DELETED).when(command).thenNothing();
            export.given(REQUESTED, COMPLETED, WITHDRAWN).when(command).thenNothing();
        }

        @Test
        void findsNothingWhereThereIsNoFile() {
            export.given(REQUESTED, FAILED).when(command).thenNothing();
            export.given(REQUESTED, COMPLETED).when(new RemoveExport(true)).thenNothing();
        }

        @Test
        void isOfSomethingThatWasAskedFor() {
            export.given().when(command).thenRejected(ExportProblem.EXPORT_UNKNOWN);
        }
    }

    @Nested
    class Withdraw {

        private final WithdrawExport command = new WithdrawExport(ERASURE);

        @Test
        void takesAwayWhatIsAndWhatIsBeingWritten() {
            export.given(REQUESTED).when(command).then(WITHDRAWN);
            export.given(REQUESTED, COMPLETED).when(command).then(WITHDRAWN);
        }

        @Test
        void findsNothingWhereThereIsNoFile() {
            export.given(REQUESTED, CANCELLED).when(command).thenNothing();
            export.given(REQUESTED, COMPLETED, DELETED).when(command).thenNothing();
            export.given(REQUESTED, WITHDRAWN).when(command).thenNothing();
            export.given(REQUESTED, FAILED).when(command).thenNothing();
        }

        @Test
        void isOfSomethingThatWasAskedFor() {
            export.given().when(command).thenRejected(ExportProblem.EXPORT_UNKNOWN);
        }
    }

    /** Whoever writes it, and whoever asked for it, may not know yet. */
    @Nested
    class Afterwards {

        @Test
        void itIsNotCompletedNorGivenUp() {
            for (ExportEvent removed : List.of(CANCELLED, WITHDRAWN)) {
                export.given(REQUESTED, removed)
                        .when(new CompleteExport(3, 400, SHA256))
                        .thenNothing();
                export.given(REQUESTED, removed).when(new FailExport("GIVEN_UP")).thenNothing();
            }
        }

        @Test
        void itIsNotAskedForAgain() {
            export.given(REQUESTED, CANCELLED)
                    .when(
                            new RequestExport(
                                    ID, ExportFormat.SYSLOG, Map.of(), REASON, null, List.of()))
                    .thenNothing();
        }

        @Test
        void itIsNotHandedOut() {
            DownloadExport download = new DownloadExport(false);

            export.given(REQUESTED, CANCELLED)
                    .when(download)
                    .thenRejected(ExportProblem.EXPORT_CANCELLED);
            export.given(REQUESTED, COMPLETED, DELETED)
                    .when(download)
                    .thenRejected(ExportProblem.EXPORT_DELETED);
            export.given(REQUESTED, COMPLETED, WITHDRAWN)
                    .when(download)
                    .thenRejected(ExportProblem.EXPORT_WITHDRAWN);
            export.given(REQUESTED, COMPLETED, DELETED)
                    .when(new RequestDelivery(DELIVERY, "siem:6514", false))
                    .thenRejected(ExportProblem.EXPORT_DELETED);
        }

        /** The collector may have had all of it before. */
        @Test
        void aDeliveryThatWasUnderWayStillEndsOnceEitherWay() {
            ExportDelivered delivered = new ExportDelivered(ID, DELIVERY, "siem:6514", SHA256);
            FailDelivery fail = new FailDelivery(DELIVERY, "EXPORT_DELETED");

            export.given(REQUESTED, COMPLETED, DELIVERING, DELETED)
                    .when(new CompleteDelivery(DELIVERY))
                    .then(delivered);
            export.given(REQUESTED, COMPLETED, DELIVERING, DELETED)
                    .when(fail)
                    .then(new ExportDeliveryFailed(ID, DELIVERY, "siem:6514", "EXPORT_DELETED"));
            export.given(REQUESTED, COMPLETED, DELIVERING, DELETED, delivered)
                    .when(fail)
                    .thenNothing();
        }

        @Test
        void noOtherDeliveryEnds() {
            export.given(REQUESTED, COMPLETED, DELIVERING, DELETED)
                    .when(new CompleteDelivery(OTHER))
                    .thenNothing();
            export.given(REQUESTED, COMPLETED, DELETED)
                    .when(new CompleteDelivery(DELIVERY))
                    .thenNothing();
            export.given(REQUESTED, CANCELLED).when(new CompleteDelivery(DELIVERY)).thenNothing();
        }
    }

    /** A stream in an order that was never written is not read as if nothing were wrong. */
    @Test
    void nothingThatIsNotThereIsTakenAway() {
        ExportDecider decider = new ExportDecider();
        Export removed = new Export.Removed(ID, Export.Cause.CANCELLED, null);

        for (ExportEvent event : List.of(CANCELLED, DELETED, WITHDRAWN)) {
            for (Export state : List.of(new Export.Unknown(), new Export.Failed(ID), removed)) {
                assertThatThrownBy(() -> decider.evolve(state, event))
                        .isInstanceOf(IllegalStateException.class);
            }
        }
        for (ExportEvent event : List.of(COMPLETED, DELIVERING)) {
            assertThatThrownBy(() -> decider.evolve(removed, event))
                    .isInstanceOf(IllegalStateException.class);
        }
    }
}
