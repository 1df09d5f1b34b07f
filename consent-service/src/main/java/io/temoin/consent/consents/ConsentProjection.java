// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.consents;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.Feeds;
import io.temoin.consent.consents.ConsentView.Row;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.eventsourcing.store.StoredEvent;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Keeps the rows of {@link ConsentView}, from the feed of this service's own events. A batch is
 * worked through in memory, on what stands of the contacts it changes, then written at once.
 */
@ApplicationScoped
class ConsentProjection {

    private static final String READER = "consents";
    private static final String GIVEN = "ConsentGiven";
    private static final String WITHDRAWN = "ConsentWithdrawn";
    private static final String RECTIFIED = "ConsentRectified";

    /**
     * All new rows of a batch at once: an insert for each takes the database twice the time. The
     * client would send a string that is json as a JSON string, hence the detour by text.
     */
    private static final String INSERT =
            """
            insert into consent
            select * from json_populate_recordset(
              cast(null as consent), cast(cast(:rows as text) as json))""";

    private final Feeds feeds;
    private final ConsentView view;

    /** An event, and the circumstances that what follows from it refers to. */
    private record Change(String type, JsonFields payload, String id, String correlation) {

        Contact contact() {
            return new Contact(payload.text("controller"), payload.text("subject"));
        }
    }

    private record Contact(String controller, String subject) {}

    ConsentProjection(Feeds feeds, ConsentView view) {
        this.feeds = feeds;
        this.view = view;
    }

    void start(@Observes StartupEvent event) {
        feeds.project(READER, Set.of(GIVEN, WITHDRAWN, RECTIFIED), this::apply);
    }

    private Uni<Void> apply(TenantId tenant, List<StoredEvent> events) {
        List<Change> changes =
                events.stream()
                        .map(
                                event ->
                                        new Change(
                                                event.type(),
                                                event.fields(),
                                                event.id(),
                                                event.metadata().correlation()))
                        .toList();
        Set<Contact> changing =
                changes.stream()
                        .filter(change -> !change.type().equals(GIVEN))
                        .map(Change::contact)
                        .collect(Collectors.toSet());
        return standing(changing)
                .map(standing -> given(tenant, changes, standing))
                .chain(ConsentProjection::insert);
    }

    private static Uni<Void> insert(List<Row> given) {
        if (given.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        String rows = json(given);
        return Panache.getSession()
                .chain(
                        session ->
                                session.createNativeQuery(INSERT)
                                        .setParameter("rows", rows)
                                        .executeUpdate())
                .replaceWithVoid();
    }

    /** By the names of the columns. */
    private static String json(List<Row> given) {
        ArrayNode rows = EventCodec.JSON.createArrayNode();
        for (Row row : given) {
            rows.addObject()
                    .put("id", row.id.toString())
                    .put("tenant", row.tenant)
                    .put("controller", row.controller)
                    .put("processor", row.processor)
                    .put("subject", row.subject)
                    .put("purposes", row.purposes)
                    .put("channel", row.channel)
                    .put("collected_by", row.collectedBy)
                    .put("collected_at", row.collectedAt.toString())
                    .put("valid_until", row.validUntil.toString())
                    .put("cause", row.cause)
                    .put("correlation", row.correlation)
                    .put(
                            "withdrawn_at",
                            row.withdrawnAt == null ? null : row.withdrawnAt.toString())
                    .put(
                            "rectified_at",
                            row.rectifiedAt == null ? null : row.rectifiedAt.toString());
        }
        return rows.toString();
    }

    private Uni<List<Row>> standing(Set<Contact> contacts) {
        return contacts.isEmpty()
                ? Uni.createFrom().item(List.of())
                : view.list(
                        "controller in ?1 and subject in ?2 and withdrawnAt is null",
                        contacts.stream().map(Contact::controller).collect(Collectors.toSet()),
                        contacts.stream().map(Contact::subject).collect(Collectors.toSet()));
    }

    /** The new rows, after every change to them and to those that stood before. */
    private static List<Row> given(TenantId tenant, List<Change> changes, List<Row> standing) {
        Map<Contact, List<Row>> byContact = new HashMap<>();
        standing.forEach(row -> add(byContact, row));
        List<Row> given = new ArrayList<>();
        for (Change change : changes) {
            List<Row> known = byContact.getOrDefault(change.contact(), List.of());
            switch (change.type()) {
                case GIVEN -> {
                    Row row = row(tenant, change);
                    given.add(row);
                    add(byContact, row);
                }
                case RECTIFIED -> rectify(known, change.payload());
                default -> {
                    Instant statedAt = change.payload().instant("statedAt");
                    known.forEach(row -> withdraw(row, statedAt));
                }
            }
        }
        return given;
    }

    private static void add(Map<Contact, List<Row>> byContact, Row row) {
        byContact
                .computeIfAbsent(new Contact(row.controller, row.subject), _ -> new ArrayList<>())
                .add(row);
    }

    /** A consent collected after the withdrawal was stated stands. */
    private static void withdraw(Row row, Instant statedAt) {
        if (row.withdrawnAt == null && !row.collectedAt.isAfter(statedAt)) {
            row.withdrawnAt = statedAt;
        }
    }

    /** What is right is sealed, except for when the consent ends. */
    private static void rectify(List<Row> known, JsonFields right) {
        UUID consent = right.uuid("consent");
        for (Row row : known) {
            if (row.id.equals(consent)) {
                row.rectifiedAt = right.instant("at");
                if (right.has("validUntil")) {
                    row.validUntil = right.instant("validUntil");
                }
            }
        }
    }

    private static Row row(TenantId tenant, Change change) {
        JsonFields given = change.payload();
        Row row = new Row();
        row.cause = change.id();
        row.correlation = change.correlation();
        row.id = given.uuid("consent");
        row.tenant = tenant.value();
        row.controller = given.text("controller");
        row.processor = given.optional("processor");
        row.subject = given.text("subject");
        row.purposes(given.texts("purposes"));
        row.channel = given.object("proof").text("channel");
        row.collectedBy = given.text("collectedBy");
        row.collectedAt = given.instant("collectedAt");
        row.validUntil = given.instant("validUntil");
        return row;
    }
}
