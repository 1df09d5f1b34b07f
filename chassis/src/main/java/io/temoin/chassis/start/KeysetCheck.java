// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.Profile;
import io.temoin.keystart.KeyProviders;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.KeyProviderUnavailable;
import io.temoin.shredding.keys.KeyPurpose;
import io.temoin.shredding.keys.KeyVault;
import io.temoin.shredding.keys.WrappedKeyset;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Stops the start with a keyset that is not the one this database was begun with. Under the keys of
 * another, every person would have another pseudonym: a "no" that is on record would not be found.
 */
@ApplicationScoped
class KeysetCheck {

    private static final Logger LOG = Logger.getLogger(KeysetCheck.class);

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Duration PROVIDER_LIMIT = Duration.ofSeconds(90);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final TenantId NOBODY = new TenantId("keyset-check");
    private static final String USE = "keyset-check";

    private final Pool keys;
    private final KeyVault vault;

    KeysetCheck(@ReactiveDataSource("keys") Pool keys, KeyVault vault) {
        this.keys = keys;
        this.vault = vault;
    }

    /**
     * After {@link SchemaCheck}, which lets {@code rotate} compare: its table has to be there. A
     * keyset that is in the database waits for the provider that wraps it, whatever else of the
     * start follows: without the keyset nothing can be served, and nothing checked.
     */
    void run(
            @Observes @Priority(StartupChecks.FIRST + 3) StartupEvent event,
            KeyProviders providers) {
        providers.awaited(keyset());
        LOG.infof("key epoch %d is current", vault.currentEpoch());
        if (Profile.isProduction()) {
            requireSame();
        }
    }

    /** Reads the keyset for a command, which waits a while for a provider that does not answer. */
    void read() {
        keyset().onFailure(KeysetCheck::mayPass)
                .invoke(
                        failure ->
                                LOG.errorf(
                                        "the keyset cannot be read yet: %s", failure.getMessage()))
                .onFailure(KeysetCheck::mayPass)
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .expireIn(PROVIDER_LIMIT.toMillis())
                .await()
                .atMost(PROVIDER_LIMIT.plus(LIMIT));
    }

    private Uni<Void> keyset() {
        return vault instanceof WrappedKeyset wrapped
                ? wrapped.refresh().chain(wrapped::probe)
                : vault.refresh();
    }

    private static boolean mayPass(Throwable failure) {
        return failure instanceof KeyProviderUnavailable unavailable && !unavailable.isRefusal();
    }

    /**
     * Notes the keys at the first start, and compares them at every other.
     *
     * @throws IllegalStateException when they are others
     */
    void requireSame() {
        for (KeyPurpose purpose : staying()) {
            await(
                    keys.preparedQuery(
                                    "insert into keyset_check (purpose, fingerprint) values ($1,"
                                            + " $2) on conflict do nothing")
                            .execute(
                                    Tuple.of(purpose.name(), Buffer.buffer(fingerprint(purpose)))));
        }
        requireNotAnothers();
    }

    /**
     * Compares the keys with those that were noted, if any were.
     *
     * @throws IllegalStateException when they are others
     */
    void requireNotAnothers() {
        List<KeyPurpose> others = staying().stream().filter(this::isAnothers).toList();
        if (!others.isEmpty()) {
            throw new IllegalStateException(
                    "The keyset does not belong to this database (its keys for "
                            + others
                            + " differ), so people already on record could not be found. Provide"
                            + " the keyset of this service, restoring it from a backup if"
                            + " necessary.");
        }
    }

    private static List<KeyPurpose> staying() {
        return Arrays.stream(KeyPurpose.values()).filter(purpose -> !purpose.rotates()).toList();
    }

    private boolean isAnothers(KeyPurpose purpose) {
        RowSet<Row> noted =
                await(
                        keys.preparedQuery(
                                        "select fingerprint from keyset_check where purpose = $1")
                                .execute(Tuple.of(purpose.name())));
        return noted.size() > 0
                && !Arrays.equals(
                        fingerprint(purpose),
                        noted.iterator().next().getBuffer("fingerprint").getBytes());
    }

    private byte[] fingerprint(KeyPurpose purpose) {
        return vault.fingerprints(purpose)
                .of(NOBODY, USE, purpose.name().getBytes(StandardCharsets.UTF_8));
    }

    private static <T> T await(Uni<T> answer) {
        return answer.await().atMost(LIMIT);
    }
}
