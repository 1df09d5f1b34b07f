// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.proof;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.proof.domain.NoteProof;
import io.temoin.retention.proof.domain.ProofKind;
import io.temoin.retention.schedule.domain.ScheduleProblem;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the proofs that consent-service's decisions rest on. What cannot be understood is refused,
 * never guessed: the message is then parked.
 */
final class CallDecisionReader {

    private static final int VERSION = 1;

    private CallDecisionReader() {}

    /** A command for each proof; none for another event, or a decision that rests on none. */
    static List<NoteProof> proofsOf(ReceivedEvent event) {
        if (!event.type().equals("CallDecided") || !event.data().has("proofs")) {
            return List.of();
        }
        if (event.version() != VERSION) {
            throw unreadable("CallDecided in version " + event.version());
        }
        List<NoteProof> proofs = new ArrayList<>();
        for (JsonNode proof : event.data().get("proofs")) {
            proofs.add(proof(event.data(), proof));
        }
        return proofs;
    }

    private static NoteProof proof(JsonNode decided, JsonNode proof) {
        try {
            String consent = optional(proof, "consent");
            return new NoteProof(
                    UUID.fromString(text(decided, "decision")),
                    text(decided, "controller"),
                    text(decided, "processor"),
                    text(decided, "subject"),
                    ProofKind.valueOf(text(proof, "kind")),
                    consent == null ? null : UUID.fromString(consent),
                    optional(proof, "request"),
                    Instant.parse(text(proof, "keptUntil")),
                    text(proof, "source"));
        } catch (IllegalArgumentException | DateTimeException _) {
            throw unreadable("a proof of it");
        }
    }

    private static String text(JsonNode node, String field) {
        String text = optional(node, field);
        if (text == null) {
            throw unreadable(field);
        }
        return text;
    }

    private static @Nullable String optional(JsonNode node, String field) {
        JsonNode value = node.get(field);
        return value == null ? null : value.textValue();
    }

    private static Rejected unreadable(String what) {
        return new Rejected(
                ScheduleProblem.EVENT_UNREADABLE,
                "The event cannot be processed: " + what + " is not understood.");
    }
}
