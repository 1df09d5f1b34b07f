// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage;

import static io.temoin.retention.rights.DeskCase.NOON;
import static io.temoin.retention.rights.DeskCase.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.packageparts.vault.PartStorages;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.TestClock;
import io.temoin.retention.TopicTail;
import io.temoin.retention.rights.accesspackage.PackageStore.CopiedPerson;
import io.temoin.retention.rights.accesspackage.PackageStore.Due;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.ExpirePackage;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.RevokePackage;
import io.temoin.retention.rights.accesspackage.domain.RevocationReason;
import io.temoin.retention.rights.domain.Requests;
import io.temoin.shredding.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A process is killed after any of the steps that order, end or take back a package: what it had
 * done by then is done here, one step after the other, and the job of a living process does the
 * rest. It ends as if nobody had been killed.
 */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class PackageCrashTest {

    private static final Instant OVER = NOON.plus(Duration.ofDays(14));

    /** The last step that the killed process took. */
    enum Step {
        NOTHING,
        CLAIMED,
        KEY_DESTROYED,
        PARTS_REMOVED,
        RECORDED,
        ENDED;

        boolean reaches(Step other) {
            return compareTo(other) >= 0;
        }
    }

    private final PackageCase its = new PackageCase();
    private final TestClock clock;
    private final PackageStore store;
    private final PackageKeys keys;
    private final PackageStream packages;
    private final PartStorages storages;

    PackageCrashTest(
            TestClock clock,
            PackageStore store,
            PackageKeys keys,
            PackageStream packages,
            PartStorages storages) {
        this.clock = clock;
        this.store = store;
        this.keys = keys;
        this.packages = packages;
        this.storages = storages;
    }

    @BeforeEach
    void startAtNoon() {
        clock.set(NOON);
    }

    @AfterEach
    void close() {
        its.close();
    }

    private static <T> T done(Uni<T> step) {
        return step.await().atMost(PATIENCE);
    }

    private Due due(UUID accessPackage) {
        return new Due(new TenantId(its.its.tenant), accessPackage);
    }

    private void record(UUID accessPackage, AccessPackageCommand command) {
        var metadata =
                new EventMetadata(
                        new TenantId(its.its.tenant),
                        Actor.service("test"),
                        UUID.randomUUID(),
                        null,
                        "correlation",
                        null,
                        null,
                        command.now());
        done(packages.handle(accessPackage, command, metadata));
    }

    /** From the key on, both ends are the same. */
    private void destroyed(UUID accessPackage, Step last, Instant at) {
        var due = due(accessPackage);
        if (last.reaches(Step.KEY_DESTROYED)) {
            done(keys.destroy(due, PackageKeys.EXPIRED, at));
        }
        if (last.reaches(Step.PARTS_REMOVED)) {
            try {
                storages.find()
                        .orElseThrow()
                        .removeBelow(PartStorages.prefix(its.its.tenant, accessPackage));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        if (last.reaches(Step.RECORDED)) {
            record(accessPackage, new ExpirePackage(at));
        }
        if (last.reaches(Step.ENDED)) {
            done(store.ended(due, at));
        }
    }

    private void awaitTheSameEnd(UUID accessPackage, String... last) {
        await().atMost(PATIENCE)
                .until(
                        () ->
                                done(store.over(clock.instant())).stream()
                                        .noneMatch(
                                                due -> due.accessPackage().equals(accessPackage)));
        assertThat(done(keys.isSpent(due(accessPackage).tenant(), accessPackage))).isTrue();
        assertThat(PackageCase.STORAGE.resolve(its.its.tenant + "/" + accessPackage))
                .doesNotExist();
        assertThat(events(accessPackage, last)).endsWith(last).containsOnlyOnce(last);
    }

    private List<String> events(UUID accessPackage, String... last) {
        return TopicTail.names(
                TopicTail.await(
                        "retention.events",
                        (its.its.tenant + "/package-" + accessPackage)::equals,
                        found -> TopicTail.names(found).containsAll(Stream.of(last).toList())));
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void expiryEndsAsIfNobodyHadBeenKilled(Step last) {
        var accessPackage = its.portable(its.its.received("PORTABILITY"));

        if (last.reaches(Step.CLAIMED)) {
            assertThat(done(store.beginEnd(due(accessPackage), OVER))).isTrue();
        }
        destroyed(accessPackage, last, OVER);
        clock.set(OVER);

        awaitTheSameEnd(accessPackage, "AccessPackageExpired");
    }

    @ParameterizedTest
    @EnumSource(value = Step.class, names = "NOTHING", mode = EnumSource.Mode.EXCLUDE)
    void takingBackEndsAsIfNobodyHadBeenKilled(Step last) {
        var accessPackage = its.portable(its.its.received("PORTABILITY"));

        record(accessPackage, new RevokePackage(RevocationReason.CONTENT_WRONG, NOON));
        if (last.reaches(Step.PARTS_REMOVED)) {
            done(store.revoked(due(accessPackage)));
        }
        destroyed(accessPackage, last, NOON);

        awaitTheSameEnd(accessPackage, "AccessPackageRevoked", "AccessPackageExpired");
    }

    /** The key may still be there when its end has begun, and the erasure must not go on then. */
    @Test
    void anErasureFindsWhatIsEndingUntilItHasEnded() {
        var accessPackage = its.portable(its.its.received("PORTABILITY"));
        var person = new CopiedPerson("rhone-telecom", Requests.PERSON);
        var tenant = new TenantId(its.its.tenant);

        assertThat(done(store.beginEnd(due(accessPackage), OVER))).isTrue();
        assertThat(done(store.ofPerson(tenant, person))).containsExactly(accessPackage);
        done(keys.destroy(due(accessPackage), PackageKeys.EXPIRED, OVER));
        done(store.ended(due(accessPackage), OVER));

        assertThat(done(store.ofPerson(tenant, person))).isEmpty();
    }

    /** Steps of an order: the key, its row, the event. */
    enum OrderStep {
        NOTHING,
        KEY_KEPT,
        ORDERED
    }

    @ParameterizedTest
    @EnumSource(OrderStep.class)
    void anOrderEndsAsIfNobodyHadBeenKilled(OrderStep last) {
        var request = its.its.received("PORTABILITY");
        var first = PackageDesk.idOf(new TenantId(its.its.tenant), request, 1);

        if (last == OrderStep.KEY_KEPT) {
            done(
                    keys.create(
                            new TenantId(its.its.tenant),
                            first,
                            new CopiedPerson("rhone-telecom", "0".repeat(32)),
                            NOON.plus(Duration.ofHours(6)),
                            OVER));
        }
        if (last == OrderStep.ORDERED) {
            its.ask(request, "{\"otherVoices\": \"INCLUDED\"}").then().statusCode(201);
        }

        if (last == OrderStep.ORDERED) {
            its.ask(request, "{\"otherVoices\": \"INCLUDED\"}").then().statusCode(409);
        } else {
            assertThat(its.portable(request)).isEqualTo(first);
        }
    }
}
