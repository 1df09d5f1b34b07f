// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.eventsourcing.store.StoredEvent;
import io.temoin.retention.rights.domain.BegunErasure;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
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
        return steps(tenant, request).map(RequestErasures::after);
    }

    /** The erasure that answers the request; empty if it has not begun. */
    Uni<Optional<BegunErasure>> of(TenantId tenant, UUID request) {
        return steps(tenant, request)
                .map(
                        steps ->
                                steps.stream()
                                        .findFirst()
                                        .map(
                                                first ->
                                                        new BegunErasure(
                                                                begunAt(first),
                                                                after(steps)
                                                                        == ErasureState.COMPLETE)));
    }

    /** When the erasure began that answers the request; empty if it did not. */
    Uni<Optional<Instant>> begunAt(TenantId tenant, UUID request) {
        return steps(tenant, request)
                .map(steps -> steps.stream().findFirst().map(RequestErasures::begunAt));
    }

    @Override
    public Uni<Boolean> isBegun(TenantId tenant, UUID request) {
        return begunAt(tenant, request).map(Optional::isPresent);
    }

    private Uni<List<StoredEvent>> steps(TenantId tenant, UUID request) {
        return store.read(tenant, new StreamId(CATEGORY, request.toString()), 0);
    }

    private static ErasureState after(List<StoredEvent> steps) {
        return steps.isEmpty()
                ? ErasureState.UNDECIDED
                : Objects.requireNonNull(ErasureState.BY_STEP.get(steps.getLast().type()));
    }

    private static Instant begunAt(StoredEvent first) {
        return first.fields().instant("begunAt");
    }
}
