// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import static io.temoin.recording.lifecycle.domain.Calls.CONSENT;
import static io.temoin.recording.lifecycle.domain.Calls.CONTROLLER;
import static io.temoin.recording.lifecycle.domain.Calls.DECISION;
import static io.temoin.recording.lifecycle.domain.Calls.ID;
import static io.temoin.recording.lifecycle.domain.Calls.NOW;
import static io.temoin.recording.lifecycle.domain.Calls.PROCESSOR;
import static io.temoin.recording.lifecycle.domain.Calls.SUBJECT;
import static io.temoin.recording.lifecycle.domain.Calls.erased;
import static io.temoin.recording.lifecycle.domain.Calls.fulfilled;
import static io.temoin.recording.lifecycle.domain.Calls.quarantined;
import static io.temoin.recording.lifecycle.domain.Calls.registered;
import static io.temoin.recording.lifecycle.domain.Calls.stored;
import static io.temoin.recording.lifecycle.domain.Calls.uuid;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.LISTENING_TOKEN_EXPIRED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.LISTENING_TOKEN_INVALID;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.PURPOSE_NOT_ALIVE;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_ERASED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_QUARANTINED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.eventsourcing.Rejected;
import io.temoin.recording.lifecycle.domain.Recording.Stored;
import io.temoin.recording.lifecycle.domain.RecordingEvent.ListeningGranted;
import io.temoin.recording.lifecycle.domain.RecordingEvent.ListeningGranted.Grantee;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A granted listening is its grantee's, while it lasts and while there is something to hear. */
class GrantTest {

    private static final Requester SUPERVISOR = Calls.of(PROCESSOR, Role.SUPERVISOR);
    private static final UUID LISTENING = uuid(5);
    private static final Instant UNTIL = NOW.plusSeconds(300);

    @Test
    void opensTheAudioToItsGranteeUntilItEnds() {
        Recording recording = after(registered(), stored(), granted(LISTENING, NOW));
        assertThat(heard(recording, LISTENING, SUPERVISOR, NOW).audio()).isEqualTo(Calls.AUDIO);
        assertThat(heard(recording, LISTENING, SUPERVISOR, UNTIL.minusNanos(1)).audio())
                .isEqualTo(Calls.AUDIO);
        rejected(recording, LISTENING, SUPERVISOR, UNTIL, LISTENING_TOKEN_EXPIRED);
    }

    @Test
    void opensItToNobodyElse() {
        Recording recording = after(registered(), stored(), granted(LISTENING, NOW));
        Requester colleague = named("person-2", PROCESSOR, Set.of(CONTROLLER));
        Requester moved = named(SUPERVISOR.actor(), CONTROLLER, Set.of());
        rejected(recording, LISTENING, colleague, NOW, LISTENING_TOKEN_INVALID);
        rejected(recording, LISTENING, moved, NOW, LISTENING_TOKEN_INVALID);
    }

    /** The processor stopped working for the controller since. */
    @Test
    void opensItToNobodyWhoMayNoLongerSeeTheCall() {
        Recording recording = after(registered(), stored(), granted(LISTENING, NOW));
        Requester dismissed = named(SUPERVISOR.actor(), PROCESSOR, Set.of());
        rejected(recording, LISTENING, dismissed, NOW, LISTENING_TOKEN_INVALID);
    }

    @Test
    void isNoneUnlessItIsOnRecord() {
        Recording recording = after(registered(), stored(), granted(LISTENING, NOW));
        rejected(recording, uuid(6), SUPERVISOR, NOW, LISTENING_TOKEN_INVALID);
        rejected(after(), LISTENING, SUPERVISOR, NOW, LISTENING_TOKEN_INVALID);
        rejected(after(registered()), LISTENING, SUPERVISOR, NOW, LISTENING_TOKEN_INVALID);
        rejected(
                after(registered(), quarantined(QuarantineReason.OPTED_OUT)),
                LISTENING,
                SUPERVISOR,
                NOW,
                LISTENING_TOKEN_INVALID);
    }

    @Test
    void endsWithTheQuarantineAndTheErasure() {
        RecordingEvent grant = granted(LISTENING, NOW);
        rejected(
                after(registered(), stored(), grant, quarantined(QuarantineReason.MINOR)),
                LISTENING,
                SUPERVISOR,
                NOW,
                RECORDING_QUARANTINED);
        rejected(
                after(registered(), stored(), grant, erased(1_000)),
                LISTENING,
                SUPERVISOR,
                NOW,
                RECORDING_ERASED);
    }

    @Test
    void endsWithThePurposeItIsFor() {
        RecordingEvent grant = granted(LISTENING, NOW);
        rejected(
                after(registered(), stored(), grant, fulfilled(PurposeCode.QUALITY)),
                LISTENING,
                SUPERVISOR,
                NOW,
                PURPOSE_NOT_ALIVE);
        Recording another = after(registered(), stored(), grant, fulfilled(PurposeCode.TRAINING));
        assertThat(heard(another, LISTENING, SUPERVISOR, NOW).grants()).containsKey(LISTENING);
    }

    /** GDPR art. 18(2): the restriction ends it, unless it is for a legal claim. */
    @Test
    void endsWithARestrictionUnlessItIsForALegalClaim() {
        var restricted = RestrictionTest.restricted(uuid(31));
        Recording quality = after(registered(), stored(), granted(LISTENING, NOW), restricted);
        rejected(quality, LISTENING, SUPERVISOR, NOW, RecordingProblem.RESTRICTED);
        assertThat(((Stored) quality).lets(LISTENING)).isFalse();

        RecordingEvent grant = granted(LISTENING, NOW, AccessReason.Code.LEGAL_CLAIM);
        Recording claim = after(registered(), stored(), grant, restricted);
        assertThat(heard(claim, LISTENING, SUPERVISOR, NOW).audio()).isEqualTo(Calls.AUDIO);
        assertThat(((Stored) claim).lets(LISTENING)).isTrue();
        assertThat(((Stored) claim).lets(uuid(6))).isFalse();

        Recording over =
                after(registered(), stored(), grant, restricted, fulfilled(PurposeCode.QUALITY));
        rejected(over, LISTENING, SUPERVISOR, NOW, PURPOSE_NOT_ALIVE);
        assertThat(((Stored) over).lets(LISTENING)).isFalse();
    }

    @Test
    void isForgottenByTheStateOnceItHasEndedAndAnotherIsGranted() {
        Recording recording =
                after(
                        registered(),
                        stored(),
                        granted(LISTENING, NOW),
                        granted(uuid(6), NOW.plusSeconds(10)),
                        granted(uuid(7), UNTIL));
        assertThat(((Stored) recording).grants()).containsOnlyKeys(uuid(6), uuid(7));
    }

    private static Stored heard(Recording of, UUID listening, Requester by, Instant now) {
        return GrantRules.requireGranted(of, listening, by, now);
    }

    private static void rejected(
            Recording recording, UUID listening, Requester by, Instant now, Rejected.Code because) {
        assertThatThrownBy(() -> heard(recording, listening, by, now))
                .isInstanceOfSatisfying(
                        Rejected.class, problem -> assertThat(problem.code()).isEqualTo(because));
    }

    private static Recording after(RecordingEvent... events) {
        RecordingDecider decider = new RecordingDecider(Calls.PARIS);
        Recording state = decider.initialState();
        for (RecordingEvent event : List.of(events)) {
            state = decider.evolve(state, event);
        }
        return state;
    }

    /** D12: the passage may be heard while its own request restricts, whatever else does. */
    @Test
    void ofAPassageGoesOnWhileItsRequestRestricts() {
        var contested = new Passage(uuid(31), 0, 1_000L);
        var granted =
                new ListeningGranted(
                        ID,
                        CONTROLLER,
                        SUBJECT,
                        DECISION,
                        CONSENT,
                        uuid(5),
                        PurposeCode.QUALITY,
                        new AccessReason(
                                AccessReason.Code.DATA_SUBJECT_REQUEST, uuid(31).toString()),
                        NOW.plusSeconds(300),
                        NOW,
                        new Grantee(SUPERVISOR.actor(), SUPERVISOR.organisation()),
                        contested);
        var own = RestrictionTest.restricted(uuid(31));
        var other = RestrictionTest.restricted(uuid(32));

        assertThat(lets(own, other, granted)).isTrue();
        assertThat(lets(own, other, granted, RestrictionTest.lifted(uuid(32)))).isTrue();
        assertThat(lets(own, other, granted, RestrictionTest.lifted(uuid(31)))).isFalse();
    }

    private static boolean lets(RecordingEvent... since) {
        List<RecordingEvent> life = new ArrayList<>(List.of(registered(), stored()));
        life.addAll(List.of(since));
        return new RecordingDecider(ZoneId.of("Europe/Paris")).replay(life)
                        instanceof Recording.Stored stored
                && stored.lets(uuid(5));
    }

    private static Requester named(String actor, PartyId organisation, Set<PartyId> onBehalfOf) {
        return new Requester(actor, organisation, onBehalfOf, Set.of(Role.SUPERVISOR));
    }

    private static RecordingEvent granted(UUID listening, Instant at) {
        return granted(listening, at, AccessReason.Code.COMPLAINT);
    }

    private static RecordingEvent granted(UUID listening, Instant at, AccessReason.Code why) {
        return new ListeningGranted(
                ID,
                CONTROLLER,
                SUBJECT,
                DECISION,
                CONSENT,
                listening,
                PurposeCode.QUALITY,
                new AccessReason(why, "TCK-2026-1187"),
                at.plusSeconds(300),
                at,
                new Grantee(SUPERVISOR.actor(), SUPERVISOR.organisation()),
                null);
    }
}
