// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What other services still hold of a person, by the entries that the trail has about them: to
 * forget the person here first would leave it there with nobody to find it.
 *
 * <p>Objections, withdrawals and a minor's flag are not among it. They keep the person from being
 * called, so they outlive everything else under the pseudonym alone, and whoever asks to be erased
 * does not ask to be called again.
 */
public final class RemainingItems {

    /** Something that is still there. */
    public record Item(Kind kind, String id, String service) {}

    /** What it is. */
    public enum Kind {
        /** The audio of a call. */
        RECORDING,
        /** A consent that is in force. */
        CONSENT,
        /** The proof of a consent that ended, which is kept for years. */
        ENDED_CONSENT,
        /** How the person said they want to be reached, by the controller they said it to. */
        PREFERENCES,
        /** A recording whose retention is watched over. */
        RETAINED_ITEM,
        /** The proof of a consent or a request that a call rested on. */
        RETAINED_PROOF
    }

    /**
     * What an entry says that matters here.
     *
     * @param purposes of a consent, or the ones that a withdrawal is of; none for all
     */
    public record Statement(
            Instant at,
            String service,
            String action,
            @Nullable String controller,
            @Nullable String recording,
            @Nullable String decision,
            @Nullable String consent,
            Set<String> purposes) {

        /** Copies the set. */
        public Statement {
            purposes = Set.copyOf(purposes);
        }
    }

    /** What the services confirm under orders, by their ids. */
    private static final Set<Kind> DISPOSED_OF_BY_ID =
            Set.of(Kind.CONSENT, Kind.ENDED_CONSENT, Kind.RETAINED_PROOF);

    private record Key(Kind kind, String id) {}

    private record HeldItem(Statement since, Item item) {}

    private final Map<Key, HeldItem> held = new LinkedHashMap<>();

    private RemainingItems() {}

    /** What is still there after all that these entries say, the oldest first. */
    public static List<Item> of(List<Statement> entries) {
        return of(entries, Set.of());
    }

    /**
     * The same, without what was disposed of under orders, whose entries name no person.
     *
     * @param disposed ids of consents and decisions whose owner has confirmed that they are gone
     */
    public static List<Item> of(List<Statement> entries, Set<String> disposed) {
        RemainingItems left = new RemainingItems();
        entries.stream().sorted(Comparator.comparing(Statement::at)).forEach(left::take);
        return left.held.values().stream()
                .map(HeldItem::item)
                .filter(
                        item ->
                                !DISPOSED_OF_BY_ID.contains(item.kind())
                                        || !disposed.contains(item.id()))
                .toList();
    }

    private void take(Statement said) {
        switch (said.service() + "." + said.action()) {
            case "recording.RECORDING_STORED" -> keep(Kind.RECORDING, said.recording(), said);
            case "recording.RECORDING_ERASED" -> drop(Kind.RECORDING, said.recording());
            case "retention.ITEM_RETAINED" -> keep(Kind.RETAINED_ITEM, said.recording(), said);
            case "retention.DISPOSITION_CONFIRMED", "retention.ERASED_WITHOUT_ORDER" ->
                    drop(Kind.RETAINED_ITEM, said.recording());
            case "consent.CONSENT_GIVEN" -> keep(Kind.CONSENT, said.consent(), said);
            case "consent.CONSENT_EXPIRED" -> end(said.consent(), said);
            case "consent.CONSENT_WITHDRAWN" -> withdraw(said);
            case "consent.PREFERENCES_STATED" -> keep(Kind.PREFERENCES, said.controller(), said);
            case "retention.PROOF_RETAINED" ->
                    keep(
                            Kind.RETAINED_PROOF,
                            said.consent() == null ? said.decision() : said.consent(),
                            said);
            default -> {
                // leaves nothing behind, and takes nothing away
            }
        }
    }

    private void keep(Kind kind, @Nullable String id, Statement said) {
        if (id != null) {
            held.put(new Key(kind, id), new HeldItem(said, new Item(kind, id, said.service())));
        }
    }

    private void drop(Kind kind, @Nullable String id) {
        if (id != null) {
            held.remove(new Key(kind, id));
        }
    }

    /** It permits nothing any more; that it was given has to be proven for years. */
    private void end(@Nullable String consent, Statement said) {
        drop(Kind.CONSENT, consent);
        keep(Kind.ENDED_CONSENT, consent, said);
    }

    /** A withdrawal names the controller, not the consents that end with it. */
    private void withdraw(Statement withdrawal) {
        List<String> ended = new ArrayList<>();
        held.forEach(
                (key, one) -> {
                    if (key.kind() == Kind.CONSENT && covers(withdrawal, one.since())) {
                        ended.add(key.id());
                    }
                });
        ended.forEach(consent -> end(consent, withdrawal));
    }

    private static boolean covers(Statement withdrawal, Statement consent) {
        return Objects.equals(withdrawal.controller(), consent.controller())
                && (withdrawal.purposes().isEmpty()
                        || withdrawal.purposes().containsAll(consent.purposes()));
    }
}
