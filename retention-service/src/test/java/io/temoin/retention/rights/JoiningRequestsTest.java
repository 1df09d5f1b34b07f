// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.Append;
import io.temoin.eventsourcing.store.Appended;
import io.temoin.eventsourcing.store.CommandHandler;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.eventsourcing.store.InMemoryEventStore;
import io.temoin.eventsourcing.store.StoredEvent;
import io.temoin.retention.RetentionConfig;
import io.temoin.retention.erasure.ErasureStream;
import io.temoin.retention.erasure.domain.ErasureCommand.BeginErasure;
import io.temoin.retention.erasure.domain.ErasureDecider;
import io.temoin.retention.hold.ItemFreeze;
import io.temoin.retention.rights.RequestIntake.AskedFor;
import io.temoin.retention.rights.domain.ErasureGround;
import io.temoin.retention.rights.domain.Intake;
import io.temoin.retention.rights.domain.RefusalGround;
import io.temoin.retention.rights.domain.Request;
import io.temoin.retention.rights.domain.Request.Ended;
import io.temoin.retention.rights.domain.Request.Ending;
import io.temoin.retention.rights.domain.Request.Open;
import io.temoin.retention.rights.domain.RequestCommand;
import io.temoin.retention.rights.domain.RequestCommand.AttachRequest;
import io.temoin.retention.rights.domain.RequestCommand.RefuseRequest;
import io.temoin.retention.rights.domain.RequestCommand.RequestIdentityProof;
import io.temoin.retention.rights.domain.RequestType;
import io.temoin.retention.rights.domain.Requests;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.InMemoryShreddableKeys;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** However the read model lags and wherever the intake stops, somebody answers each request. */
class JoiningRequestsTest {

    private static final TenantId TENANT = new TenantId("helios");
    private static final UUID FIRST = Requests.REQUEST;
    private static final UUID SECOND = Requests.OTHER;
    private static final UUID THIRD = Requests.ITEM;

    /** The database, which may be lost after so many more statements. */
    private static final class LosableStore implements EventStore {

        private final EventStore store = new InMemoryEventStore();
        private int appendsLeft = Integer.MAX_VALUE;

        @Override
        public Uni<List<StoredEvent>> read(TenantId tenant, StreamId stream, long after) {
            return store.read(tenant, stream, after);
        }

        @Override
        public Uni<List<StoredEvent>> ofCommand(TenantId tenant, UUID command) {
            return store.ofCommand(tenant, command);
        }

        @Override
        public Uni<Appended> append(Append append) {
            return appendsLeft-- > 0
                    ? store.append(append)
                    : Uni.createFrom().failure(new IllegalStateException("the database is gone"));
        }
    }

    /** Says what it is told to, like a read model that is behind. */
    private static final class ListedRequests extends RequestView {

        private List<UUID> open = List.of();

        @Override
        Uni<Similar> similar(TenantId tenant, UUID request, AskedFor asked, ZoneId zone) {
            return Uni.createFrom().item(new Similar(open, open.size()));
        }
    }

    private static final InMemoryShreddableKeys KEYS = new InMemoryShreddableKeys();

    private final LosableStore store = new LosableStore();
    private final ListedRequests listed = new ListedRequests();
    private final Map<UUID, ItemFreeze> freezes = new HashMap<>();
    private final RequestStream requests =
            new RequestStream(
                    store,
                    KEYS,
                    (_, freeze) -> {
                        freezes.put(freeze.request(), freeze);
                        return Uni.createFrom().voidItem();
                    });
    private final RequestIntake intake =
            new RequestIntake(
                    listed,
                    requests,
                    new RequestErasures(store),
                    new SmallRyeConfigBuilder()
                            .addDiscoveredConverters()
                            .withMapping(RetentionConfig.class)
                            .build()
                            .getConfigMapping(RetentionConfig.class));

    @Test
    void anOpenRequestAnswersTheSecondOneToo() {
        open(FIRST);
        listed.open = List.of(FIRST);

        open(SECOND);

        assertJoined(SECOND, FIRST);
        assertAttached(FIRST, SECOND);
    }

    @Test
    void aRequestThatEndedMeanwhileAnswersNothingMore() {
        open(FIRST);
        act(FIRST, new RefuseRequest(RefusalGround.MANIFESTLY_UNFOUNDED, Requests.LATER));
        listed.open = List.of(FIRST);

        open(SECOND);

        assertThat(load(SECOND)).isInstanceOf(Open.class);
        assertAttached(FIRST);
    }

    @Test
    void theNextOneIsTried() {
        open(FIRST);
        act(FIRST, new RefuseRequest(RefusalGround.MANIFESTLY_UNFOUNDED, Requests.LATER));
        open(SECOND);
        listed.open = List.of(FIRST, SECOND);

        open(THIRD);

        assertJoined(THIRD, SECOND);
    }

    /** It leaves alone what came since, of which the person may be speaking. */
    @Test
    void anErasureThatBeganAnswersNothingMore() {
        open(FIRST);
        begin(FIRST);
        listed.open = List.of(FIRST);

        open(SECOND);

        assertThat(load(SECOND)).isInstanceOf(Open.class);
        assertAttached(FIRST);
    }

    /** As before the upgrade: the request does not know of it. */
    private void begin(UUID request) {
        var begin =
                new BeginErasure(
                        request,
                        Requests.RHONE,
                        Requests.PERSON,
                        Intake.Way.SELF_SERVICE,
                        Requests.RECEIVED,
                        ErasureGround.NO_LONGER_NECESSARY,
                        List.of(),
                        List.of(),
                        Requests.LATER);
        new CommandHandler<>(store, ErasureStream.codec(KEYS), new ErasureDecider())
                .handle(
                        new StreamId("erasure", request.toString()),
                        begin,
                        metadata(UUID.randomUUID()))
                .await()
                .indefinitely();
    }

    /** Who signed in with a link has nothing to prove. */
    @Test
    void whatArrivesWithALinkDoesNotWaitForAProof() {
        open(FIRST);
        act(FIRST, new RequestIdentityProof(Requests.LATER));
        listed.open = List.of(FIRST);

        open(SECOND);

        assertThat(load(SECOND)).isInstanceOf(Open.class);
        assertAttached(FIRST);
    }

    @Test
    void aLostDatabaseLeavesTheRequestOpen() {
        open(FIRST);
        listed.open = List.of(FIRST);
        store.appendsLeft = 1;

        assertThatThrownBy(() -> open(SECOND)).hasMessage("the database is gone");

        assertThat(load(SECOND)).isInstanceOf(Open.class);
        assertAttached(FIRST);
    }

    @Test
    void aLostDatabaseLeavesItOpenAndAttachedUntilItIsRepeated() {
        open(FIRST);
        listed.open = List.of(FIRST);
        store.appendsLeft = 2;

        assertThatThrownBy(() -> open(SECOND)).hasMessage("the database is gone");

        assertThat(load(SECOND)).isInstanceOf(Open.class);
        assertAttached(FIRST, SECOND);

        store.appendsLeft = 1;
        open(SECOND);

        assertJoined(SECOND, FIRST);
        assertAttached(FIRST, SECOND);
    }

    /** A repeated intake is the same request, whatever is known by now. */
    @Test
    void aRepeatedIntakeJoinsNothingElse() {
        open(FIRST);
        open(SECOND);
        listed.open = List.of(FIRST);

        open(SECOND);

        assertThat(load(SECOND)).isInstanceOf(Open.class);
        assertAttached(FIRST);
    }

    /** What was asked for is kept while one of the requests is open. */
    @Test
    void theRequestThatAnswersBothKeepsWhatWasAskedFor() {
        open(FIRST);
        listed.open = List.of(FIRST);
        open(SECOND);

        assertThat(freezes.get(FIRST).over()).isFalse();
        assertThat(freezes.get(SECOND).over()).isTrue();
        assertThat(freezes.get(FIRST).until()).isEqualTo("2027-03-01T23:00:00Z");
    }

    /** Each was to be answered with the other: nobody would have answered either. */
    @Test
    void noTwoRequestsWaitForEachOther() {
        open(FIRST);
        open(SECOND);
        act(
                FIRST,
                new AttachRequest(
                        SECOND,
                        Intake.Way.ORAL,
                        RequestType.ACCESS.services(),
                        null,
                        Requests.LATER));
        act(
                SECOND,
                new AttachRequest(
                        FIRST,
                        Intake.Way.ORAL,
                        RequestType.ACCESS.services(),
                        null,
                        Requests.LATER));

        listed.open = List.of(SECOND);
        open(FIRST);
        listed.open = List.of(FIRST);
        open(SECOND);

        assertThat(load(FIRST)).isInstanceOf(Open.class);
        assertThat(load(SECOND)).isInstanceOf(Open.class);
    }

    private void open(UUID request) {
        var asked =
                AskedFor.ofAll(
                        Requests.RHONE,
                        Requests.PERSON,
                        RequestType.ACCESS,
                        Requests.selfService(),
                        null);
        intake.open(request, asked, metadata(request)).await().indefinitely();
    }

    private void act(UUID request, RequestCommand command) {
        requests.handle(request, command, metadata(UUID.randomUUID())).await().indefinitely();
    }

    private Request load(UUID request) {
        return requests.load(TENANT, request).await().indefinitely();
    }

    private void assertJoined(UUID request, UUID into) {
        assertThat(load(request))
                .isInstanceOfSatisfying(
                        Ended.class,
                        ended -> assertThat(ended.ending()).isEqualTo(new Ending.Joined(into)));
    }

    private void assertAttached(UUID request, UUID... others) {
        var progress =
                switch (load(request)) {
                    case Open open -> open.progress();
                    case Ended ended -> ended.progress();
                    case Request.Unopened _ -> throw new AssertionError("nobody asked");
                };
        assertThat(progress.attached()).containsExactly(others);
    }

    private static EventMetadata metadata(UUID command) {
        return new EventMetadata(
                TENANT,
                Actor.service("test"),
                command,
                null,
                "correlation",
                null,
                null,
                Requests.LATER);
    }
}
