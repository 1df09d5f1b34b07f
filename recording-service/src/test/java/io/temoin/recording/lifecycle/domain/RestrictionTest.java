// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import static io.temoin.recording.lifecycle.domain.Calls.CONSENT;
import static io.temoin.recording.lifecycle.domain.Calls.CONTROLLER;
import static io.temoin.recording.lifecycle.domain.Calls.DECISION;
import static io.temoin.recording.lifecycle.domain.Calls.ID;
import static io.temoin.recording.lifecycle.domain.Calls.NOW;
import static io.temoin.recording.lifecycle.domain.Calls.PROCESSOR;
import static io.temoin.recording.lifecycle.domain.Calls.STARTED;
import static io.temoin.recording.lifecycle.domain.Calls.SUBJECT;
import static io.temoin.recording.lifecycle.domain.Calls.abandoned;
import static io.temoin.recording.lifecycle.domain.Calls.quarantined;
import static io.temoin.recording.lifecycle.domain.Calls.registered;
import static io.temoin.recording.lifecycle.domain.Calls.stored;
import static io.temoin.recording.lifecycle.domain.Calls.uuid;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.recording.lifecycle.domain.Recording.Known;
import io.temoin.recording.lifecycle.domain.RecordingCommand.LiftRestriction;
import io.temoin.recording.lifecycle.domain.RecordingCommand.RestrictRecording;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingRestricted;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RestrictionLifted;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which requests of the person restrict a recording. */
class RestrictionTest {

    private static final UUID FIRST = uuid(31);
    private static final UUID SECOND = uuid(32);

    private final RecordingDecider decider = new RecordingDecider(Calls.PARIS);
    private final DeciderSpecification<RecordingCommand, Recording, RecordingEvent> recording =
            DeciderSpecification.of(decider);

    @Test
    void isRestrictedOnceByEachRequest() {
        recording.given(registered(), stored()).when(restrict(FIRST)).then(restricted(FIRST));
        recording
                .given(registered(), stored(), restricted(FIRST))
                .when(restrict(FIRST))
                .thenNothing();
        recording
                .given(registered(), stored(), restricted(FIRST))
                .when(restrict(SECOND))
                .then(restricted(SECOND));
    }

    @Test
    void isRestrictedBeforeAudioAndInQuarantine() {
        recording.given(registered()).when(restrict(FIRST)).then(restricted(FIRST));
        recording
                .given(registered(), stored(), quarantined(QuarantineReason.MINOR))
                .when(restrict(FIRST))
                .then(restricted(FIRST));
    }

    @Test
    void isNotRestrictedWithoutAudioToCome() {
        recording.given().when(restrict(FIRST)).thenNothing();
        recording.given(registered(), abandoned()).when(restrict(FIRST)).thenNothing();
        recording.given().when(new LiftRestriction(FIRST, NOW)).thenNothing();
    }

    @Test
    void isRestrictedOnlyByWhatIsAboutIt() {
        recording
                .given(registered(), stored())
                .when(new RestrictRecording(FIRST, uuid(99), null, null, NOW))
                .thenNothing();
        recording
                .given(registered(), stored())
                .when(new RestrictRecording(FIRST, ID.value(), null, null, NOW))
                .then(restricted(FIRST));
        recording
                .given(registered(), stored())
                .when(new RestrictRecording(FIRST, null, uuid(99), null, NOW))
                .thenNothing();
        recording
                .given(registered(), stored())
                .when(new RestrictRecording(FIRST, null, DECISION, null, NOW))
                .then(restricted(FIRST));
        recording
                .given(registered(), stored())
                .when(new RestrictRecording(FIRST, null, null, STARTED.minusSeconds(6), NOW))
                .thenNothing();
        recording
                .given(registered(), stored())
                .when(new RestrictRecording(FIRST, null, null, STARTED.minusSeconds(5), NOW))
                .then(restricted(FIRST));
    }

    @Test
    void isFreeWhenTheLastRequestIsOver() {
        assertThat(after(restricted(FIRST), restricted(SECOND), lifted(FIRST)).isRestricted())
                .isTrue();
        assertThat(
                        after(restricted(FIRST), restricted(SECOND), lifted(FIRST), lifted(SECOND))
                                .isRestricted())
                .isFalse();
        recording
                .given(registered(), stored(), restricted(FIRST))
                .when(new LiftRestriction(FIRST, NOW))
                .then(lifted(FIRST));
        recording
                .given(registered(), stored(), restricted(FIRST))
                .when(new LiftRestriction(SECOND, NOW))
                .thenNothing();
    }

    /** Storage goes on. */
    @Test
    void staysRestrictedWhenItsAudioComes() {
        var state = decider.replay(List.of(registered(), restricted(FIRST), stored()));

        assertThat(state).isInstanceOf(Recording.Stored.class);
        assertThat(((Known) state).call().isRestricted()).isTrue();
    }

    @Test
    void staysRestrictedWhileItIsInQuarantine() {
        var apart = quarantined(QuarantineReason.MINOR);

        assertThat(after(apart, restricted(FIRST)).isRestricted()).isTrue();
        assertThat(after(apart, restricted(FIRST), lifted(FIRST)).isRestricted()).isFalse();
        recording
                .given(registered(), stored(), apart, restricted(FIRST))
                .when(new LiftRestriction(FIRST, NOW))
                .then(lifted(FIRST));
    }

    /** What is over has nothing to restrict. */
    @Test
    void endsWithTheRecording() {
        var gone = Calls.erased(10);

        recording.given(registered(), stored(), gone).when(restrict(FIRST)).thenNothing();
        recording
                .given(registered(), stored(), restricted(FIRST), gone)
                .when(new LiftRestriction(FIRST, NOW))
                .thenNothing();
        assertThat(after(gone, restricted(FIRST)).isRestricted()).isFalse();
        assertThat(after(restricted(FIRST), gone, lifted(FIRST)).isRestricted()).isTrue();
    }

    private RecordedCall after(RecordingEvent... more) {
        List<RecordingEvent> events = new java.util.ArrayList<>(List.of(registered(), stored()));
        events.addAll(List.of(more));
        return ((Known) decider.replay(events)).call();
    }

    private static RestrictRecording restrict(UUID request) {
        return new RestrictRecording(request, null, null, null, NOW);
    }

    static RecordingRestricted restricted(UUID request) {
        return new RecordingRestricted(
                ID, CONTROLLER, PROCESSOR, SUBJECT, DECISION, CONSENT, request, NOW);
    }

    static RestrictionLifted lifted(UUID request) {
        return new RestrictionLifted(
                ID, CONTROLLER, PROCESSOR, SUBJECT, DECISION, CONSENT, request, NOW);
    }
}
