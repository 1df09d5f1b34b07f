// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.KafkaFuture;

/** Administers the broker that listens at an address, whoever started it. */
final class KafkaAdministrator implements AutoCloseable {

    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Admin admin;

    private KafkaAdministrator(Admin admin) {
        this.admin = admin;
    }

    /**
     * Kafka loads its parts through the thread's class loader. In a test that starts a second
     * application, that may be the first one's, which has a Kafka of its own.
     */
    static KafkaAdministrator of(String bootstrapServers) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Admin.class.getClassLoader());
        try {
            return new KafkaAdministrator(
                    Admin.create(
                            Map.of(
                                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                    bootstrapServers,
                                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                    (int) REQUEST_LIMIT.toMillis(),
                                    AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                                    200)));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** No answer in time is none yet: a busy machine makes a broker slow, not broken. */
    boolean isAnswered() {
        try {
            return !await(admin.describeCluster().nodes()).isEmpty();
        } catch (ComponentFailure _) {
            return false;
        }
    }

    /** Creates the topics that do not exist yet, with this many partitions and one replica. */
    void createTopics(Collection<String> names, int partitions) {
        var existing = await(admin.listTopics().names());
        var missing =
                names.stream()
                        .filter(name -> !existing.contains(name))
                        .map(name -> new NewTopic(name, partitions, (short) 1))
                        .toList();
        await(admin.createTopics(missing).all());
    }

    /**
     * Deletes all topics and the offsets of all consumers, and returns when they are gone. Nobody
     * may be consuming; a consumer that was stopped before it could leave its group is removed from
     * it, since the broker would count on it until its session ends.
     */
    void deleteEverything() {
        until("Kafka does not delete its consumer groups.", this::areGroupsGone);
        await(admin.deleteTopics(await(admin.listTopics().names())).all());
        until(
                "Kafka does not delete its topics.",
                () -> await(admin.listTopics().names()).isEmpty());
    }

    private boolean areGroupsGone() {
        var groups = await(admin.listGroups().all()).stream().map(GroupListing::groupId).toList();
        var deletions = admin.deleteConsumerGroups(groups).deletedGroups();
        deletions.forEach(
                (group, deletion) -> {
                    // Refused for its members, or gone already: the broker removes a group
                    // without members and offsets itself.
                    if (!succeeds(deletion)) {
                        succeeds(
                                admin.removeMembersFromConsumerGroup(
                                                group, new RemoveMembersFromConsumerGroupOptions())
                                        .all());
                    }
                });
        return groups.isEmpty();
    }

    private static boolean succeeds(KafkaFuture<Void> answer) {
        try {
            await(answer);
            return true;
        } catch (ComponentFailure _) {
            return false;
        }
    }

    private static void until(String failure, BooleanSupplier done) {
        var deadline = System.nanoTime() + REQUEST_LIMIT.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new ComponentFailure(failure);
            }
            pause();
        }
    }

    @Override
    public void close() {
        admin.close(REQUEST_LIMIT);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ComponentFailure("Interrupted while waiting for Kafka.", e);
        }
    }

    private static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get(REQUEST_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new ComponentFailure(
                    "Kafka refuses what its admin client asks: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new ComponentFailure("Kafka does not respond to its admin client.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ComponentFailure("Interrupted while waiting for Kafka.", e);
        }
    }
}
