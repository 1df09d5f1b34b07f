// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import java.util.List;
import java.util.stream.Stream;

/** The suite's topics, created explicitly: automatic creation races with the consumers. */
public final class Topics {

    /** Partitions of every topic; the order within one stream is all that is promised. */
    public static final int PARTITIONS = 6;

    /** The services of the suite, in the order they are started. */
    public static final List<String> SERVICES =
            List.of("consent", "recording", "retention", "audit");

    private Topics() {}

    /** What each service publishes, and where each consumer puts what it cannot read. */
    public static List<String> all() {
        return SERVICES.stream()
                .flatMap(service -> Stream.of(service + ".events", service + ".dead-letter"))
                .toList();
    }

    /** Creates those that are missing. */
    public static void create(KafkaBroker broker) {
        broker.createTopics(all(), PARTITIONS);
    }
}
