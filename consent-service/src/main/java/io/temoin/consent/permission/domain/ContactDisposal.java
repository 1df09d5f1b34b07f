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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Which items of one contact may go. Whatever goes, no call is decided otherwise than before: what
 * still permits, forbids or counts is in use.
 *
 * @param disposable the items that may go, of those that were asked for
 * @param events which events are about them, by their places in the history
 */
public record ContactDisposal(Set<UUID> disposable, List<Integer> events) {

    /** Copies both. */
    public ContactDisposal {
        disposable = Set.copyOf(disposable);
        events = List.copyOf(events);
    }

    /**
     * Looks at the history of a contact. The older items go first, so that of two statements the
     * later one never gives way to the earlier.
     *
     * @param wanted the items that are to go
     * @param history what happened between the controller and the person, oldest first
     * @param counted for how long an attempt counts towards a cap
     */
    public static ContactDisposal of(
            ItemKind kind,
            Set<UUID> wanted,
            List<ContactPermissionEvent> history,
            Duration counted,
            Instant now) {
        Instant countedSince = now.minus(counted);
        Set<UUID> reported = reportedSince(countedSince, history);
        List<ContactPermissionEvent> left = history;
        Set<UUID> judged = new HashSet<>();
        Set<UUID> disposable = new HashSet<>();
        for (ContactPermissionEvent event : history) {
            UUID item = kind.of(event);
            if (item == null || !wanted.contains(item) || !judged.add(item)) {
                continue;
            }
            if (!isInUse(event, left, reported, countedSince, now)) {
                disposable.add(item);
                left = changesOthers(kind) ? without(item, kind, left) : left;
            }
        }
        return new ContactDisposal(disposable, places(kind, disposable, history));
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

    /** The decisions on which a report counts, and would count for more without them. */
    private static Set<UUID> reportedSince(
            Instant countedSince, List<ContactPermissionEvent> history) {
        Set<UUID> reported = new HashSet<>();
        for (ContactPermissionEvent event : history) {
            if (event instanceof CallAttempted report
                    && report.decision() != null
                    && report.attemptedAt().isAfter(countedSince)) {
                reported.add(report.decision());
            }
        }
        return reported;
    }

    private static boolean isInUse(
            ContactPermissionEvent event,
            List<ContactPermissionEvent> left,
            Set<UUID> reported,
            Instant countedSince,
            Instant now) {
        return switch (event) {
            case ConsentGiven given ->
                    isInForce(given.consent(), state(left), now)
                            || proofKeptUntil(given, left).isAfter(now);
            case CallDecided decided ->
                    decided.at().isAfter(countedSince)
                            || isUseOfAProof(decided, now)
                            || reported.contains(decided.decision());
            case CallAttempted attempted ->
                    attempted.at().isAfter(countedSince)
                            || attempted.attemptedAt().isAfter(countedSince);
            case SelfServiceLinkIssued link -> link.expiresAt().isAfter(now);
            case PreferencesStated said ->
                    state(left)
                            .preferences()
                            .decidesOtherwiseThan(
                                    state(without(said.statement(), ItemKind.PREFERENCE, left))
                                            .preferences());
            // What is left of a consent whose beginning is gone
            case ConsentExpired _, ConsentRectified _ -> false;
            // No kind of item has others: what a call may be decided by stays.
            default -> true;
        };
    }

    private static boolean isInForce(UUID consent, ContactPermission state, Instant now) {
        return state.consents().stream()
                .filter(known -> known.id().equals(consent))
                .anyMatch(
                        known ->
                                !known.isExpiredAt(now)
                                        && !known.isWithdrawnBy(state.withdrawnAt()));
    }

    /** What the period of a proof counts from is itself a part of the proof. */
    private static boolean isUseOfAProof(CallDecided decided, Instant now) {
        return decided.proofs() != null
                && decided.proofs().stream().anyMatch(proof -> proof.keptUntil().isAfter(now));
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
