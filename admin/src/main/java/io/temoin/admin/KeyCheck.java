// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Whether everything that is to be readable has its key, and nothing that was erased has one. */
final class KeyCheck {

    private static final int BATCH_SIZE = 5_000;

    /** Recordings that are stored, with the key that their event names. */
    private static final String STORED_RECORDINGS =
            """
            select e.tenant, 'recording/' || (e.payload ->> 'recording') as scope,
              e.payload ->> 'keyId' as key_id
            from event e
            where e.type = 'RecordingStored' and not exists (
              select from event x
              where x.tenant = e.tenant and x.stream = e.stream and x.type = 'RecordingErased')""";

    /** Whom sealed values are about; each is {@code {"subject": …, "sealed": …}}. */
    private static final String SEALED_SUBJECTS =
            """
            select distinct e.tenant, 'subject/' || (s #>> '{}') as scope, null as key_id
            from event e,
              jsonb_path_query(
                e.payload::jsonb, 'lax $.** ? (@.sealed.type() == "string").subject') s
            where e.payload::text like '%"sealed"%'""";

    /** Under which keys the salts of the trail lie: behind a byte for the form is the key's id. */
    private static final String SALTS =
            """
            select distinct tenant, null as scope,
              encode(substr(subject, 2, 16), 'hex')::uuid::text as key_id
            from entry_salt where octet_length(subject) = 77""";

    private static final String BY_SCOPE =
            """
            select w.tenant || chr(10) || w.name as wanted, k.key_id::text as key_id,
              k.wrapped is not null as live
            from unnest(?::text[], ?::text[]) as w (tenant, name)
            join shreddable_key k on k.tenant = w.tenant and k.scope = w.name""";

    private static final String BY_ID =
            """
            select w.tenant || chr(10) || w.name as wanted, k.key_id::text as key_id,
              k.wrapped is not null as live
            from unnest(?::text[], ?::text[]) as w (tenant, name)
            join shreddable_key k on k.tenant = w.tenant and k.key_id = w.name::uuid""";

    private static final String EPOCHS =
            """
            select epoch, count(*) as keys from shreddable_key
            where wrapped is not null group by epoch order by epoch""";

    /**
     * Something that lies under a key.
     *
     * @param name its scope, or the id of its key
     * @param keyId empty where only the scope is known
     */
    private record Needed(String tenant, String name, String keyId) {
        String wanted() {
            return tenant + "\n" + name;
        }
    }

    /** A key of the keys database, and whether it can still open what lies under it. */
    private record StoredKey(String keyId, boolean live) {}

    private final Database events;
    private final Database keys;
    private final Report report;
    private final NameList returned = new NameList();
    private long destroyed;

    /**
     * @param events connection of the feed role
     * @param keys connection of the keys' owner
     */
    KeyCheck(Database events, Database keys, Report report) {
        this.events = events;
        this.keys = keys;
        this.report = report;
    }

    /** What every service has: personal values in its events. */
    void checkSealedValues() {
        check("persons whose personal data is in events", events, SEALED_SUBJECTS, BY_SCOPE);
    }

    /** What recording-service has. */
    void checkRecordings() {
        check("stored recordings", events, STORED_RECORDINGS, BY_SCOPE);
    }

    /**
     * What audit-service has.
     *
     * @param trail connection of the schema's owner, who alone sees the salts of all tenants
     */
    void checkSalts(Database trail) {
        check("keys of persons in the trail", trail, SALTS, BY_ID);
    }

    /** Looks for keys whose destruction is recorded. */
    void lookFor(List<RecordedDestruction> recorded) {
        destroyed += recorded.size();
        new ReturnedKeys(keys).among(recorded).forEach(one -> returned.add(one.subject()));
    }

    /** Whether keys are live whose destruction is recorded: those that were looked for. */
    void checkDestroyed() {
        if (returned.isEmpty()) {
            report.sound(destroyed + " keys are recorded as destroyed, and none of them is back.");
        } else {
            report.fault(
                    "Keys of what was erased are back: "
                            + returned
                            + ". Run 'temoin-admin redestroy-keys'.");
        }
    }

    /** Whether the keyset can open the keys. */
    void checkEpochs(Keyset keyset) {
        Map<Integer, Long> used = new HashMap<>();
        keys.each(EPOCHS, row -> used.put(row.getInt("epoch"), row.getLong("keys")));
        SortedSet<Integer> missing = new TreeSet<>(used.keySet());
        missing.removeAll(keyset.epochs());
        if (missing.isEmpty()) {
            report.sound("The keyset has the epochs of all live keys: " + keyset.description());
        } else {
            report.fault(
                    ("The keyset lacks the epochs %s, under which %d live keys lie: it is older"
                                    + " than the keys. Restore the newest one. (%s)")
                            .formatted(
                                    missing,
                                    missing.stream().mapToLong(used::get).sum(),
                                    keyset.description()));
        }
    }

    private void check(String what, Database source, String needing, String finding) {
        long[] counts = {0, 0}; // all, and those whose key is destroyed
        NameList without = new NameList();
        List<Needed> piece = new ArrayList<>();
        source.each(
                needing,
                row -> {
                    String keyId = row.getString("key_id");
                    String scope = row.getString("scope");
                    piece.add(
                            new Needed(
                                    row.getString("tenant"),
                                    scope == null ? keyId : scope,
                                    keyId == null ? "" : keyId));
                    if (piece.size() == BATCH_SIZE) {
                        compare(piece, finding, counts, without);
                    }
                });
        compare(piece, finding, counts, without);
        if (!without.isEmpty()) {
            report.fault(
                    ("Of the %s, these have no key, so nobody can read them any more: %s. The keys"
                                    + " are older than the events: restore them to a later point.")
                            .formatted(what, without));
        } else {
            report.sound(
                    "%d %s: each has its key%s."
                            .formatted(
                                    counts[0],
                                    what,
                                    counts[1] == 0
                                            ? ""
                                            : ", but for "
                                                    + counts[1]
                                                    + " whose key was destroyed since"));
        }
    }

    private void compare(List<Needed> piece, String finding, long[] counts, NameList without) {
        Map<String, StoredKey> found = new HashMap<>();
        keys.each(
                finding,
                row -> {
                    String id = row.getString("key_id");
                    found.put(
                            row.getString("wanted"),
                            new StoredKey(id == null ? "" : id, row.getBoolean("live")));
                },
                piece.stream().map(Needed::tenant).toArray(String[]::new),
                piece.stream().map(Needed::name).toArray(String[]::new));
        Set<String> said = new HashSet<>();
        for (Needed one : piece) {
            StoredKey key = found.get(one.wanted());
            boolean other =
                    key != null
                            && key.live()
                            && !one.keyId().isEmpty()
                            && !one.keyId().equals(key.keyId());
            if ((key == null || other) && said.add(one.wanted())) {
                without.add(one.tenant() + "/" + one.name());
            }
            counts[0]++;
            counts[1] += key != null && !key.live() ? 1 : 0;
        }
        piece.clear();
    }
}
