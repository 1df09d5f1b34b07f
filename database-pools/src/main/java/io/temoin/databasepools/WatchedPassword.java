// SPDX-License-Identifier: Apache-2.0
package io.temoin.databasepools;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Whether PostgreSQL takes the password of one role. A pool does not tell: what it has open keeps
 * working, and whoever needs one connection more gets an error that looks like an outage.
 *
 * <p>A look tries to connect only if the pool has wanted a connection since the last look, or that
 * was refused; a pool that has all it needs costs nothing. What is refused for longer than it takes
 * to replace a password on both sides does not pass by itself.
 */
final class WatchedPassword {

    private static final Logger LOG = Logger.getLogger(WatchedPassword.class);

    /**
     * A file may be changed a little before its role, or after it. Kubernetes needs up to two
     * minutes to bring a changed secret to the files of a pod.
     */
    static final long REPLACED_WITHIN = TimeUnit.MINUTES.toNanos(3);

    private static final long SAID_EVERY = TimeUnit.MINUTES.toNanos(1);

    private static final String INVALID_PASSWORD = "28P01";

    private final String variable;
    private final Optional<Path> file;
    private final Supplier<Future<Void>> trial;
    private final AtomicBoolean wanted = new AtomicBoolean();
    private volatile @Nullable Refusal refusal;

    /**
     * In nanoseconds.
     *
     * @param since when it was refused first
     * @param said when that was logged last
     */
    private record Refusal(long since, long said) {}

    /**
     * @param variable names the password
     * @param file where it is read from, unless there is none
     * @param trial connects with it as it is now
     */
    WatchedPassword(String variable, Optional<Path> file, Supplier<Future<Void>> trial) {
        this.variable = variable;
        this.file = file;
        this.trial = trial;
    }

    String variable() {
        return variable;
    }

    /** Is told of every connection that the pool begins to make. */
    void connectionIsWanted() {
        wanted.set(true);
    }

    /** Whether it has been refused for so long that somebody has to act. */
    boolean isRefused(long now) {
        Refusal known = refusal;
        return known != null && now - known.since() >= REPLACED_WITHIN;
    }

    /**
     * Looks whether it is taken, if there is a reason to ask. The answer never fails: a database
     * that is away says nothing about a password.
     */
    Future<Void> look(long now) {
        if (!wanted.getAndSet(false) && refusal == null) {
            return Future.succeededFuture();
        }
        return trial.get()
                .onSuccess(_ -> taken())
                .onFailure(failure -> failed(failure, now))
                .otherwiseEmpty();
    }

    private void taken() {
        if (refusal != null) {
            LOG.infof("PostgreSQL accepts %s again", variable);
        }
        refusal = null;
    }

    private void failed(Throwable failure, long now) {
        if (!(failure instanceof PgException refused)
                || !INVALID_PASSWORD.equals(refused.getSqlState())) {
            return;
        }
        Refusal known = refusal;
        boolean silent = known != null && now - known.said() < SAID_EVERY;
        if (known == null) {
            refusal = new Refusal(now, now);
        } else if (!silent) {
            refusal = new Refusal(known.since(), now);
        }
        if (!silent) {
            LOG.errorf(
                    "PostgreSQL refuses %s%s (%s): %s. New connections fail, and requests that need"
                            + " one are answered 503; after three minutes this service is not ready."
                            + " Put the role's password there, or give the role this one (alter role).",
                    variable,
                    file.map(place -> " from " + place).orElse(""),
                    INVALID_PASSWORD,
                    refused.getErrorMessage());
        }
    }
}
