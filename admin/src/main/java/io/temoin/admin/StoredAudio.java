// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import java.util.List;
import java.util.function.Consumer;

/**
 * What is stored of recordings, in a temporary table beside their keys: it may be more than fits
 * into the memory. Each piece is committed, since a transaction that is open while audio is listed
 * would hold the feeds of every service of the server back.
 */
final class StoredAudio {

    /** How much is handed to the database, and kept, at a time. */
    static final int BATCH_SIZE = 5_000;

    private static final String CREATE =
            """
            create temporary table stored_audio (
              tenant text not null, recording text not null, sha256 text not null)""";

    private static final String ADD =
            "insert into stored_audio select * from unnest(?::text[], ?::text[], ?::text[])";

    private static final String KEY =
            " shreddable_key k on k.tenant = s.tenant and k.scope = 'recording/' || s.recording ";

    private static final String RECORDINGS =
            "(select distinct tenant, recording from stored_audio) s ";

    private static final String ERASED =
            RECORDINGS + "join" + KEY + "where k.destroyed_at is not null";

    private static final String UNKNOWN = RECORDINGS + "left join" + KEY + "where k.tenant is null";

    private static final String EACH = "select s.tenant || ' ' || s.recording from ";

    private static final String MISSING =
            """
            select w.tenant || ' ' || w.recording as recording, k.wrapped is not null as live
            from unnest(?::text[], ?::text[], ?::text[]) as w (tenant, recording, sha256)
            left join shreddable_key k
              on k.tenant = w.tenant and k.scope = 'recording/' || w.recording
            where not exists (
              select from stored_audio s
              where s.tenant = w.tenant and s.recording = w.recording and s.sha256 = w.sha256)""";

    /**
     * A recording without its audio.
     *
     * @param live whether it has a key, so that somebody may want to hear it
     */
    record MissingAudio(String recording, boolean live) {}

    private final Database keys;
    private final Batches<AudioStore.Stored> batches;

    /**
     * Nothing yet.
     *
     * @param keys connection of the keys' owner, which has one such table
     */
    StoredAudio(Database keys) {
        this.keys = keys;
        this.batches = new Batches<>(BATCH_SIZE, AudioStore.Stored::line, this::add);
        keys.run(CREATE);
        keys.commit();
    }

    /**
     * Takes down everything that is stored.
     *
     * @throws CannotRun when the store cannot be listed
     */
    void read(AudioStore store) {
        store.list(this::take);
        finish();
    }

    /** One more. */
    void take(AudioStore.Stored audio) {
        batches.add(audio);
    }

    /** No more. */
    void finish() {
        batches.finish();
        keys.run("create index on stored_audio (tenant, recording)");
        keys.run("analyze stored_audio");
        keys.commit();
    }

    private void add(List<AudioStore.Stored> piece) {
        keys.change(ADD, columns(piece));
        keys.commit();
    }

    /** Of how many recordings something is stored. */
    long recordings() {
        return keys.number("select count(*) from " + RECORDINGS);
    }

    /** How many of these have a key that is destroyed. */
    long erased() {
        return keys.number("select count(*) from " + ERASED);
    }

    /** Those whose key is destroyed: tenant and recording. */
    void eachErased(Consumer<String> taker) {
        keys.each(EACH + ERASED, row -> taker.accept(row.getString(1)));
    }

    /** Those of which the table of keys says nothing, neither a key nor that it was destroyed. */
    void eachUnknown(Consumer<String> taker) {
        keys.each(EACH + UNKNOWN, row -> taker.accept(row.getString(1)));
    }

    /** Those of these that are not stored with this content. */
    List<MissingAudio> missingAmong(List<AudioStore.Stored> wanted) {
        return keys.all(
                MISSING,
                row -> new MissingAudio(row.getString("recording"), row.getBoolean("live")),
                columns(wanted));
    }

    private static Object[] columns(List<AudioStore.Stored> piece) {
        return new Object[] {
            piece.stream().map(AudioStore.Stored::tenant).toArray(String[]::new),
            piece.stream().map(AudioStore.Stored::recording).toArray(String[]::new),
            piece.stream().map(AudioStore.Stored::sha256).toArray(String[]::new)
        };
    }
}
