// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantSession;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Cursors;
import io.temoin.chassis.requests.Page;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Which agreements are there, and of whom? */
@ApplicationScoped
public class AgreementView implements PanacheRepositoryBase<AgreementView.Row, UUID> {

    private static final String LIST = "processing-agreements";
    private static final UUID FIRST = new UUID(0, 0);

    private final Cursors cursors;
    private final Clock clock;

    AgreementView(Cursors cursors, Clock clock) {
        this.cursors = cursors;
        this.clock = clock;
    }

    /** One agreement of the list. */
    @Schema(
            name = "ListedAgreement",
            requiredProperties = {
                "id",
                "controller",
                "processor",
                "subjectMatter",
                "state",
                "version",
                "validFrom"
            })
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ListedAgreement(
            UUID id,
            String controller,
            String processor,
            String subjectMatter,
            AgreementFields.State state,
            int version,
            Instant validFrom,
            @Nullable Instant endsAt) {}

    /** A controller and a processor that agreed on something. */
    public record Parties(PartyId controller, PartyId processor) {}

    /**
     * Those that the caller's own organisation is part of, or all of the tenant for its own people,
     * by id: the oldest first.
     */
    Uni<Page<ListedAgreement>> list(
            Caller caller, @Nullable String cursor, @Nullable Integer limit) {
        int wanted = Cursors.limit(limit);
        Instant now = clock.instant();
        List<String> keys = cursors.decode(caller.tenant(), LIST, cursor);
        UUID after = keys.isEmpty() ? FIRST : UUID.fromString(keys.getFirst());
        return TenantSession.in(
                        caller.tenant(),
                        () ->
                                (caller.tenantWide()
                                                ? find("id > ?1 order by id", after)
                                                : find(
                                                        "(controller = ?1 or processor = ?1)"
                                                                + " and id > ?2 order by id",
                                                        caller.organisation(),
                                                        after))
                                        .range(0, wanted)
                                        .list())
                .map(
                        rows ->
                                Page.of(
                                        rows,
                                        wanted,
                                        row -> row.listed(now),
                                        last ->
                                                cursors.encode(
                                                        caller.tenant(),
                                                        LIST,
                                                        List.of(last.id.toString()))));
    }

    /** The pairs that {@code party} is part of, in the order of their names. */
    public Uni<List<Parties>> pairsOf(TenantId tenant, PartyId party) {
        return TenantSession.in(
                        tenant,
                        () ->
                                find(
                                                "controller = ?1 or processor = ?1"
                                                        + " order by controller, processor",
                                                party.value())
                                        .list())
                .map(rows -> rows.stream().map(Row::parties).distinct().toList());
    }

    /** An agreement as the list shows it. */
    @Entity(name = "AgreementRow")
    @Table(name = "processing_agreement")
    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    static class Row {

        @Id UUID id;

        String tenant;
        String controller;
        String processor;

        @Column(name = "subject_matter")
        String subjectMatter;

        String stage;
        int version;

        @Column(name = "valid_from")
        Instant validFrom;

        @Column(name = "ends_at")
        @Nullable Instant endsAt;

        Parties parties() {
            return new Parties(new PartyId(controller), new PartyId(processor));
        }

        ListedAgreement listed(Instant now) {
            return new ListedAgreement(
                    id,
                    controller,
                    processor,
                    subjectMatter,
                    AgreementFields.stateOf(stage, endsAt, now),
                    version,
                    validFrom,
                    endsAt);
        }
    }
}
