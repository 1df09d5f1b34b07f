// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.proof;

import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.retention.proof.domain.NoteProof;
import io.temoin.retention.proof.domain.ProofKind;
import io.temoin.retention.schedule.domain.ScheduleProblem;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Reads the proofs that consent-service's decisions rest on. What cannot be understood is refused,
 * never guessed: the message is then parked.
 */
final class CallDecisionReader {

    /** Name of the one event that it reads. */
    static final String TYPE = "CallDecided";

    private static final int VERSION = 1;

    private CallDecisionReader() {}

    /** A command for each proof; none for another event, or a decision that rests on none. */
    static List<NoteProof> proofsOf(ReceivedEvent event) {
        if (!event.type().equals(TYPE) || !event.data().has("proofs")) {
            return List.of();
        }
        if (event.version() != VERSION) {
            throw unreadable("CallDecided in version " + event.version());
        }
        JsonFields decided = event.fields();
        try {
            return decided.objects("proofs").stream().map(one -> proof(decided, one)).toList();
        } catch (JsonFields.Unreadable missing) {
            throw unreadable(missing.field());
        } catch (IllegalArgumentException | DateTimeException _) {
            throw unreadable("a proof of it");
        }
    }

    private static NoteProof proof(JsonFields decided, JsonFields proof) {
        String consent = proof.optional("consent");
        return new NoteProof(
                UUID.fromString(decided.text("decision")),
                decided.text("controller"),
                decided.text("processor"),
                decided.text("subject"),
                ProofKind.valueOf(proof.text("kind")),
                consent == null ? null : UUID.fromString(consent),
                proof.optional("request"),
                Instant.parse(proof.text("keptUntil")),
                proof.text("source"));
    }

    private static Rejected unreadable(String what) {
        return new Rejected(
                ScheduleProblem.EVENT_UNREADABLE,
                "The event cannot be processed: " + what + " is not understood.");
    }
}
