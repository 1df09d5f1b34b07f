// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.temoin.audit.Database;
import io.temoin.audit.Space;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.trust.TlogProof;
import io.temoin.transparency.trust.TrustPolicy;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints and somebody outside who remembers them: a witness in a process of its own. */
@QuarkusTest
@TestProfile(Witnessed.class)
class WitnessedTest {

    private final Space space = new Space();
    private final LogReader log = new LogReader(space);
    private final StoppedLogs stopped;
    private final SigningJob signing;
    private final Clock clock;
    private final MeterRegistry metrics;

    WitnessedTest(StoppedLogs stopped, SigningJob signing, Clock clock, MeterRegistry metrics) {
        this.stopped = stopped;
        this.signing = signing;
        this.clock = clock;
        this.metrics = metrics;
    }

    @Test
    void whatIsCosignedIsBelievedByThePolicyThatTheLogGivesOut() throws Exception {
        log.grow(3);
        try (WitnessProcess _ = Witnessed.watching(log.key())) {
            awaitWitnessed(3);
            log.hand(2);
            awaitWitnessed(5);

            // And a proof of an entry stands under the cosignature
            String id = space.ids().getFirst();
            TlogProof proof =
                    TlogProof.parse(
                            space.as("dpo").get("/v1/entries/{id}/proof", id).asByteArray());
            byte[] leaf = log.leaves().get((int) proof.index());
            assertThat(proof.verify(leaf, policy()).witnesses()).hasSize(1);
        }
    }

    /**
     * Nobody waits for a witness: what lacks its cosignature is shown, counted, and asked again.
     */
    @Test
    void aWitnessThatIsAwayHoldsUpNothingAndCosignsLater() throws Exception {
        log.grow(2);
        SignedNote alone = log.note();

        assertThatThrownBy(() -> policy().verify(alone))
                .isInstanceOf(Untrusted.class)
                .hasMessageContaining("Too few witnesses");
        assertThat(metrics.get("temoin.audit.log.unwitnessed").gauge().value()).isPositive();

        try (WitnessProcess _ = Witnessed.watching(log.key())) {
            awaitWitnessed(2);
        }
        assertThat(log.note().text()).as("of the same head").isEqualTo(alone.text());
    }

    @Test
    void aWitnessThatWasKilledGoesOnWhereItWas() throws Exception {
        log.grow(1);
        try (WitnessProcess _ = Witnessed.watching(log.key())) {
            awaitWitnessed(1);
        }
        log.grow(4);
        try (WitnessProcess _ = Witnessed.watching(log.key())) {
            awaitWitnessed(5);
        }
    }

    /** Both databases from backups of one moment: they agree, and the witness remembers more. */
    @Test
    void aLogWhoseSignedHeadWasRestoredTooIsStoppedByItsWitness() throws Exception {
        log.grow(2);
        try (WitnessProcess _ = Witnessed.watching(log.key())) {
            awaitWitnessed(2);
            Backup backup = Backup.of(log.id());
            log.hand(3);
            awaitWitnessed(5);
            String shard = log.id();

            backup.restoreWithTheSignedHead();
            log.hand(1);

            await().atMost(Duration.ofSeconds(20)).until(() -> stopped.contains(shard));
            assertProblem(log.get("checkpoint"), 409, "log-stopped");
        }
    }

    /** As many entries as callers have seen, or more: nothing is shown of it, witness or not. */
    @ParameterizedTest
    @ValueSource(ints = {3, 10})
    void aLogThatBranchesOffWhileItsWitnessIsAwayIsStopped(int others) throws Exception {
        log.grow(2);
        Backup backup;
        try (WitnessProcess _ = Witnessed.watching(log.key())) {
            awaitWitnessed(2);
            backup = Backup.of(log.id());
            log.hand(3);
            awaitWitnessed(5);
        }
        String shard = log.id();

        backup.restoreWithTheSignedHead();
        log.hand(others);

        await().atMost(Duration.ofSeconds(20)).until(() -> stopped.contains(shard));
        assertProblem(log.get("checkpoint"), 409, "log-stopped");
    }

    /** As after a start: what was signed before it, only the witness can bear out. */
    @Test
    void afterAStartNoLogGrowsUntilItsWitnessHasAnswered() throws Exception {
        log.grow(2);
        signing.trustNothingFromBefore();
        log.hand(1);
        await().until(() -> placed(log.id()), "3"::equals);
        signing.look(clock.instant());

        assertThat(log.head().size()).isEqualTo(2);
        try (WitnessProcess _ = Witnessed.watching(log.key())) {
            awaitWitnessed(3);
        }
        log.grow(1);
    }

    private static String placed(String shard) throws SQLException {
        return Database.text(
                "feed", "select size from log_head where shard = '%s'".formatted(shard));
    }

    private void awaitWitnessed(long size) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptionsMatching(Untrusted.class::isInstance)
                .until(() -> policy().verify(log.note()).checkpoint().head().size() == size);
    }

    private TrustPolicy policy() {
        return TrustPolicy.parse(log.get("policy").asByteArray());
    }
}
