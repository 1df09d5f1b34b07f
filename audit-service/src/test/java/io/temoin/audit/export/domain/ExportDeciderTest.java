// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.temoin.audit.intake.domain.SealedPerson;
import io.temoin.eventsourcing.testing.DeciderSpecification;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ExportDeciderTest {

    private static final UUID ID = UUID.fromString("01990000-0000-8000-8000-000000000040");
    private static final Map<String, String> FILTERS = Map.of("action", "LISTENING_GRANTED");
    private static final ExportReason REASON = new ExportReason("INCIDENT", "INC-1");
    private static final ExportVisibility SCOPE =
            new ExportVisibility("voix-du-rhone", List.of("rhone-telecom"));
    private static final String SHA256 = "2c26b46b";

    private static final ExportRequested REQUESTED =
            new ExportRequested(ID, ExportFormat.CSV, FILTERS, REASON, SCOPE, null);
    private static final ExportCompleted COMPLETED = new ExportCompleted(ID, 3, 400, SHA256);
    private static final ExportFailed FAILED = new ExportFailed(ID, "GIVEN_UP");

    private final DeciderSpecification<ExportCommand, Export, ExportEvent> export =
            DeciderSpecification.of(new ExportDecider());

    @Nested
    class Request {

        private final RequestExport command =
                new RequestExport(ID, ExportFormat.CSV, FILTERS, REASON, SCOPE, List.of());

        @Test
        void isRecordedWithAllThatWasAsked() {
            export.given().when(command).then(REQUESTED);
        }

        @Test
        void namesPersonsSealedAlone() {
            List<SealedPerson> persons = List.of(new SealedPerson(ID, "AQ=="));
            export.given()
                    .when(new RequestExport(ID, ExportFormat.CSV, FILTERS, REASON, SCOPE, persons))
                    .then(
                            new ExportRequested(
                                    ID, ExportFormat.CSV, FILTERS, REASON, SCOPE, persons));
        }

        @Test
        void isMadeOnce() {
            export.given(REQUESTED).when(command).thenNothing();
            export.given(REQUESTED, COMPLETED).when(command).thenNothing();
            export.given(REQUESTED, FAILED).when(command).thenNothing();
        }
    }

    @Nested
    class Complete {

        private final CompleteExport command = new CompleteExport(3, 400, SHA256);

        @Test
        void tellsHowManyAndOfWhichContent() {
            export.given(REQUESTED).when(command).then(COMPLETED);
        }

        @Test
        void happensOnce() {
            export.given(REQUESTED, COMPLETED).when(command).thenNothing();
        }

        @Test
        void doesNotUndoAFailure() {
            export.given(REQUESTED, FAILED).when(command).thenNothing();
        }

        @Test
        void isOfSomethingThatWasAskedFor() {
            export.given().when(command).thenRejected(ExportProblem.EXPORT_UNKNOWN);
        }
    }

    @Nested
    class Fail {

        private final FailExport command = new FailExport("GIVEN_UP");

        @Test
        void tellsWhy() {
            export.given(REQUESTED).when(command).then(FAILED);
        }

        @Test
        void happensOnceAndNotToWhatIsCompleted() {
            export.given(REQUESTED, FAILED).when(command).thenNothing();
            export.given(REQUESTED, COMPLETED).when(command).thenNothing();
        }

        @Test
        void isOfSomethingThatWasAskedFor() {
            export.given().when(command).thenRejected(ExportProblem.EXPORT_UNKNOWN);
        }
    }

    @Nested
    class Download {

        private final DownloadExport command = new DownloadExport(false);
        private final ExportDownloaded downloaded =
                new ExportDownloaded(ID, ExportFormat.CSV, SHA256);

        @Test
        void isRecordedWithTheHashOfWhatIsHandedOut() {
            export.given(REQUESTED, COMPLETED).when(command).then(downloaded);
        }

        @Test
        void isRecordedEveryTime() {
            export.given(REQUESTED, COMPLETED, downloaded).when(command).then(downloaded);
        }

        @Test
        void isRefusedUntilItIsWritten() {
            export.given(REQUESTED).when(command).thenRejected(ExportProblem.EXPORT_NOT_COMPLETED);
        }

        @Test
        void isRefusedWhenItFailed() {
            export.given(REQUESTED, FAILED).when(command).thenRejected(ExportProblem.EXPORT_FAILED);
        }

        @Test
        void isRefusedWhenItsTimeIsOver() {
            export.given(REQUESTED, COMPLETED)
                    .when(new DownloadExport(true))
                    .thenRejected(ExportProblem.EXPORT_EXPIRED);
        }

        @Test
        void isOfSomethingThatWasAskedFor() {
            export.given().when(command).thenRejected(ExportProblem.EXPORT_UNKNOWN);
        }
    }

    @Nested
    class Deliver {

        private final UUID delivery = UUID.fromString("01990000-0000-8000-8000-000000000041");
        private final UUID other = UUID.fromString("01990000-0000-8000-8000-000000000042");
        private final ExportRequested syslog =
                new ExportRequested(ID, ExportFormat.SYSLOG, FILTERS, REASON, null, null);
        private final RequestDelivery request = new RequestDelivery(delivery, "siem:6514", false);
        private final ExportDeliveryRequested requested =
                new ExportDeliveryRequested(ID, delivery, "siem:6514", SHA256);
        private final ExportDelivered delivered =
                new ExportDelivered(ID, delivery, "siem:6514", SHA256);
        private final ExportDeliveryFailed failed =
                new ExportDeliveryFailed(ID, delivery, "siem:6514", "COLLECTOR_UNREACHABLE");

        @Test
        void isRecordedWithItsCollectorAndTheHashOfWhatIsSent() {
            export.given(syslog, COMPLETED).when(request).then(requested);
        }

        @Test
        void isUnderWayOnceAtATime() {
            export.given(syslog, COMPLETED, requested).when(request).thenNothing();
            export.given(syslog, COMPLETED, requested)
                    .when(new RequestDelivery(other, "siem:6514", false))
                    .thenRejected(ExportProblem.DELIVERY_UNDER_WAY);
        }

        @Test
        void canBeAskedForAgainWhenItHasEnded() {
            RequestDelivery again = new RequestDelivery(other, "siem:6514", false);
            ExportDeliveryRequested another =
                    new ExportDeliveryRequested(ID, other, "siem:6514", SHA256);

            export.given(syslog, COMPLETED, requested, delivered).when(again).then(another);
            export.given(syslog, COMPLETED, requested, failed).when(again).then(another);
        }

        @Test
        void isOfSyslogOnly() {
            export.given(REQUESTED, COMPLETED)
                    .when(request)
                    .thenRejected(ExportProblem.EXPORT_NOT_SYSLOG);
        }

        @Test
        void isRefusedLikeADownload() {
            export.given().when(request).thenRejected(ExportProblem.EXPORT_UNKNOWN);
            export.given(syslog).when(request).thenRejected(ExportProblem.EXPORT_NOT_COMPLETED);
            export.given(syslog, FAILED).when(request).thenRejected(ExportProblem.EXPORT_FAILED);
            export.given(syslog, COMPLETED)
                    .when(new RequestDelivery(delivery, "siem:6514", true))
                    .thenRejected(ExportProblem.EXPORT_EXPIRED);
        }

        @Test
        void endsOnce() {
            export.given(syslog, COMPLETED, requested)
                    .when(new CompleteDelivery(delivery))
                    .then(delivered);
            export.given(syslog, COMPLETED, requested, delivered)
                    .when(new CompleteDelivery(delivery))
                    .thenNothing();
            export.given(syslog, COMPLETED, requested, delivered)
                    .when(new FailDelivery(delivery, "COLLECTOR_UNREACHABLE"))
                    .thenNothing();
        }

        @Test
        void tellsWhyItFailed() {
            export.given(syslog, COMPLETED, requested)
                    .when(new FailDelivery(delivery, "COLLECTOR_UNREACHABLE"))
                    .then(failed);
        }

        /** A job that comes late with an outcome does no harm. */
        @Test
        void hasNoEndBeforeItsBeginning() {
            CompleteDelivery complete = new CompleteDelivery(delivery);
            FailDelivery fail = new FailDelivery(delivery, "COLLECTOR_UNREACHABLE");

            for (ExportCommand end : List.of(complete, fail)) {
                export.given().when(end).thenNothing();
                export.given(syslog).when(end).thenNothing();
                export.given(syslog, FAILED).when(end).thenNothing();
                export.given(syslog, COMPLETED).when(end).thenNothing();
            }
        }

        @Test
        void isNotEndedByTheOneBefore() {
            export.given(syslog, COMPLETED, requested)
                    .when(new CompleteDelivery(other))
                    .thenNothing();
            export.given(syslog, COMPLETED, requested)
                    .when(new FailDelivery(other, "COLLECTOR_UNREACHABLE"))
                    .thenNothing();
        }
    }

    /** A stream in an order that was never written is not read as if nothing were wrong. */
    @Nested
    class BrokenHistory {

        private final ExportDecider decider = new ExportDecider();

        @Test
        void completesNothingThatWasNotAskedFor() {
            for (Export state : List.of(new Export.Unknown(), new Export.Failed(ID))) {
                assertThatThrownBy(() -> decider.evolve(state, COMPLETED))
                        .isInstanceOf(IllegalStateException.class);
            }
        }

        @Test
        void sendsNothingThatWasNotCompleted() {
            UUID delivery = UUID.fromString("01990000-0000-8000-8000-000000000041");
            List<ExportEvent> events =
                    List.of(
                            new ExportDeliveryRequested(ID, delivery, "siem:6514", SHA256),
                            new ExportDelivered(ID, delivery, "siem:6514", SHA256),
                            new ExportDeliveryFailed(ID, delivery, "siem:6514", "GONE"));
            for (Export state :
                    List.of(
                            new Export.Unknown(),
                            new Export.Requested(ID, ExportFormat.CSV),
                            new Export.Failed(ID))) {
                for (ExportEvent event : events) {
                    assertThatThrownBy(() -> decider.evolve(state, event))
                            .isInstanceOf(IllegalStateException.class);
                }
            }
        }

        /** Two writers that met: the later one wrote the same. */
        @Test
        void isCompletedTwiceTheSame() {
            export.given(REQUESTED, COMPLETED, COMPLETED)
                    .when(new DownloadExport(false))
                    .then(new ExportDownloaded(ID, ExportFormat.CSV, SHA256));
        }
    }

    @Nested
    class Scope {

        @Test
        void isWithinWhatSeesAllOfIt() {
            assertThat(SCOPE.isWithin("voix-du-rhone", Set.of("rhone-telecom", "other"))).isTrue();
            assertThat(SCOPE.isWithin("voix-du-rhone", Set.of("other"))).isFalse();
            assertThat(SCOPE.isWithin("other", Set.of("rhone-telecom"))).isFalse();
        }
    }
}
