// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantSession;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Cursors;
import io.temoin.chassis.requests.Page;
import io.temoin.consent.agreement.domain.PartyRole;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Which parties are there? */
@ApplicationScoped
class PartyView implements PanacheRepositoryBase<PartyView.Row, PartyView.PartyKey> {

    private static final String LIST = "parties";

    private final Cursors cursors;

    PartyView(Cursors cursors) {
        this.cursors = cursors;
    }

    /** One party of the list. */
    @Schema(
            name = "ListedParty",
            requiredProperties = {"id", "legalName", "roles", "country"})
    public record ListedParty(String id, String legalName, List<PartyRole> roles, String country) {}

    private static final String EXIST_FOR =
            """
            from PartyRow party where id > :after
              and (id = :own or enteredBy = :own
                or exists (
                  select 1 from AgreementRow agreement
                  where agreement.controller = :own and agreement.processor = party.id
                      and agreement.stage <> 'DRAFTED'
                    or agreement.processor = :own and agreement.controller = party.id))
            order by id\
            """;

    /**
     * Those that exist for the caller, by id: its own organisation, those whose entry is still its
     * own, and those it has an agreement with, whatever became of that. A draft shows the
     * controller nobody. What the list says of a party is all that a controller sees of its
     * processors.
     */
    Uni<Page<ListedParty>> list(Caller caller, @Nullable String cursor, @Nullable Integer limit) {
        int wanted = Cursors.limit(limit);
        List<String> keys = cursors.decode(caller.tenant(), LIST, cursor);
        String after = keys.isEmpty() ? "" : keys.getFirst();
        return TenantSession.in(
                        caller.tenant(),
                        () ->
                                (caller.tenantWide()
                                                ? find("id > ?1 order by id", after)
                                                : find(
                                                        EXIST_FOR,
                                                        Map.of(
                                                                "after",
                                                                after,
                                                                "own",
                                                                caller.organisation())))
                                        .range(0, wanted)
                                        .list())
                .map(
                        rows ->
                                Page.of(
                                        rows,
                                        wanted,
                                        Row::listed,
                                        last ->
                                                cursors.encode(
                                                        caller.tenant(), LIST, List.of(last.id))));
    }

    /** The key of a row: parties of two tenants may have the same id. */
    record PartyKey(String tenant, String id) implements Serializable {}

    /** A party as the list shows it. */
    @Entity(name = "PartyRow")
    @Table(name = "party")
    @IdClass(PartyKey.class)
    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    static class Row {

        @Id String tenant;
        @Id String id;

        @Column(name = "legal_name")
        String legalName;

        String roles;
        String country;

        @Column(name = "entered_by")
        String enteredBy;

        ListedParty listed() {
            return new ListedParty(
                    id,
                    legalName,
                    Arrays.stream(roles.split(",", -1)).map(PartyRole::valueOf).toList(),
                    country);
        }
    }
}
