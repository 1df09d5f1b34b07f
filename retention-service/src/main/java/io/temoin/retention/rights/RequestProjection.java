// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.Feeds;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.eventsourcing.store.StoredEvent;
import io.temoin.retention.rights.RequestView.Row;
import io.temoin.retention.rights.domain.Contested;
import io.temoin.retention.rights.domain.Intake;
import io.temoin.retention.rights.domain.Request;
import io.temoin.retention.rights.domain.RequestType;
import io.temoin.retention.rights.opendsr.ChangeStore;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Keeps the table of requests in step with the events. */
@ApplicationScoped
public class RequestProjection {

    static final String READER = "requests";

    private static final String OPENED = "RequestOpened";
    private static final String JOINED = "RequestJoined";
    private static final String WITHDRAWN = "DsrWithdrawn";
    private static final String ASSIGNED = "RequestAssigned";
    private static final String OVERDUE = "RequestOverdue";

    private static final Map<String, RequestState> STATES =
            Map.of(
                    OPENED,
                    RequestState.OPEN,
                    JOINED,
                    RequestState.JOINED,
                    "DsrAnswered",
                    RequestState.ANSWERED,
                    "DsrRefused",
                    RequestState.REFUSED,
                    "DsrClosed",
                    RequestState.CLOSED);

    /** Events that move the deadline. */
    private static final Set<String> MOVES = Set.of("IdentityProofReceived", "DsrExtended");

    /** Events that no row shows, but that say to whoever sent the request that somebody began. */
    private static final Set<String> BEGINNINGS =
            Set.of(
                    "IdentityProofRequested",
                    "RequestTaskCompleted",
                    "RectificationNoted",
                    "ErasureDecided");

    private static final String UPHELD = "ObjectionUpheld";

    /** Events with which an objection is upheld at another time than before, or is no more. */
    private static final Set<String> MOVES_LAPSE =
            Set.of(
                    OVERDUE,
                    "IdentityProofRequested",
                    "IdentityProofReceived",
                    "DsrExtended",
                    UPHELD);

    private final Feeds feeds;
    private final RequestView view;
    private final ChangeStore passedOn;
    private final RequestStream requests;

    RequestProjection(Feeds feeds, RequestView view, ChangeStore passedOn, RequestStream requests) {
        this.feeds = feeds;
        this.view = view;
        this.passedOn = passedOn;
        this.requests = requests;
    }

    void start(@Observes StartupEvent event) {
        Set<String> types = new HashSet<>(STATES.keySet());
        types.addAll(MOVES);
        types.addAll(BEGINNINGS);
        types.add(WITHDRAWN);
        types.add(ASSIGNED);
        types.add(OVERDUE);
        types.add(UPHELD);
        feeds.project(READER, types, this::apply);
    }

    private Uni<Void> apply(TenantId tenant, List<StoredEvent> events) {
        List<StoredEvent> changes =
                events.stream()
                        .filter(it -> it.stream().category().equals(RequestStream.CATEGORY))
                        .toList();
        if (changes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Set<UUID> ids = new HashSet<>();
        changes.forEach(change -> ids.add(change.fields().uuid("request")));
        return lapses(tenant, changes)
                .chain(
                        lapses ->
                                view.find("request in ?1", ids)
                                        .list()
                                        .map(known -> added(tenant, changes, known, lapses)))
                .chain(RequestProjection::persist)
                .chain(() -> passedOn.changed(tenant, ids));
    }

    /** When those lapse of which that may have moved; empty of one that does not. */
    private Uni<Map<UUID, Optional<Instant>>> lapses(TenantId tenant, List<StoredEvent> changes) {
        Map<UUID, Optional<Instant>> lapses = new HashMap<>();
        return Multi.createFrom()
                .items(
                        changes.stream()
                                .filter(it -> MOVES_LAPSE.contains(it.type()))
                                .map(it -> it.fields().uuid("request"))
                                .distinct())
                .onItem()
                .transformToUniAndConcatenate(
                        id ->
                                requests.load(tenant, id)
                                        .invoke(
                                                it ->
                                                        lapses.put(
                                                                id,
                                                                Optional.ofNullable(
                                                                        Request.lapsesAt(it)))))
                .collect()
                .last()
                .replaceWith(lapses);
    }

    private static Uni<Void> persist(List<Row> rows) {
        return Panache.getSession().chain(session -> session.persistAll(rows.toArray()));
    }

    /** The new rows, after every change to them and to those that were known before. */
    private static List<Row> added(
            TenantId tenant,
            List<StoredEvent> changes,
            List<Row> known,
            Map<UUID, Optional<Instant>> lapses) {
        Map<UUID, Row> rows = new HashMap<>();
        known.forEach(row -> rows.put(row.request, row));
        List<Row> added = new ArrayList<>();
        for (StoredEvent change : changes) {
            JsonFields data = change.fields();
            Row row = rows.get(data.uuid("request"));
            if (row == null) {
                row = new Row();
                row.request = data.uuid("request");
                row.tenant = tenant.value();
                rows.put(row.request, row);
                added.add(row);
            }
            apply(change.type(), data, row);
        }
        lapses.forEach(
                (id, lapse) -> {
                    Row row = rows.get(id);
                    if (row != null) {
                        row.lapsesAt = lapse.orElse(null);
                    }
                });
        return added;
    }

    private static void apply(String type, JsonFields data, Row row) {
        RequestState state = STATES.get(type);
        if (state != null) {
            row.state = state;
        }
        if (type.equals(OPENED)) {
            row.controller = data.text("controller");
            row.subject = data.text("subject");
            row.type = data.read("type", RequestType::valueOf);
            row.receivedBy = data.object("intake").text("receivedBy");
            row.passedOn =
                    data.object("intake").read("way", Intake.Way::valueOf) == Intake.Way.OPENDSR;
            row.receivedAt = data.object("intake").instant("receivedAt");
            row.dueAt = data.instant("dueAt");
            row.contestedConsent = data.optional("consent", UUID::fromString);
            if (data.has("contested")) {
                JsonFields contested = data.object("contested");
                row.contestedKind = contested.read("kind", Contested.Kind::valueOf);
                row.contestedDocument = contested.optional("document", UUID::fromString);
                row.contestedSegment =
                        contested.has("segment")
                                ? (Integer) Math.toIntExact(contested.number("segment"))
                                : null;
            }
            if (data.has("about")) {
                JsonFields about = data.object("about");
                row.aboutRecording = about.optional("recording", UUID::fromString);
                row.aboutDecision = about.optional("decision", UUID::fromString);
            }
        } else if (type.equals(JOINED)) {
            row.counts = false;
            row.answeredWith = data.uuid("into");
        } else if (type.equals(WITHDRAWN)) {
            // of one that goes on for others, its own sender has withdrawn all the same
            row.counts = false;
            if (!data.flag("continues")) {
                row.answeredWith = null;
                row.state = row.state == RequestState.CLOSED ? row.state : RequestState.WITHDRAWN;
            }
        } else if (MOVES.contains(type)) {
            row.dueAt = data.instant("dueAt");
        } else if (type.equals(ASSIGNED)) {
            row.assignee = data.text("assignee");
        } else if (type.equals(OVERDUE)) {
            row.overdueSaidFor = data.instant("dueAt");
        }
    }
}
