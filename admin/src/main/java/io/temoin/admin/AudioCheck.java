// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import java.util.List;

/** Whether the audio of every recording that can be heard is there. */
final class AudioCheck {

    private static final String STORED =
            """
            select e.tenant, e.payload ->> 'recording' as recording,
              e.payload ->> 'sha256' as sha256
            from event e
            where e.type = 'RecordingStored' and not exists (
              select from event x
              where x.tenant = e.tenant and x.stream = e.stream and x.type = 'RecordingErased')""";

    private final Database events;
    private final Database keys;
    private final Report report;
    private final NameList lost = new NameList();
    private long there;

    /**
     * @param events connection of the feed role
     * @param keys connection of the keys' owner
     */
    AudioCheck(Database events, Database keys, Report report) {
        this.events = events;
        this.keys = keys;
        this.report = report;
    }

    /**
     * Compares the events with the store, and both with the keys.
     *
     * @throws CannotRun when nothing is stored although recordings have keys
     */
    void check(Installation installation, AudioStore store) {
        StoredAudio stored = new StoredAudio(keys);
        stored.read(store);
        if (stored.recordings() == 0) {
            AudioStore.requireEmpty(installation, keys);
        }
        report.sound("Audio was looked for in " + AudioStore.place(installation) + ".");
        check(stored);
    }

    /** Compares with what is known to be stored. */
    void check(StoredAudio stored) {
        Batches<AudioStore.Stored> wanted =
                new Batches<>(
                        StoredAudio.BATCH_SIZE,
                        AudioStore.Stored::line,
                        piece -> compare(piece, stored));
        events.each(
                STORED,
                row ->
                        wanted.add(
                                new AudioStore.Stored(
                                        row.getString("tenant"),
                                        row.getString("recording"),
                                        row.getString("sha256"))));
        wanted.finish();
        if (lost.isEmpty()) {
            report.sound(there + " recordings have their audio; none that has a key lacks it.");
        } else {
            report.fault(
                    ("The audio of these recordings is missing: %s. Restore files or bucket to a"
                                    + " later point than the events.")
                            .formatted(lost));
        }
        long left = stored.erased();
        if (left > 0) {
            report.fault(
                    left
                            + " recordings have audio and no key: they were erased. Run"
                            + " 'temoin-admin remove-audio'.");
        }
    }

    private void compare(List<AudioStore.Stored> piece, StoredAudio stored) {
        List<StoredAudio.MissingAudio> missing = stored.missingAmong(piece);
        there += piece.size() - missing.size();
        missing.stream()
                .filter(StoredAudio.MissingAudio::live)
                .forEach(one -> lost.add(one.recording()));
    }
}
