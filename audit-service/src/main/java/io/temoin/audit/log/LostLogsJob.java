// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.AuditConfig;
import io.temoin.chassis.start.PollingScheduler;
import io.temoin.transparency.tree.TreeHead;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks for logs that are gone: every log of which a head was signed is still there, whether it was
 * pruned or not, and is no smaller. Who signs only looks at logs that are there; so a log that
 * disappeared as a whole would be missed by nobody. It is stopped, as one that was changed is.
 */
@ApplicationScoped
class LostLogsJob {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int AT_ONCE = 1_000;

    private final SignedHeadStore signed;
    private final CheckpointStore checkpoints;
    private final StoppedLogs stopped;
    private final PollingScheduler polling;
    private final Duration every;

    LostLogsJob(
            SignedHeadStore signed,
            CheckpointStore checkpoints,
            StoppedLogs stopped,
            PollingScheduler polling,
            AuditConfig config) {
        this.signed = signed;
        this.checkpoints = checkpoints;
        this.stopped = stopped;
        this.polling = polling;
        this.every = config.log().signAgainAfter(); // as often as every other log is looked at
    }

    /** Looks at once, and then again and again. */
    void start(@Observes StartupEvent event) {
        await(stopped.refresh());
        look(AT_ONCE);
        polling.every(every, "lost logs were not looked for", () -> look(AT_ONCE));
    }

    /**
     * Stops every log that is not there, or less than was signed of it.
     *
     * @param atOnce how many logs are compared at a time
     */
    void look(int atOnce) {
        SequencedMap<String, TreeHead> piece = await(signed.after("", atOnce));
        while (!piece.isEmpty()) {
            // What was signed is read first: in between, a log only grows.
            Map<String, TreeHead> there = await(checkpoints.heads(piece.keySet()));
            piece.forEach((shard, last) -> compare(shard, last, there.get(shard)));
            piece = await(signed.after(piece.lastEntry().getKey(), atOnce));
        }
    }

    private void compare(String shard, TreeHead last, @Nullable TreeHead there) {
        if (there == null) {
            stopped.stop(
                    shard, "It is gone, and a head with %d was signed.".formatted(last.size()));
        } else if (there.size() < last.size()) {
            stopped.stop(
                    shard,
                    "It has %d entries, and a head with %d was signed."
                            .formatted(there.size(), last.size()));
        } else if (there.size() == last.size() && !there.equals(last)) {
            stopped.stop(shard, "Another head with %d was signed.".formatted(last.size()));
        }
    }

    private static <T> T await(Uni<T> answer) {
        return answer.await().atMost(LIMIT);
    }
}
