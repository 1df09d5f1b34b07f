// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code verify-restore}: whether a service may start on databases that were restored. */
@Command(
        name = "verify-restore",
        mixinStandardHelpOptions = true,
        description = {
            "Verifies the restored databases of a service before it starts. It changes nothing.",
            "Exit code 0: no faults; what is missing since the backup is named. 1: faults. 2: it"
                    + " could not be carried out."
        })
final class VerifyRestoreCommand implements Callable<Integer> {

    @Mixin private ServiceOption service = new ServiceOption();

    @Option(
            names = "--without-topics",
            description = "Do not compare with what is on the topics: Kafka is gone.")
    private boolean withoutTopics;

    @Option(
            names = "--without-audio",
            description = "Do not look for the audio of recordings: it is restored later.")
    private boolean withoutAudio;

    @Mixin private LostRecordsOption lostRecords = new LostRecordsOption();

    @Mixin private AudioStore audio = new AudioStore();

    @Mixin private Console console = new Console();

    @Override
    public Integer call() {
        Report report = new Report(console.out());
        Installation installation = service.installation();
        installation.requirePasswords(Role.OWNER, Role.FEED, Role.KEYS_OWNER);
        console.out()
                .println(
                        installation.description(
                                !withoutTopics, Role.OWNER, Role.FEED, Role.KEYS_OWNER));
        try (Database owner = installation.connect(Role.OWNER);
                Database events = installation.connect(Role.FEED);
                Database keys = installation.connect(Role.KEYS_OWNER)) {
            EventCheck eventCheck = new EventCheck(events, owner, report);
            KeyCheck keyCheck = new KeyCheck(events, keys, report);
            Destructions destructions = new Destructions(keyCheck::lookFor);
            if (withoutTopics) {
                eventCheck.check();
            } else {
                MissingEvents missing = new MissingEvents();
                // First, since the topic may be another one, and the table is large.
                PublishedSince published =
                        PublishedSince.read(
                                installation,
                                events,
                                false,
                                _ -> true,
                                piece -> {
                                    missing.add(piece);
                                    destructions.take(piece);
                                });
                eventCheck.check();
                eventCheck.check(published, missing, lostRecords.accepted());
            }
            keyCheck.checkEpochs(Keyset.of(installation, keys));
            keyCheck.checkSealedValues();
            destructions.readTable(events);
            destructions.finish();
            keyCheck.checkDestroyed();
            checkOwn(installation, owner, events, keys, keyCheck, report);
        }
        return report.conclude();
    }

    private void checkOwn(
            Installation installation,
            Database owner,
            Database events,
            Database keys,
            KeyCheck keyCheck,
            Report report) {
        switch (installation.service()) {
            case RECORDING -> {
                keyCheck.checkRecordings();
                if (!withoutAudio) {
                    new AudioCheck(events, keys, report).check(installation, audio);
                }
            }
            case AUDIT -> {
                keyCheck.checkSalts(owner);
                LogCheck logs = new LogCheck(events, keys, report);
                logs.checkSigned();
                if (!withoutTopics) {
                    logs.checkPublished(installation);
                }
            }
            case CONSENT, RETENTION -> {}
        }
    }
}
