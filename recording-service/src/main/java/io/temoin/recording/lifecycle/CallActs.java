// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.smallrye.mutiny.Uni;
import io.temoin.recording.lifecycle.ConcernedRecordingQueries.Concerned;
import io.temoin.recording.lifecycle.SubjectActStore.Noted;
import io.temoin.recording.lifecycle.domain.CallOptOut;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.lifecycle.domain.RecordingOptedOut;
import io.temoin.recording.lifecycle.domain.RecordingPermission;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the person of one call said that its recordings have to respect: during the call, and
 * otherwise. Read from stream and table each time, never from memory.
 */
@ApplicationScoped
class CallActs {

    private final SubjectActStore acts;
    private final CallOptOutStream optOuts;
    private final CallRecordingStore calls;
    private final SubjectActs consequences;

    CallActs(
            SubjectActStore acts,
            CallOptOutStream optOuts,
            CallRecordingStore calls,
            SubjectActs consequences) {
        this.acts = acts;
        this.optOuts = optOuts;
        this.calls = calls;
        this.consequences = consequences;
    }

    /**
     * Notes that the call has this recording, and says what is known by now that may concern it. In
     * this order: an opt-out or a withdrawal that this look misses finds the recording.
     */
    Uni<List<Noted>> noteAndFind(
            TenantId tenant,
            RecordingPermission permission,
            RecordingId recording,
            String correlation) {
        return calls.note(tenant, permission, recording)
                .chain(() -> find(tenant, permission, correlation));
    }

    /** What is known by now that may concern a recording of this call. */
    Uni<List<Noted>> find(TenantId tenant, RecordingPermission permission, String correlation) {
        return Uni.combine()
                .all()
                .unis(
                        acts.find(tenant, permission.controller(), permission.subject()),
                        optOuts.state(tenant, permission.decision()))
                .with((said, inTheCall) -> together(tenant, said, inTheCall, correlation));
    }

    /** Ends at once what they end of one recording, stored meanwhile. */
    Uni<Void> honour(RecordingId recording, List<Noted> found, Instant now) {
        return consequences.honour(
                found.stream().map(noted -> Concerned.of(recording, noted)).toList(), now);
    }

    /** Ends at once what an opt-out ends of every recording known of its call. */
    Uni<Void> honour(TenantId tenant, RecordingOptedOut said, String correlation, Instant now) {
        Noted noted = noted(tenant, said, correlation);
        return calls.find(tenant, said.decision()).flatMap(found -> honour(found, noted, now));
    }

    /** Ends at once what a person's word ends of the recordings noted of their latest calls. */
    Uni<Void> honour(Noted noted, Instant now) {
        return calls.find(noted.tenant(), noted.controller(), noted.subject())
                .flatMap(found -> honour(found, noted, now));
    }

    private Uni<Void> honour(List<RecordingId> found, Noted noted, Instant now) {
        return consequences.honour(
                found.stream().map(recording -> Concerned.of(recording, noted)).toList(), now);
    }

    private static List<Noted> together(
            TenantId tenant, List<Noted> said, CallOptOut optOut, String correlation) {
        RecordingOptedOut refusal = optOut.said();
        if (refusal == null) {
            return said;
        }
        Noted inTheCall = noted(tenant, refusal, correlation);
        Stream<Noted> others =
                said.stream().filter(one -> !one.act().id().equals(inTheCall.act().id()));
        return Stream.concat(others, Stream.of(inTheCall)).toList();
    }

    /** An opt-out bears the id of the command whose first event it is. */
    static Noted noted(TenantId tenant, RecordingOptedOut said, String correlation) {
        return new Noted(
                tenant,
                said.controller(),
                said.subject(),
                said.asAct(),
                said.optOut() + ".0",
                correlation);
    }
}
