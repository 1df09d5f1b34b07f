// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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

    private static final String LIVE =
            """
            select w.tenant || ' ' || w.recording from unnest(?::text[], ?::text[])
              as w (tenant, recording)
            join shreddable_key k on k.tenant = w.tenant and k.scope = 'recording/' || w.recording
            where k.wrapped is not null""";

    private final Database events;
    private final Database keys;
    private final AudioStore store;
    private final Report report;

    /**
     * @param events connection of the feed role
     * @param keys connection of the keys' owner
     */
    AudioCheck(Database events, Database keys, AudioStore store, Report report) {
        this.events = events;
        this.keys = keys;
        this.store = store;
        this.report = report;
    }

    /**
     * Compares the events with the store, and both with the keys.
     *
     * @throws CannotRun when nothing is stored although recordings have keys
     */
    void check(Installation installation) {
        Set<AudioStore.Stored> stored = new HashSet<>();
        Set<String> recordings = new HashSet<>();
        store.list(
                audio -> {
                    stored.add(audio);
                    recordings.add(audio.key());
                });
        if (stored.isEmpty()) {
            AudioStore.requireEmpty(installation, keys);
        }
        report.sound("Audio was looked for in " + AudioStore.place(installation) + ".");
        List<AudioStore.Stored> missing = new ArrayList<>();
        long[] there = {0};
        events.each(
                STORED,
                row -> {
                    AudioStore.Stored wanted =
                            new AudioStore.Stored(
                                    row.getString("tenant"),
                                    row.getString("recording"),
                                    row.getString("sha256"));
                    if (stored.contains(wanted)) {
                        there[0]++;
                    } else {
                        missing.add(wanted);
                    }
                });
        List<String> lost = live(missing);
        if (lost.isEmpty()) {
            report.sound(there[0] + " recordings have their audio; none that has a key lacks it.");
        } else {
            report.fault(
                    ("The audio of these recordings is missing: %s. Restore files or bucket to a"
                                    + " later point than the events.")
                            .formatted(Report.named(lost)));
        }
        int left = AudioOfDestroyedKeys.among(recordings, keys).size();
        if (left > 0) {
            report.fault(
                    left
                            + " recordings have audio and no key: they were erased. Run"
                            + " 'temoin-admin remove-audio'.");
        }
    }

    private List<String> live(List<AudioStore.Stored> missing) {
        return keys.all(
                LIVE,
                row -> row.getString(1),
                missing.stream().map(AudioStore.Stored::tenant).toArray(String[]::new),
                missing.stream().map(AudioStore.Stored::recording).toArray(String[]::new));
    }
}
