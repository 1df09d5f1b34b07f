// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.visibility.AgreementStore;
import io.temoin.chassis.visibility.domain.Visibility;
import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.engine.domain.ItemState;
import io.temoin.retention.register.RegisteredItemQueries;
import io.temoin.retention.register.RegisteredItemQueries.Found;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.rights.domain.RightsProblem;
import io.temoin.retention.schedule.PersonReferences.FoundPerson;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Consents that a person contests in a request that the desk takes in: as the register knows them,
 * some seconds after they were given.
 */
@ApplicationScoped
class ContestedConsents {

    private static final Set<ItemState> DESTROYED = Set.of(ItemState.DISPOSED, ItemState.GONE);

    private final RegisteredItemQueries items;
    private final AgreementStore agreements;

    ContestedConsents(RegisteredItemQueries items, AgreementStore agreements) {
        this.items = items;
        this.agreements = agreements;
    }

    /**
     * Refuses a consent that is not kept as one of the person, given to that controller, and of
     * concern to the caller.
     *
     * @param consent {@code null} if none is contested
     */
    Uni<Void> require(Caller caller, FoundPerson person, @Nullable UUID consent) {
        return consent == null
                ? Uni.createFrom().voidItem()
                : Uni.combine()
                        .all()
                        .unis(items.find(caller.tenant(), consent), agreements.visibility(caller))
                        .with((found, visibility) -> require(found, visibility, person))
                        .replaceWithVoid();
    }

    private static Found require(List<Found> found, Visibility visibility, FoundPerson person) {
        return found.stream()
                .filter(each -> each.item().kind() == ItemKind.CONSENT_PROOF)
                .filter(each -> !DESTROYED.contains(each.item().state()))
                .filter(each -> each.item().controller().equals(person.controller()))
                .filter(each -> person.subject().equals(each.item().subject()))
                .filter(each -> visibility.concerns(each.ownership()))
                .findAny()
                .orElseThrow(
                        () ->
                                Rejected.at(
                                        "/consent",
                                        RightsProblem.REFERENCE_UNKNOWN,
                                        "No consent of the person to this controller is known"
                                                + " under this id."));
    }
}
