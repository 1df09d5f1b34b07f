// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A Keycloak home with the realm imported and an administrator, and an ahead-of-time cache of the
 * classes that this took: made once for a checkout and its realm file. A first start spends most of
 * its time on the schema, on both realms and on loading classes, so the others begin with copies.
 *
 * <p>All Keycloaks of a checkout therefore have the administrator's password and the realm's keys
 * in common: they are for demonstrations and tests, and listen on 127.0.0.1 alone.
 */
public final class KeycloakTemplate {

    // A JVM that ends writes what it has recorded.
    private static final Duration STOP_LIMIT = Duration.ofMinutes(4);

    private KeycloakTemplate() {}

    /** Makes it, unless it is there: the build does, so that no start has to. */
    public static void main(String[] arguments) throws IOException {
        CacheTraining.endWithParent();
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () ->
                                        ProcessHandle.current()
                                                .children()
                                                .forEach(ChildProcess::killTree),
                                "template-stop"));
        var home = Files.createTempDirectory("temoin-keycloak");
        try {
            KeycloakHome.prepare(home, SourceTree.built("keycloak").resolve("template.log"));
        } finally {
            PostgresServer.deleteTree(home);
        }
    }

    /** Whoever calls it holds the lock of the program. */
    static KeycloakHome make(Path log) throws IOException {
        var home = KeycloakHome.at(folder());
        if (!home.isMadeFrom(realm())) {
            Leftovers.stop(folder());
            PostgresServer.deleteTree(folder());
            Files.createDirectories(folder());
            var password = Secrets.random();
            var first =
                    KeycloakServer.launchFirst(
                            KeycloakHome.empty(folder(), realm()), password, log);
            try {
                first.awaitRealm();
            } finally {
                first.stop(STOP_LIMIT);
            }
            home.keepAdminPassword(password);
        }
        return home;
    }

    /** What a JVM is told that uses the cache; it does without a cache of another JDK. */
    static List<String> use() {
        return List.of("-XX:AOTCache=" + cache());
    }

    /** What a JVM is told that writes the cache. */
    static List<String> record() {
        var flags = new ArrayList<>(QuarkusApplication.TRAINING);
        flags.add("-XX:AOTCacheOutput=" + cache());
        return flags;
    }

    static Path folder() {
        return KeycloakHome.program().resolve("temoin-template");
    }

    /** The file that it is made from. */
    static Path realm() {
        return SourceTree.root().resolve("deploy/keycloak/temoin-realm.json");
    }

    private static Path cache() {
        return folder().resolve("keycloak.aot");
    }
}
