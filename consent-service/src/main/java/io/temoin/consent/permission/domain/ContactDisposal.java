// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.consent.permission.domain.ContactPermissionEvent.CallAttempted;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentExpired;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentGiven;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentRectified;
import io.temoin.consent.permission.domain.ContactPermissionEvent.PreferencesStated;
import io.temoin.consent.permission.domain.ContactPermissionEvent.SelfServiceLinkIssued;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which items of one contact may go. Whatever goes, no call is decided otherwise than before: what
 * still permits, forbids or counts is in use.
 *
 * @param disposable the items that may go, of those that were asked for
 * @param neededUntil when those that stay may go, as far as that is known
 * @param events which events are about them, by their places in the history
 */
public record ContactDisposal(
        Set<UUID> disposable, Map<UUID, Instant> neededUntil, List<Integer> events) {

    /** What still needs an item: until when, or nobody knows. */
    private record Use(@Nullable Instant until) {}

    /** Copies both. */
    public ContactDisposal {
        disposable = Set.copyOf(disposable);
        neededUntil = Map.copyOf(neededUntil);
        events = List.copyOf(events);
    }

    /**
     * Looks at the history of a contact. The older items go first, so that of two statements the
     * later one never gives way to the earlier.
     *
     * @param wanted the items that are to go
     * @param history what happened between the controller and the person, oldest first
     * @param erased whether the person is erased: what they wished of calls goes with them, once
     *     their objection keeps them from being called
     * @param counted for how long an attempt counts towards a cap
     */
    public static ContactDisposal of(
            ItemKind kind,
            Set<UUID> wanted,
            List<ContactPermissionEvent> history,
            boolean erased,
            Duration counted,
            Instant now) {
        Map<UUID, Instant> reported = reported(history);
        Map<UUID, Instant> neededUntil = new HashMap<>();
        List<ContactPermissionEvent> left = history;
        Set<UUID> judged = new HashSet<>();
        Set<UUID> disposable = new HashSet<>();
        for (ContactPermissionEvent event : history) {
            UUID item = kind.of(event);
            if (item == null || !wanted.contains(item) || !judged.add(item)) {
                continue;
            }
            Use use = use(event, left, reported, erased, counted, now);
            if (use == null) {
                disposable.add(item);
                left = changesOthers(kind) ? without(item, kind, left) : left;
            } else if (use.until() != null) {
                neededUntil.put(item, use.until());
            }
        }
        return new ContactDisposal(disposable, neededUntil, places(kind, disposable, history));
    }

    private static List<Integer> places(
            ItemKind kind, Set<UUID> disposable, List<ContactPermissionEvent> history) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < history.size(); i++) {
            UUID item = kind.of(history.get(i));
            if (item != null && disposable.contains(item)) {
                places.add(i);
            }
        }
        return places;
    }

    /** Whether what else may go depends on what is gone: few of these are in one history. */
    private static boolean changesOthers(ItemKind kind) {
        return kind == ItemKind.CONSENT_PROOF || kind == ItemKind.PREFERENCE;
    }

    private static List<ContactPermissionEvent> without(
            UUID item, ItemKind kind, List<ContactPermissionEvent> history) {
        return history.stream().filter(event -> !item.equals(kind.of(event))).toList();
    }

    /** When a call was last reported, by its decision: without that it would count for more. */
    private static Map<UUID, Instant> reported(List<ContactPermissionEvent> history) {
        Map<UUID, Instant> reported = new HashMap<>();
        for (ContactPermissionEvent event : history) {
            if (event instanceof CallAttempted report && report.decision() != null) {
                reported.merge(report.decision(), report.attemptedAt(), ContactDisposal::later);
            }
        }
        return reported;
    }

    /** What needs it now; {@code null} if nothing does. */
    private static @Nullable Use use(
            ContactPermissionEvent event,
            List<ContactPermissionEvent> left,
            Map<UUID, Instant> reported,
            boolean erased,
            Duration counted,
            Instant now) {
        return switch (event) {
            case ConsentGiven given -> until(neededUntil(given, left, now), now);
            case CallDecided decided -> until(neededUntil(decided, reported, counted), now);
            case CallAttempted attempted ->
                    until(later(attempted.at(), attempted.attemptedAt()).plus(counted), now);
            case SelfServiceLinkIssued link -> until(link.expiresAt(), now);
            case PreferencesStated said -> restricts(said, left, erased) ? new Use(null) : null;
            // What is left of a consent whose beginning is gone
            case ConsentExpired _, ConsentRectified _ -> null;
            // No kind of item has others: what a call may be decided by stays.
            default -> new Use(null);
        };
    }

    private static @Nullable Use until(Instant end, Instant now) {
        return end.isAfter(now) ? new Use(end) : null;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant neededUntil(
            ConsentGiven given, List<ContactPermissionEvent> left, Instant now) {
        Instant proof = proofKeptUntil(given, left);
        return inForce(given.consent(), state(left), now)
                .map(known -> later(proof, known.validUntil()))
                .orElse(proof);
    }

    /** What the period of a proof counts from is itself a part of the proof. */
    private static Instant neededUntil(
            CallDecided decided, Map<UUID, Instant> reported, Duration counted) {
        Instant counts =
                later(decided.at(), reported.getOrDefault(decided.decision(), decided.at()))
                        .plus(counted);
        return decided.proofs() == null
                ? counts
                : decided.proofs().stream()
                        .map(RequiredProof::keptUntil)
                        .reduce(counts, ContactDisposal::later);
    }

    /** Of an erased person, their objection keeps every such call from being made. */
    private static boolean restricts(
            PreferencesStated said, List<ContactPermissionEvent> left, boolean erased) {
        return !(erased && state(left).objectedAt() != null)
                && state(left)
                        .preferences()
                        .decidesOtherwiseThan(
                                state(without(said.statement(), ItemKind.PREFERENCE, left))
                                        .preferences());
    }

    private static Optional<Consent> inForce(UUID consent, ContactPermission state, Instant now) {
        return state.consents().stream()
                .filter(known -> known.id().equals(consent))
                .filter(
                        known ->
                                !known.isExpiredAt(now)
                                        && !known.isWithdrawnBy(state.withdrawnAt()))
                .findFirst();
    }

    /** At least; some laws count anew from each use of the consent. */
    public static Instant proofKeptUntil(ConsentGiven given, List<ContactPermissionEvent> history) {
        Instant latest = given.proofKeptUntil();
        for (ContactPermissionEvent event : history) {
            if (event instanceof CallDecided decided && decided.proofs() != null) {
                for (RequiredProof proof : decided.proofs()) {
                    boolean later = proof.keptUntil().isAfter(latest);
                    if (later && given.consent().equals(proof.consent())) {
                        latest = proof.keptUntil();
                    }
                }
            }
        }
        return latest;
    }

    private static ContactPermission state(List<ContactPermissionEvent> history) {
        ContactPermission state = ContactPermission.NOTHING_KNOWN;
        for (ContactPermissionEvent event : history) {
            state = ContactPermission.evolve(state, event);
        }
        return state;
    }
}
