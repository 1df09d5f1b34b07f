// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import static io.temoin.recording.lifecycle.domain.Calls.NOW;
import static io.temoin.recording.lifecycle.domain.Calls.PARIS;
import static io.temoin.recording.lifecycle.domain.Calls.SAID;
import static io.temoin.recording.lifecycle.domain.Calls.stored;
import static io.temoin.recording.lifecycle.domain.Calls.uuid;
import static io.temoin.recording.lifecycle.domain.EndedRecordings.ORDER;
import static io.temoin.recording.lifecycle.domain.EndedRecordings.kept;
import static io.temoin.recording.lifecycle.domain.EndedRecordings.life;
import static io.temoin.recording.lifecycle.domain.EndedRecordings.onConsent;
import static io.temoin.recording.lifecycle.domain.PurposeCode.QUALITY;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.recording.lifecycle.domain.ObjectionReach.Stage;
import io.temoin.recording.lifecycle.domain.Recording.Known;
import io.temoin.recording.lifecycle.domain.Recording.Quarantined;
import io.temoin.recording.lifecycle.domain.Recording.Stored;
import io.temoin.recording.lifecycle.domain.RecordingCommand.HonourSubjectAct;
import io.temoin.recording.lifecycle.domain.RecordingCommand.LiftRestriction;
import io.temoin.recording.lifecycle.domain.RecordingCommand.RestrictRecording;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A16 as recording-service lives it: a recording for quality, objected to four days later. What the
 * rights desk decides of it is its namesake in retention-service.
 */
class ObjectionScenarioTest {

    private static final UUID OBJECTION = uuid(12);

    private final RecordingDecider decider = new RecordingDecider(PARIS);
    private final List<RecordingEvent> events = new ArrayList<>();

    @Test
    void a16IsRestrictedAtOnceAndGoesWhenTheObjectionIsUpheld() {
        given(life(null, kept(QUALITY, LegalBasis.LEGITIMATE_INTEREST)));

        objected();
        assertThat(state()).isInstanceOf(Stored.class);
        assertThat(state().call().isRestricted()).isTrue();
        assertThat(((Stored) state()).serves(QUALITY, NOW, Calls.PARIS)).isFalse();

        upheld(Set.of());
        assertThat(state())
                .isInstanceOfSatisfying(
                        Quarantined.class,
                        apart -> {
                            assertThat(apart.reason()).isEqualTo(QuarantineReason.OBJECTED);
                            assertThat(apart.eraseBy()).isEqualTo(NOW);
                        });
        lifted();
        assertThat(state()).isInstanceOf(Quarantined.class);
    }

    @Test
    void a16ServesItsPurposeAgainWhenTheObjectionIsRefused() {
        given(life(null, kept(QUALITY, LegalBasis.LEGITIMATE_INTEREST)));
        objected();

        lifted();

        assertThat(((Stored) state()).serves(QUALITY, NOW, Calls.PARIS)).isTrue();
    }

    /** The desk upholds it for some recordings, and refuses it for others. */
    @Test
    void a16IsKeptWhereTheDeskRefused() {
        given(life(null, kept(QUALITY, LegalBasis.LEGITIMATE_INTEREST)));
        objected();

        upheld(Set.of(Calls.ID.value()));
        lifted();

        assertThat(((Stored) state()).serves(QUALITY, NOW, Calls.PARIS)).isTrue();
    }

    /** Variant: there is no objection to what a law orders. */
    @Test
    void a16LeavesWhatALawOrders() {
        given(life(null, kept(ORDER, LegalBasis.LEGAL_OBLIGATION)));
        objected();
        assertThat(state().call().isRestricted()).isTrue();

        upheld(Set.of());
        lifted();

        assertThat(((Stored) state()).serves(ORDER, NOW, Calls.PARIS)).isTrue();
    }

    /** Variant: what rests on a consent is withdrawn, and waits for no decision. */
    @Test
    void a16TreatsWhatRestsOnAConsentAsWithdrawn() {
        given(onConsent());

        objected();

        assertThat(state())
                .isInstanceOfSatisfying(
                        Quarantined.class,
                        apart -> {
                            assertThat(apart.reason())
                                    .isEqualTo(QuarantineReason.CONSENT_WITHDRAWN);
                            assertThat(apart.eraseBy()).isBefore(NOW.plusSeconds(86_400));
                        });
    }

    private void given(RecordingEvent registered) {
        events.add(registered);
        events.add(stored());
    }

    private void objected() {
        decide(new RestrictRecording(OBJECTION, null, null, SAID, NOW));
        decide(new HonourSubjectAct(objection(ObjectionReach.PENDING), NOW));
    }

    private void upheld(Set<UUID> kept) {
        decide(new HonourSubjectAct(objection(new ObjectionReach(Stage.UPHELD, null, kept)), NOW));
    }

    private void lifted() {
        decide(new LiftRestriction(OBJECTION, NOW));
    }

    private static SubjectAct objection(@Nullable ObjectionReach reach) {
        return new SubjectAct(OBJECTION, QuarantineReason.OBJECTED, null, SAID, reach);
    }

    private void decide(RecordingCommand command) {
        events.addAll(decider.decide(command, decider.replay(events)));
    }

    private Known state() {
        return (Known) decider.replay(events);
    }
}
