// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * The erasures that requests lead to, by what was recorded of them. Whatever carries them out
 * builds on the desk, so the desk cannot ask it.
 */
@ApplicationScoped
class RequestErasures implements OtherWork {

    private static final String CATEGORY = "erasure";

    private final EventStore store;

    RequestErasures(EventStore store) {
        this.store = store;
    }

    /** How far the erasure is that answers the request. */
    Uni<ErasureState> stateOf(TenantId tenant, UUID request) {
        return store.read(tenant, new StreamId(CATEGORY, request.toString()), 0)
                .map(
                        steps ->
                                steps.isEmpty()
                                        ? ErasureState.UNDECIDED
                                        : Objects.requireNonNull(
                                                ErasureState.BY_STEP.get(steps.getLast().type())));
    }

    /** When the erasure began that answers the request; empty if it did not. */
    Uni<Optional<Instant>> begunAt(TenantId tenant, UUID request) {
        return store.read(tenant, new StreamId(CATEGORY, request.toString()), 0)
                .map(
                        steps ->
                                steps.stream()
                                        .findFirst()
                                        .map(first -> first.fields().instant("begunAt")));
    }

    @Override
    public Uni<Boolean> isBegun(TenantId tenant, UUID request) {
        return begunAt(tenant, request).map(Optional::isPresent);
    }
}
