// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.audit.export.domain.ExportCommand.CompleteExport;
import io.temoin.audit.export.domain.ExportCommand.DownloadExport;
import io.temoin.audit.export.domain.ExportCommand.FailExport;
import io.temoin.audit.export.domain.ExportCommand.RequestExport;
import io.temoin.audit.export.domain.ExportEvent.ExportCompleted;
import io.temoin.audit.export.domain.ExportEvent.ExportDownloaded;
import io.temoin.audit.export.domain.ExportEvent.ExportFailed;
import io.temoin.audit.export.domain.ExportEvent.ExportRequested;
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
    private static final ExportScope SCOPE =
            new ExportScope("voix-du-rhone", List.of("rhone-telecom"));
    private static final String SHA256 = "2c26b46b";

    private static final ExportRequested REQUESTED =
            new ExportRequested(ID, ExportFormat.CSV, FILTERS, REASON, SCOPE);
    private static final ExportCompleted COMPLETED = new ExportCompleted(ID, 3, 400, SHA256);
    private static final ExportFailed FAILED = new ExportFailed(ID, "GIVEN_UP");

    private final DeciderSpecification<ExportCommand, Export, ExportEvent> export =
            DeciderSpecification.of(new ExportDecider());

    @Nested
    class Request {

        private final RequestExport command =
                new RequestExport(ID, ExportFormat.CSV, FILTERS, REASON, SCOPE);

        @Test
        void isRecordedWithAllThatWasAsked() {
            export.given().when(command).then(REQUESTED);
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
    class Scope {

        @Test
        void isWithinWhatSeesAllOfIt() {
            assertThat(SCOPE.isWithin("voix-du-rhone", Set.of("rhone-telecom", "other"))).isTrue();
            assertThat(SCOPE.isWithin("voix-du-rhone", Set.of("other"))).isFalse();
            assertThat(SCOPE.isWithin("other", Set.of("rhone-telecom"))).isFalse();
        }
    }
}
