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
import io.temoin.retention.rights.domain.Contested;
import io.temoin.retention.rights.domain.RightsProblem;
import io.temoin.retention.schedule.PersonReferences.FoundPerson;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person contests in a request that the desk takes in: as the register knows it, some
 * seconds after its owner told of it.
 */
@ApplicationScoped
class ContestedItems {

    private static final Set<ItemState> DESTROYED = Set.of(ItemState.DISPOSED, ItemState.GONE);

    private final RegisteredItemQueries items;
    private final AgreementStore agreements;

    ContestedItems(RegisteredItemQueries items, AgreementStore agreements) {
        this.items = items;
        this.agreements = agreements;
    }

    /**
     * Refuses what is not kept of the person, by that controller, and of concern to the caller.
     *
     * @param contested {@code null} if nothing is
     * @param pointer to where it is stated
     */
    Uni<Void> require(
            Caller caller, FoundPerson person, @Nullable Contested contested, String pointer) {
        if (contested == null) {
            return Uni.createFrom().voidItem();
        }
        return switch (contested.kind()) {
            case CONSENT ->
                    require(
                            caller,
                            person,
                            contested.consent(),
                            ItemKind.CONSENT_PROOF,
                            pointer + "/consent");
            case SEGMENT ->
                    require(
                            caller,
                            person,
                            contested.document(),
                            ItemKind.TRANSCRIPT,
                            pointer + "/document");
            case SHEET ->
                    require(
                            caller,
                            person,
                            contested.document(),
                            ItemKind.SHEET,
                            pointer + "/document");
            case RECORDING -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> require(
            Caller caller, FoundPerson person, @Nullable UUID item, ItemKind kind, String pointer) {
        return item == null
                ? Uni.createFrom().voidItem()
                : Uni.combine()
                        .all()
                        .unis(items.find(caller.tenant(), item), agreements.visibility(caller))
                        .with(
                                (found, visibility) ->
                                        require(found, visibility, person, kind, pointer))
                        .replaceWithVoid();
    }

    private static Found require(
            List<Found> found,
            Visibility visibility,
            FoundPerson person,
            ItemKind kind,
            String pointer) {
        return found.stream()
                .filter(each -> each.item().kind() == kind)
                .filter(each -> !DESTROYED.contains(each.item().state()))
                .filter(each -> each.item().controller().equals(person.controller()))
                .filter(each -> person.subject().equals(each.item().subject()))
                .filter(each -> visibility.concerns(each.ownership()))
                .findAny()
                .orElseThrow(
                        () ->
                                Rejected.at(
                                        pointer,
                                        RightsProblem.REFERENCE_UNKNOWN,
                                        kind == ItemKind.CONSENT_PROOF
                                                ? "No consent of the person to this controller is"
                                                        + " known under this id."
                                                : "No such document about the person is known"
                                                        + " under this id."));
    }
}
