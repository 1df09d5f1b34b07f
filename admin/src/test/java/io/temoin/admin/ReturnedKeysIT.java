// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.KeyDestructions;
import io.temoin.shredding.keys.KeyScope;
import io.temoin.shredding.keys.KeyState;
import io.temoin.shredding.keys.LocalKeyset;
import io.temoin.shredding.keys.PostgresShreddableKeys;
import io.temoin.shredding.keys.ShreddableKeys;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that came back with a backup, on the table of a service that runs. */
class ReturnedKeysIT {

    private static final TenantId TENANT = new TenantId("helios");
    private static final Instant ERASED_AT = Instant.parse("2026-11-24T10:05:00Z");
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @TempDir Path folder;

    private Database owner;
    private KeyDestructions destructions;
    private ShreddableKeys service;
    private ReturnedKeys returned;

    @BeforeEach
    void connect() {
        var pool = StoreDatabases.ONE.keys();
        destructions = new KeyDestructions(pool);
        destructions.listen();
        service =
                new PostgresShreddableKeys(
                        pool,
                        LocalKeyset.create(folder.resolve("keyset.json"), ERASED_AT),
                        destructions);
        owner = StoreDatabases.ONE.keysOwner();
        returned = new ReturnedKeys(owner);
    }

    @AfterEach
    void close() {
        owner.close();
        destructions.close();
    }

    /** The running service has the key in its memory: it is told. */
    @Test
    void destroysThemAgainAsTheEventProvesThem() {
        // Given
        var recording = UUID.randomUUID();
        var scope = new KeyScope.Recording(recording);
        var key = key(scope);
        var erased = erased("recording/" + recording, key);
        assertThat(returned.among(List.of(erased))).containsExactly(erased);

        // When
        var done = destroy(List.of(erased));

        // Then
        assertThat(done).containsExactly(erased);
        await().atMost(LIMIT)
                .untilAsserted(
                        () ->
                                assertThat(service.find(TENANT, scope).await().atMost(LIMIT))
                                        .isEqualTo(
                                                new KeyState.Destroyed(
                                                        ERASED_AT, "PURPOSE_FULFILLED")));
        var evidence = service.destroy(TENANT, scope, "AGAIN", Instant.now()).await().atMost(LIMIT);
        assertThat(evidence.keyId()).isEqualTo(key);
        assertThat(evidence.fingerprint()).isEqualTo("fingerprint-of-the-event");
        assertThat(evidence.at()).isEqualTo(ERASED_AT);
    }

    @Test
    void doesNothingTheSecondTime() {
        var recording = UUID.randomUUID();
        var erased = erased("recording/" + recording, key(new KeyScope.Recording(recording)));
        destroy(List.of(erased));

        assertThat(returned.among(List.of(erased))).isEmpty();
        assertThat(destroy(List.of(erased))).isEmpty();
    }

    /** The upload may be repeated by the recorder, and must not be stored. */
    @Test
    void keepsAScopeThatTheBackupDoesNotHaveFromGettingAKey() {
        var recording = UUID.randomUUID();

        destroy(List.of(erased("recording/" + recording, UUID.randomUUID())));

        assertThat(service.find(TENANT, new KeyScope.Recording(recording)).await().atMost(LIMIT))
                .isEqualTo(new KeyState.Destroyed(ERASED_AT, "PURPOSE_FULFILLED"));
    }

    /** The event of a person's erasure names the key and not the person. */
    @Test
    void findsAPersonByTheKey() {
        var scope = new KeyScope.Subject(new SubjectId("0".repeat(31) + "7"));
        var known = erased(null, key(scope));
        var unknown = erased(null, UUID.randomUUID());

        assertThat(destroy(List.of(known, unknown))).containsExactly(known);

        assertThat(service.lookUp(TENANT, scope).await().atMost(LIMIT))
                .isInstanceOf(KeyState.Destroyed.class);
        assertThat(returned.unknownAmong(List.of(known, unknown))).containsExactly(unknown);
    }

    /** There is nothing that it could do for them, so what follows it must not wait for that. */
    @Test
    void isDoneAlthoughAPersonIsNotKnown() {
        var said = new StringWriter();

        var again = new Redestruction(returned, false, new PrintWriter(said));
        again.take(List.of(erased(null, UUID.randomUUID())));

        assertThat(again.conclude(ServiceName.AUDIT, Optional.empty(), false))
                .isEqualTo(AdminProgram.DONE);

        assertThat(said.toString())
                .startsWith("LOST   NOT KNOWN HERE: something of tenant helios")
                .endsWith("1 not known here, 0 left.\n");
    }

    @Test
    void leavesOtherKeysAlone() {
        var scope = new KeyScope.Recording(UUID.randomUUID());
        var key = key(scope);

        destroy(List.of(erased("recording/" + UUID.randomUUID(), key)));

        assertThat(service.lookUp(TENANT, scope).await().atMost(LIMIT))
                .isInstanceOf(KeyState.Usable.class);
    }

    private UUID key(KeyScope scope) {
        return service.keyFor(TENANT, scope).await().atMost(LIMIT).id();
    }

    private List<RecordedDestruction> destroy(List<RecordedDestruction> recorded) {
        var done = new ArrayList<RecordedDestruction>();
        returned.destroy(recorded, done::addAll);
        return done;
    }

    private static RecordedDestruction erased(@Nullable String scope, UUID key) {
        return new RecordedDestruction(
                TENANT.value(),
                scope,
                key,
                "fingerprint-of-the-event",
                ERASED_AT,
                "PURPOSE_FULFILLED",
                "something");
    }
}
