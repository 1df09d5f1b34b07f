// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.consents;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantSession;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Cursors;
import io.temoin.chassis.requests.Page;
import io.temoin.chassis.visibility.VisibleRows;
import io.temoin.chassis.visibility.domain.Visibility;
import io.temoin.consent.agreement.AgreementVisibility;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.Channel;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.shredding.SubjectId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Which consents are there? Whether one has expired is told by the clock, not by a stored flag. */
@ApplicationScoped
class ConsentView implements PanacheRepositoryBase<ConsentView.Row, UUID> {

    private static final String LIST = "consents";

    /** Whose rows a caller sees. */
    static final VisibleRows ROWS =
            new VisibleRows(
                    "controller",
                    List.of("processor", "collectedBy"),
                    (covered, _) -> only(covered));

    private final Cursors cursors;
    private final AgreementVisibility visibility;
    private final Clock clock;

    ConsentView(Cursors cursors, AgreementVisibility visibility, Clock clock) {
        this.cursors = cursors;
        this.visibility = visibility;
        this.clock = clock;
    }

    /** What became of a consent. */
    public enum State {
        GIVEN,
        EXPIRED,
        WITHDRAWN
    }

    /**
     * Which consents are asked for; what is absent does not matter.
     *
     * @param byNumber whether the caller named the person by a phone number
     */
    record Filter(
            @Nullable PartyId controller,
            @Nullable SubjectId subject,
            boolean byNumber,
            @Nullable State state) {}

    /**
     * One consent of the list.
     *
     * @param rectifiedAt when something of it was last put right; absent if nothing was
     */
    @Schema(
            name = "ListedConsent",
            requiredProperties = {
                "id",
                "subject",
                "controller",
                "purposes",
                "state",
                "channel",
                "collectedBy",
                "collectedAt",
                "validUntil"
            })
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ListedConsent(
            UUID id,
            String subject,
            String controller,
            @Nullable String processor,
            List<Purpose> purposes,
            State state,
            @Schema(implementation = Channel.class) String channel,
            String collectedBy,
            Instant collectedAt,
            Instant validUntil,
            @Nullable Instant withdrawnAt,
            @Nullable Instant rectifiedAt) {}

    /** Where a page begins; {@code null} for the first. */
    @Nullable Instant beginning(Caller caller, Filter filter, @Nullable String cursor) {
        List<String> keys = keys(caller, filter, cursor);
        return keys.isEmpty() ? null : Instant.parse(keys.getFirst());
    }

    /** Those that exist for the caller, the latest collected first. */
    Uni<Page<ListedConsent>> list(
            Caller caller, Filter filter, @Nullable String cursor, @Nullable Integer limit) {
        return visibility.find(caller).flatMap(seen -> list(caller, seen, filter, cursor, limit));
    }

    private Uni<Page<ListedConsent>> list(
            Caller caller,
            Visibility seen,
            Filter filter,
            @Nullable String cursor,
            @Nullable Integer limit) {
        int wanted = Cursors.limit(limit);
        Instant now = clock.instant();
        List<String> conditions = new ArrayList<>();
        Map<String, Object> parameters = new HashMap<>();
        narrow(seen, filter, conditions, parameters);
        state(filter.state(), now, conditions, parameters);
        after(keys(caller, filter, cursor), conditions, parameters);
        String query = String.join(" and ", conditions) + " order by collectedAt desc, id desc";
        return TenantSession.in(
                        caller.tenant(), () -> find(query, parameters).range(0, wanted).list())
                .map(
                        rows ->
                                Page.of(
                                        rows,
                                        wanted,
                                        row -> row.listed(now),
                                        last -> cursor(caller, last)));
    }

    /** A place in the order by collection, which lists and searches share. */
    private List<String> keys(Caller caller, Filter filter, @Nullable String cursor) {
        // A number is searched for in a body, which has the cursor, too
        return cursors.decode(
                caller.tenant(), LIST, cursor, filter.byNumber() ? "/cursor" : "cursor");
    }

    private static void narrow(
            Visibility seen,
            Filter filter,
            List<String> conditions,
            Map<String, Object> parameters) {
        conditions.add(ROWS.condition(seen, parameters));
        if (filter.controller() != null) {
            conditions.add("controller = :controller");
            parameters.put("controller", filter.controller().value());
        }
        if (filter.subject() != null) {
            conditions.add("subject = :subject");
            parameters.put("subject", filter.subject().value());
        }
    }

    /** A row names its purposes in one text, so those are excluded that are not covered. */
    private static String only(Set<String> covered) {
        return Arrays.stream(Purpose.values())
                .map(Purpose::name)
                .filter(name -> !covered.contains(name))
                .map(name -> "concat(',', purposes, ',') not like '%," + name + ",%'")
                .collect(
                        Collectors.collectingAndThen(
                                Collectors.joining(" and "),
                                text -> text.isEmpty() ? "1 = 1" : text));
    }

    private static void state(
            @Nullable State state,
            Instant now,
            List<String> conditions,
            Map<String, Object> parameters) {
        switch (state) {
            case null -> {}
            case GIVEN -> {
                conditions.add("withdrawnAt is null and validUntil > :now");
                parameters.put("now", now);
            }
            case EXPIRED -> {
                conditions.add("withdrawnAt is null and validUntil <= :now");
                parameters.put("now", now);
            }
            case WITHDRAWN -> conditions.add("withdrawnAt is not null");
        }
    }

    private static void after(
            List<String> keys, List<String> conditions, Map<String, Object> parameters) {
        if (!keys.isEmpty()) {
            conditions.add(
                    "(collectedAt < :lastCollectedAt or (collectedAt = :lastCollectedAt and id <"
                            + " :lastId))");
            parameters.put("lastCollectedAt", Instant.parse(keys.getFirst()));
            parameters.put("lastId", UUID.fromString(keys.getLast()));
        }
    }

    private String cursor(Caller caller, Row last) {
        return cursors.encode(
                caller.tenant(), LIST, List.of(last.collectedAt.toString(), last.id.toString()));
    }

    /** A consent as the list shows it. */
    @Entity(name = "ConsentRow")
    @Table(name = "consent")
    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    static class Row {

        @Id UUID id;

        String tenant;
        String controller;
        @Nullable String processor;
        String subject;
        String purposes;
        String channel;

        @Column(name = "collected_by")
        String collectedBy;

        @Column(name = "collected_at")
        Instant collectedAt;

        @Column(name = "valid_until")
        Instant validUntil;

        @Column(name = "withdrawn_at")
        @Nullable Instant withdrawnAt;

        @Column(name = "rectified_at")
        @Nullable Instant rectifiedAt;

        /** Event it was given by, and that event's correlation. */
        String cause;

        String correlation;

        void purposes(List<String> names) {
            purposes = names.stream().collect(Collectors.joining(","));
        }

        ListedConsent listed(Instant now) {
            return new ListedConsent(
                    id,
                    subject,
                    controller,
                    processor,
                    Arrays.stream(purposes.split(",", -1)).map(Purpose::valueOf).toList(),
                    state(now),
                    channel,
                    collectedBy,
                    collectedAt,
                    validUntil,
                    withdrawnAt,
                    rectifiedAt);
        }

        private State state(Instant now) {
            if (withdrawnAt != null) {
                return State.WITHDRAWN;
            }
            return now.isBefore(validUntil) ? State.GIVEN : State.EXPIRED;
        }
    }
}
