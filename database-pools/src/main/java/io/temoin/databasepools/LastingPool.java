// SPDX-License-Identifier: Apache-2.0
package io.temoin.databasepools;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import io.vertx.sqlclient.SqlConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A pool that outlives its password and its connections.
 *
 * <p>The password is read for each new connection; those that are open keep working when it
 * changes. A connection whose other end does not acknowledge what was sent is closed (RFC 5482):
 * when a node or a network is gone without a word, the kernel would go on sending for about fifteen
 * minutes, and whoever waits for an answer with it. Outside Linux, it does.
 */
final class LastingPool implements PgPoolCreator {

    private final String passwordName;
    private final Optional<Path> passwordFile;
    private final Duration tcpUserTimeout;
    private final Consumer<WatchedPassword> watch;
    private final AtomicInteger connections = new AtomicInteger();

    /**
     * @param passwordName the variable of the password
     * @param passwordFile wins over it, if it exists
     * @param watch gets the password of the pool that is made, to look after it
     */
    LastingPool(
            String passwordName,
            Optional<Path> passwordFile,
            Duration tcpUserTimeout,
            Consumer<WatchedPassword> watch) {
        this.passwordName = passwordName;
        this.passwordFile = passwordFile;
        this.tcpUserTimeout = tcpUserTimeout;
        this.watch = watch;
    }

    @Override
    public Pool create(Input input) {
        WatchedPassword password =
                new WatchedPassword(passwordName, passwordFile, () -> connectOnce(input));
        watch.accept(password);
        return PgBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(
                        () -> {
                            password.connectionIsWanted();
                            return options(input.vertx(), input.pgConnectOptionsList());
                        })
                .using(input.vertx())
                .build();
    }

    /** With a pool of its own, which leaves nothing behind. */
    private Future<Void> connectOnce(Input input) {
        Pool once =
                PgBuilder.pool()
                        .with(new PoolOptions().setMaxSize(1))
                        .connectingTo(() -> options(input.vertx(), input.pgConnectOptionsList()))
                        .using(input.vertx())
                        .build();
        return once.getConnection().compose(SqlConnection::close).onComplete(_ -> once.close());
    }

    /** Of the next server, where the datasource has several. */
    private Future<SqlConnectOptions> options(Vertx vertx, List<PgConnectOptions> servers) {
        int next = Math.floorMod(connections.getAndIncrement(), servers.size());
        PgConnectOptions options = new PgConnectOptions(servers.get(next));
        options.setTcpKeepAlive(true);
        options.setTcpUserTimeout(Math.toIntExact(tcpUserTimeout.toMillis()));
        return password(vertx)
                .map(found -> found.isPresent() ? options.setPassword(found.get()) : options);
    }

    /** Empty where there is no such file: the datasource has one then. */
    private Future<Optional<String>> password(Vertx vertx) {
        if (passwordFile.isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        String file = passwordFile.get().toString();
        return vertx.fileSystem()
                .exists(file)
                .compose(
                        exists ->
                                exists
                                        ? vertx.fileSystem()
                                                .readFile(file)
                                                .map(text -> Optional.of(text.toString().strip()))
                                        : Future.succeededFuture(Optional.empty()));
    }
}
