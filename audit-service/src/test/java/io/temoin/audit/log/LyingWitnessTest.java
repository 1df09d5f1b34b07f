// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.temoin.audit.Space;
import io.temoin.chassis.testing.Http;
import io.temoin.shredding.TenantId;
import io.temoin.transparency.note.NoteSigner;
import io.temoin.transparency.note.SignatureType;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.note.VerifierKey;
import io.temoin.transparency.tree.Hash;
import io.temoin.transparency.tree.TreeHead;
import java.io.IOException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a witness says stops a log only when the log's own signature says it, too. */
@QuarkusTest
@TestProfile(Witnessed.class)
class LyingWitnessTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Space space = new Space();
    private final LogReader log = new LogReader(space);
    private final StoppedLogs stopped;
    private final CheckpointSigner signer;
    private final Shards shards;
    private final Clock clock;

    LyingWitnessTest(StoppedLogs stopped, CheckpointSigner signer, Shards shards, Clock clock) {
        this.stopped = stopped;
        this.signer = signer;
        this.shards = shards;
        this.clock = clock;
    }

    /**
     * Witnesses answer 422 to a second root for one size; those of an older protocol 409. A head is
     * shown without a witness that was away a moment ago, so another log has to find it there
     * first.
     */
    @ParameterizedTest
    @ValueSource(ints = {409, 422})
    void aHeadIsNotShownWhenAWitnessHasOurSignatureUnderAnotherOfItsSize(int status)
            throws IOException {
        String shard = shards.of(new TenantId(space.tenant()), clock.instant()).id();
        new LogReader(new Space()).grow(1);
        try (LyingWitness witness = lying(status, signer.sign(shard, other(1)))) {
            await().atMost(LIMIT).until(witness::isKnownToBeThere);
            log.hand(1);

            await().atMost(LIMIT).until(() -> stopped.contains(shard));
            assertThat(Http.get("/v1/logs/" + shard + "/checkpoint").statusCode()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 422})
    void anotherHeadWithoutOurSignatureStopsNothing(int status) throws Exception {
        log.grow(2);
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        NoteSigner stranger =
                new NoteSigner(
                        VerifierKey.of(log.key().name(), SignatureType.ED25519, pair.getPublic()),
                        pair.getPrivate());
        String text = signer.sign(log.id(), other(2)).text();

        assertGoesOn(status, new SignedNote(text, List.of(stranger.sign(text))));
    }

    /** It refuses for no reason: what it has is the past of the log. */
    @ParameterizedTest
    @ValueSource(ints = {409, 422})
    void aHeadThatTheLogHadStopsNothing(int status) throws IOException {
        log.grow(2);

        assertGoesOn(status, log.note());
    }

    private void assertGoesOn(int status, SignedNote last) throws IOException {
        try (LyingWitness witness = lying(status, last)) {
            await().atMost(LIMIT).until(() -> witness.shown() > 1);
            log.grow(1);
            int before = witness.shown();
            await().atMost(LIMIT).until(() -> witness.shown() > before + 1);

            assertThat(stopped.contains(log.id())).isFalse();
            log.grow(1);
        }
    }

    private static LyingWitness lying(int status, SignedNote last) throws IOException {
        return LyingWitness.start(Witnessed.port(), status, last);
    }

    private static TreeHead other(long size) {
        return new TreeHead(size, Hash.of(new byte[Hash.SIZE]));
    }
}
