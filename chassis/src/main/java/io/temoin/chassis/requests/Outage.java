// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import io.quarkus.oidc.OIDCException;
import io.temoin.shredding.keys.KeyProviderUnavailable;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.DatabaseException;
import java.io.IOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Failures that pass by themselves: a database, an identity provider or a key provider that is not
 * reachable, takes no connection or does not answer in time. Whoever repeats the request later may
 * be served.
 *
 * <p>Narrower than what the inbox waits for: a message can wait for a broken disk to be replaced, a
 * person's request cannot, and somebody has to hear of it.
 */
public final class Outage {

    /** A failure of a service's own that passes by itself. */
    public interface Passing {}

    private static final int DEPTH = 10;

    /** How the pool says that none came free in time. */
    private static final String NO_CONNECTION = "Timeout waiting for connection";

    /** How the SQL client says, without a class for it, that a connection is not what it was. */
    private static final Set<String> LOST =
            Set.of("Connection is not active now", "Pending requests failed to be sent");

    /** How the JDK says, without a class for it, that the other side takes nothing more. */
    private static final Set<String> BROKEN = Set.of("Broken pipe", "Connection reset by peer");

    /** What took too long, and a password that is being replaced. */
    private static final Set<String> OTHERS = Set.of("55P03", "25P03", "25P04", "28P01");

    private Outage() {}

    /** Whether a failure comes from an outage; a refusal of the database is none. */
    public static boolean causes(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEPTH; depth++) {
            if (isOutage(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isOutage(Throwable cause) {
        return switch (cause) {
            case DatabaseException refused -> passes(refused.getSqlState());
            case ClosedConnectionException _ -> true;
            case IdentityProviderUnavailable _ -> true;
            case OIDCException _ -> true; // its keys cannot be fetched
            case KeyProviderUnavailable _ -> true;
            case Passing _ -> true;
            case VertxException pool -> NO_CONNECTION.equals(pool.getMessage());
            case NoStackTraceThrowable client ->
                    LOST.stream().anyMatch(String.valueOf(client.getMessage())::startsWith);
            case SocketException _ -> true; // refused, no route, reset
            case ClosedChannelException _ -> true;
            case UnknownHostException _ -> true;
            case IOException write -> BROKEN.contains(String.valueOf(write.getMessage()));
            case TimeoutException _ -> true;
            case io.smallrye.mutiny.TimeoutException _ -> true;
            default -> false;
        };
    }

    /**
     * Whether what the database refused with passes by itself: connections, resources, and a server
     * that stops or starts or ends what takes too long, which is a statement, a wait for a lock or
     * a transaction that stands still (PostgreSQL, appendix A); a password that was changed on one
     * side only.
     */
    public static boolean passes(@Nullable String sqlState) {
        return sqlState != null
                && (sqlState.startsWith("08")
                        || sqlState.startsWith("53")
                        || sqlState.startsWith("57")
                        || OTHERS.contains(sqlState));
    }
}
