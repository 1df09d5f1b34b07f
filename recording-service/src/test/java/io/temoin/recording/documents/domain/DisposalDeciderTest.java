// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents.domain;

import static io.temoin.recording.documents.domain.Documents.BATCH;
import static io.temoin.recording.documents.domain.Documents.CONTROLLER;
import static io.temoin.recording.documents.domain.Documents.MADE;
import static io.temoin.recording.documents.domain.Documents.uuid;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.recording.documents.domain.ItemsDisposed.Reason;
import io.temoin.recording.documents.domain.ItemsDisposed.Refusal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One order, one answer. */
class DisposalDeciderTest {

    private static final LocalDate HORIZON = LocalDate.parse("2027-12-15");
    private static final List<Refusal> UNKNOWN = List.of(new Refusal(uuid(33), Reason.UNKNOWN));

    /** Of the ids 31 and 32, in this order, each with a line feed: by sha256sum. */
    private static final String DIGEST =
            "7d4e80ef86746c3f9b10e1a3a260789413a3e50ad6bf8682439477f1311bb0a2";

    private final DeciderSpecification<ReportDisposal, DisposalReport, ItemsDisposed> disposal =
            DeciderSpecification.of(new DisposalDecider());

    @Test
    void isAnsweredByWhatIsGoneAndWhatStays() {
        disposal.given()
                .when(report(List.of(uuid(32), uuid(31)), UNKNOWN))
                .then(disposed(2, UNKNOWN, DIGEST, HORIZON));
    }

    @Test
    void nothingThatIsGoneHasNoHorizon() {
        disposal.given()
                .when(report(List.of(), UNKNOWN))
                .then(
                        disposed(
                                0,
                                UNKNOWN,
                                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                                null));
    }

    @Test
    void isAnsweredOnce() {
        ItemsDisposed said = disposed(2, UNKNOWN, DIGEST, HORIZON);
        disposal.given(said).when(report(List.of(uuid(31)), List.of())).thenNothing();
        DisposalDecider decider = new DisposalDecider();
        ItemsDisposed other = disposed(0, List.of(), DIGEST, null);
        assertThat(decider.replay(List.of(said, other)).said()).isEqualTo(said);
    }

    private static ReportDisposal report(List<UUID> disposed, List<Refusal> refused) {
        return new ReportDisposal(
                BATCH, DocumentKind.SHEET, CONTROLLER, disposed, refused, HORIZON, MADE);
    }

    private static ItemsDisposed disposed(
            int count, List<Refusal> refused, String digest, @Nullable LocalDate horizon) {
        return new ItemsDisposed(
                BATCH, DocumentKind.SHEET, CONTROLLER, count, refused, digest, MADE, horizon);
    }
}
