// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.smallrye.mutiny.Uni;
import io.temoin.recording.lifecycle.ConcernedRecordingQueries.Concerned;
import io.temoin.recording.lifecycle.SubjectActStore.RecordedAct;
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
    Uni<List<RecordedAct>> noteAndFind(
            TenantId tenant,
            RecordingPermission permission,
            RecordingId recording,
            String correlation) {
        return calls.note(tenant, permission, recording)
                .chain(() -> find(tenant, permission, correlation));
    }

    /** What is known by now that may concern a recording of this call. */
    Uni<List<RecordedAct>> find(
            TenantId tenant, RecordingPermission permission, String correlation) {
        return Uni.combine()
                .all()
                .unis(
                        acts.find(tenant, permission.controller(), permission.subject()),
                        optOuts.state(tenant, permission.decision()))
                .with((said, inTheCall) -> together(tenant, said, inTheCall, correlation));
    }

    /** Ends at once what they end of one recording, stored meanwhile. */
    Uni<Void> honour(RecordingId recording, List<RecordedAct> found, Instant now) {
        return consequences.honour(
                found.stream().map(recordedAct -> Concerned.of(recording, recordedAct)).toList(),
                now);
    }

    /** Ends at once what an opt-out ends of every recording known of its call. */
    Uni<Void> honour(TenantId tenant, RecordingOptedOut said, String correlation, Instant now) {
        RecordedAct recordedAct = recordedAct(tenant, said, correlation);
        return calls.find(tenant, said.decision())
                .flatMap(found -> honour(found, recordedAct, now));
    }

    /** Ends at once what a person's word ends of the recordings noted of their latest calls. */
    Uni<Void> honour(RecordedAct recordedAct, Instant now) {
        return calls.find(recordedAct.tenant(), recordedAct.controller(), recordedAct.subject())
                .flatMap(found -> honour(found, recordedAct, now));
    }

    private Uni<Void> honour(List<RecordingId> found, RecordedAct recordedAct, Instant now) {
        return consequences.honour(
                found.stream().map(recording -> Concerned.of(recording, recordedAct)).toList(),
                now);
    }

    private static List<RecordedAct> together(
            TenantId tenant, List<RecordedAct> said, CallOptOut optOut, String correlation) {
        RecordingOptedOut refusal = optOut.said();
        if (refusal == null) {
            return said;
        }
        RecordedAct inTheCall = recordedAct(tenant, refusal, correlation);
        Stream<RecordedAct> others =
                said.stream().filter(one -> !one.act().id().equals(inTheCall.act().id()));
        return Stream.concat(others, Stream.of(inTheCall)).toList();
    }

    /** An opt-out bears the id of the command whose first event it is. */
    static RecordedAct recordedAct(TenantId tenant, RecordingOptedOut said, String correlation) {
        return new RecordedAct(
                tenant,
                said.controller(),
                said.subject(),
                said.asAct(),
                said.optOut() + ".0",
                correlation);
    }
}
