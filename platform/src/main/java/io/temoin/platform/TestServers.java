// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import java.nio.file.Path;

/**
 * The PostgreSQL and the Kafka of one test JVM, which its applications use one after the other:
 * each profile is an application of its own, and servers of their own would take longer to start
 * than it. They end with the JVM.
 *
 * <p>Where they are travels in system properties, since each application may load this class anew.
 *
 * @param folder what tests put beside their data
 */
record TestServers(Path folder, PostgresAccess postgres, String bootstrapServers) {

    private static final String FOLDER = "temoin.test.servers.folder";
    private static final String POSTGRES = "temoin.test.servers.postgres";
    private static final String KAFKA = "temoin.test.servers.kafka";

    /** Starts them unless they run. */
    static synchronized TestServers ofThisJvm() {
        if (System.getProperty(FOLDER) == null) {
            var started = ThrowAwayComponents.start();
            System.setProperty(POSTGRES, Integer.toString(started.postgres().port()));
            System.setProperty(KAFKA, started.kafka().bootstrapServers());
            System.setProperty(FOLDER, started.folder().toString());
        }
        var folder = Path.of(System.getProperty(FOLDER));
        return new TestServers(
                folder,
                new PostgresAccess(folder.resolve("postgresql"), Integer.getInteger(POSTGRES)),
                System.getProperty(KAFKA));
    }

    /** Makes the suite's topics, without anything of an application before. */
    void createTopicsAnew() {
        try (var administrator = KafkaAdministrator.of(bootstrapServers)) {
            administrator.deleteEverything();
            administrator.createTopics(Topics.all(), Topics.PARTITIONS);
        }
    }
}
