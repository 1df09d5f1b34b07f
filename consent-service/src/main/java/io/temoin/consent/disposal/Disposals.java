// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.disposal;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.consent.ConsentConfig;
import io.temoin.consent.disposal.DisposalQueries.Place;
import io.temoin.consent.disposal.domain.DisposalProblem;
import io.temoin.consent.disposal.domain.DispositionBatch;
import io.temoin.consent.disposal.domain.RecordDisposal;
import io.temoin.consent.disposal.domain.RefusalReason;
import io.temoin.consent.disposal.domain.RefusedItem;
import io.temoin.consent.permission.ContactPermissionStream;
import io.temoin.consent.permission.domain.ContactDisposal;
import io.temoin.consent.permission.domain.ItemKind;
import io.temoin.consent.rules.RulePacks;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.KeyEpochs;
import io.temoin.shredding.keys.KeyScope;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Destroys what an order names: the content of its events, with its row in the list; then the keys
 * under which nothing is left; then the event that says so, which is never a lie. Each step may be
 * repeated, by any process, so an order that was cut off is completed when it comes again.
 */
@Singleton
class Disposals {

    /** A call counts for a day longer in some zone, and begins a while after it was allowed. */
    private static final Duration MARGIN = Duration.ofDays(2);

    private static final Duration LEAST_COUNTED = Duration.ofDays(30);

    /** Why items of an erased person are ordered destroyed. */
    private static final String ERASED = "ERASURE_UPHELD";

    private static final int STREAMS_AT_ONCE = 32;

    /** What is known of the items of an order. */
    private record Found(Set<UUID> gone, Map<UUID, Place> places, Map<UUID, Instant> neededUntil) {}

    /** Events of one stream that are about items that may go. */
    private record Going(
            StreamId stream,
            Set<UUID> items,
            Map<UUID, Instant> neededUntil,
            List<Long> versions) {}

    private final DisposalStream orders;
    private final DisposalQueries queries;
    private final ContactPermissionStream contacts;
    private final RulePacks rules;
    private final ShreddableKeys keys;
    private final KeyEpochs epochs;
    private final Duration copiesKept;

    Disposals(
            DisposalStream orders,
            DisposalQueries queries,
            ContactPermissionStream contacts,
            RulePacks rules,
            ShreddableKeys keys,
            KeyEpochs epochs,
            ConsentConfig config) {
        this.orders = orders;
        this.queries = queries;
        this.contacts = contacts;
        this.rules = rules;
        this.keys = keys;
        this.epochs = epochs;
        this.copiesKept = config.disposal().copiesKept();
    }

    /**
     * Carries out an order of the metadata's tenant, unless it was carried out before.
     *
     * @param event id of the event that it came with
     */
    Uni<Void> carryOut(DispositionBatch batch, String event, EventMetadata metadata) {
        return orders.isDone(metadata.tenant(), batch.batch())
                .flatMap(
                        done ->
                                done
                                        ? Uni.createFrom().voidItem()
                                        : record(batch, event, metadata)
                                                .chain(() -> destroy(batch, metadata))
                                                .flatMap(gone -> conclude(batch, gone, metadata)));
    }

    /** Before anything is done: the database destroys under a recorded order only. */
    private Uni<Void> record(DispositionBatch batch, String event, EventMetadata metadata) {
        return queries.record(metadata.tenant(), batch, event)
                .invoke(
                        same -> {
                            if (!same) {
                                throw new Rejected(
                                        DisposalProblem.ORDER_MALFORMED,
                                        "Another order with this batch was received before.");
                            }
                        })
                .replaceWithVoid();
    }

    /** Answers with what was found out of the items, those included that are gone now. */
    private Uni<Found> destroy(DispositionBatch batch, EventMetadata metadata) {
        TenantId tenant = metadata.tenant();
        return find(tenant, batch)
                .flatMap(
                        found ->
                                going(tenant, batch, found, metadata.at())
                                        .flatMap(
                                                going ->
                                                        redact(tenant, batch, going)
                                                                .replaceWith(with(found, going))))
                .call(() -> destroyKeys(tenant, batch, metadata.at()));
    }

    /** In this order: what another replica takes in between is not found, and is gone then. */
    private Uni<Found> find(TenantId tenant, DispositionBatch batch) {
        return queries.find(tenant, batch.kind(), batch.items())
                .flatMap(
                        places ->
                                queries.gone(tenant, batch.kind(), batch.items())
                                        .map(gone -> new Found(gone, places, Map.of())));
    }

    private static Found with(Found found, List<Going> going) {
        Set<UUID> gone = new HashSet<>(found.gone());
        Map<UUID, Instant> neededUntil = new HashMap<>();
        for (Going one : going) {
            gone.addAll(one.items());
            neededUntil.putAll(one.neededUntil());
        }
        return new Found(gone, found.places(), neededUntil);
    }

    private Uni<List<Going>> going(
            TenantId tenant, DispositionBatch batch, Found found, Instant now) {
        Map<StreamId, List<Place>> byStream =
                found.places().values().stream()
                        .filter(place -> place.controller().equals(batch.controller()))
                        .collect(Collectors.groupingBy(Place::stream));
        Duration counted = counted(tenant);
        return Multi.createFrom()
                .iterable(byStream.entrySet())
                .onItem()
                .transformToUni(
                        of -> going(tenant, batch, of.getKey(), of.getValue(), counted, now))
                .merge(STREAMS_AT_ONCE)
                .collect()
                .asList();
    }

    private Uni<Going> going(
            TenantId tenant,
            DispositionBatch batch,
            StreamId stream,
            List<Place> places,
            Duration counted,
            Instant now) {
        Set<UUID> wanted = places.stream().map(Place::item).collect(Collectors.toSet());
        if (batch.kind() == ItemKind.NOTICE_SERVED) {
            return Uni.createFrom().item(notices(stream, places, counted, now));
        }
        return contacts.history(tenant, stream)
                .map(
                        history -> {
                            ContactDisposal disposal =
                                    ContactDisposal.of(
                                            batch.kind(),
                                            wanted,
                                            history.stream().map(RecordedEvent::event).toList(),
                                            batch.basis().equals(ERASED),
                                            counted,
                                            now);
                            return new Going(
                                    stream,
                                    disposal.disposable(),
                                    disposal.neededUntil(),
                                    disposal.events().stream()
                                            .map(place -> history.get(place).version())
                                            .toList());
                        });
    }

    /** What was told in one call says nothing of the next; what rests on it is there by then. */
    private static Going notices(
            StreamId stream, List<Place> places, Duration counted, Instant now) {
        Map<UUID, Instant> neededUntil = new HashMap<>();
        for (Place place : places) {
            Instant until = place.made().plus(counted);
            if (until.isAfter(now)) {
                neededUntil.put(place.item(), until);
            }
        }
        List<Place> old =
                places.stream().filter(place -> !neededUntil.containsKey(place.item())).toList();
        return new Going(
                stream,
                old.stream().map(Place::item).collect(Collectors.toSet()),
                neededUntil,
                old.stream().map(Place::version).toList());
    }

    /** For how long an attempt may count, by any rule that is known. */
    private Duration counted(TenantId tenant) {
        return Stream.concat(rules.all().stream(), rules.houseRulesOf(tenant.value()).stream())
                .map(RulePack::frequency)
                .flatMap(Stream::ofNullable)
                .map(
                        cap ->
                                ChronoUnit.DAYS.between(
                                        LocalDate.EPOCH, LocalDate.EPOCH.plus(cap.window())))
                .map(Duration::ofDays)
                .reduce(LEAST_COUNTED, (one, other) -> one.compareTo(other) > 0 ? one : other)
                .plus(MARGIN);
    }

    private Uni<Void> redact(TenantId tenant, DispositionBatch batch, List<Going> going) {
        List<StreamId> streams = new ArrayList<>();
        List<Long> versions = new ArrayList<>();
        for (Going one : going) {
            for (Long version : one.versions()) {
                streams.add(one.stream());
                versions.add(version);
            }
        }
        return streams.isEmpty()
                ? Uni.createFrom().voidItem()
                : queries.redact(tenant, batch.batch(), streams, versions);
    }

    /** After the content: of two orders that take the last of a key's, one at least sees it. */
    private Uni<Void> destroyKeys(TenantId tenant, DispositionBatch batch, Instant at) {
        return queries.unusedKeys(tenant, batch.batch())
                .toMulti()
                .flatMap(owners -> Multi.createFrom().iterable(owners))
                .onItem()
                .transformToUniAndConcatenate(
                        owner ->
                                keys.destroy(
                                        tenant, new KeyScope.Subject(owner), batch.basis(), at))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /**
     * The horizon is read once the keys are destroyed: of an earlier epoch it promises too much.
     */
    private Uni<Void> conclude(DispositionBatch batch, Found found, EventMetadata metadata) {
        return epochs.status(metadata.at())
                .map(status -> lastDayOfCopies(status.horizon(), metadata.at()))
                .flatMap(
                        horizon ->
                                orders.record(
                                        new RecordDisposal(
                                                batch,
                                                found.gone(),
                                                refused(batch, found),
                                                found.gone().isEmpty() ? null : horizon,
                                                metadata.at()),
                                        metadata));
    }

    private LocalDate lastDayOfCopies(Instant ofKeys, Instant now) {
        Instant ofContent = now.plus(copiesKept);
        return (ofKeys.isAfter(ofContent) ? ofKeys : ofContent)
                .atOffset(ZoneOffset.UTC)
                .toLocalDate();
    }

    private static List<RefusedItem> refused(DispositionBatch batch, Found found) {
        return batch.items().stream()
                .filter(item -> !found.gone().contains(item))
                .map(
                        item ->
                                new RefusedItem(
                                        item,
                                        reason(batch, found.places().get(item)),
                                        found.neededUntil().get(item)))
                .toList();
    }

    private static RefusalReason reason(DispositionBatch batch, @Nullable Place place) {
        if (batch.kind() == ItemKind.SUPPRESSION) {
            return RefusalReason.IN_USE;
        }
        if (place == null) {
            return RefusalReason.UNKNOWN;
        }
        return place.controller().equals(batch.controller())
                ? RefusalReason.IN_USE
                : RefusalReason.NOT_OF_CONTROLLER;
    }
}
