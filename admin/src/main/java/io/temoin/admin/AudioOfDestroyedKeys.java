// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Which of the recordings that have audio are erased: their key is destroyed. */
final class AudioOfDestroyedKeys {

    private static final int AT_ONCE = 5_000;

    private static final String DESTROYED =
            """
            select w.tenant || ' ' || w.recording from unnest(?::text[], ?::text[])
              as w (tenant, recording)
            join shreddable_key k on k.tenant = w.tenant and k.scope = 'recording/' || w.recording
            where k.destroyed_at is not null""";

    private static final String KNOWN =
            """
            select w.tenant || ' ' || w.recording from unnest(?::text[], ?::text[])
              as w (tenant, recording)
            join shreddable_key k on k.tenant = w.tenant and k.scope = 'recording/' || w.recording""";

    private AudioOfDestroyedKeys() {}

    /**
     * Those whose key is destroyed.
     *
     * @param recordings tenant and recording, as {@link AudioStore.Stored#key} has them
     * @param keys connection of the keys' owner
     */
    static List<String> among(Collection<String> recordings, Database keys) {
        return ask(DESTROYED, recordings, keys);
    }

    /** Those of which the table says something: a key, or that it was destroyed. */
    static List<String> knownAmong(Collection<String> recordings, Database keys) {
        return ask(KNOWN, recordings, keys);
    }

    private static List<String> ask(String query, Collection<String> recordings, Database keys) {
        List<String> all = List.copyOf(recordings);
        List<String> found = new ArrayList<>();
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            List<String[]> piece =
                    all.subList(from, Math.min(all.size(), from + AT_ONCE)).stream()
                            .map(one -> one.split(" ", 2))
                            .toList();
            found.addAll(
                    keys.all(
                            query,
                            row -> row.getString(1),
                            piece.stream().map(one -> one[0]).toArray(String[]::new),
                            piece.stream().map(one -> one[1]).toArray(String[]::new)));
        }
        return found;
    }
}
