// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.rig;

import io.temoin.bench.load.Commands;
import io.temoin.bench.load.LoadFailure;
import io.temoin.platform.FreePorts;
import io.temoin.platform.PostgresServer;
import io.temoin.platform.Secrets;
import io.temoin.platform.SourceTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The rival in {@code bench/rivals/emmett}, on a database of its own on the same server. */
final class Emmett {

    private Emmett() {}

    static ServerProcess start(PostgresServer postgres, int workers, Path folder) {
        String node = program("node");
        Path source = SourceTree.root().resolve("bench/rivals/emmett");
        if (!Files.isDirectory(source.resolve("node_modules"))) {
            Commands.output(
                    List.of(program("npm"), "--prefix", source.toString(), "ci", "--no-audit"),
                    Map.of());
        }
        String password = Secrets.random();
        var administrator = new Database(postgres, "postgres");
        if (administrator.number("select count(*) from pg_roles where rolname = 'emmett'") == 0) {
            administrator.execute("create role emmett login");
            administrator.execute("create database emmett owner emmett");
        }
        administrator.execute("alter role emmett password '" + password + "'");
        int port = FreePorts.any();
        return ServerProcess.start(
                List.of(node, source.resolve("server.js").toString()),
                Map.of(
                        "NODE_ENV",
                        "production",
                        "PORT",
                        Integer.toString(port),
                        "WORKERS",
                        Integer.toString(workers),
                        "DATABASE_URL",
                        "postgresql://emmett:%s@127.0.0.1:%d/emmett"
                                .formatted(password, postgres.port())),
                folder,
                port,
                ServerProcess.local(port, "/ready"));
    }

    private static String program(String name) {
        return Commands.find(name)
                .orElseThrow(
                        () ->
                                new LoadFailure(
                                        name + " is not on the PATH: the rival needs Node 20."));
    }
}
