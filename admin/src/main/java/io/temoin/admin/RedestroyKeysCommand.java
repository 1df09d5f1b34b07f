// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code redestroy-keys}: destroys the keys again that a backup has brought back. */
@Command(
        name = "redestroy-keys",
        mixinStandardHelpOptions = true,
        description = {
            "Destroys again the keys that came back with an older backup.",
            "What was erased is read from the event table and from the topic. It may be interrupted"
                    + " and repeated, and may run while the service runs.",
            "Exit code 0: none is left, though persons may be named as lost. 1: keys are left, or"
                    + " with --dry-run, are back; or the topic has lost records, so that nobody"
                    + " knows. 2: the command could not be run."
        })
final class RedestroyKeysCommand implements Callable<Integer> {

    @Mixin private ServiceOption service = new ServiceOption();

    @Option(names = "--dry-run", description = "Only say which keys are back.")
    private boolean dryRun;

    @Option(
            names = "--whole-topic",
            description =
                    "Read the topic from its first record, and not from the place that the restored"
                            + " database remembers; for a topic that was created again.")
    private boolean wholeTopic;

    @Mixin private LostRecordsOption lostRecords = new LostRecordsOption();

    @Mixin private Console console = new Console();

    @Override
    public Integer call() {
        PrintWriter out = console.out();
        Installation installation = service.installation();
        installation.requirePasswords(Role.FEED, Role.KEYS_OWNER);
        out.println(installation.description(true, Role.FEED, Role.KEYS_OWNER));
        try (Database events = installation.connect(Role.FEED);
                Database keys = installation.connect(Role.KEYS_OWNER)) {
            Redestruction again = new Redestruction(new ReturnedKeys(keys), dryRun, out);
            Destructions destructions = new Destructions(again::take);
            // The first that is recorded of a key says when and why it was destroyed.
            destructions.readTable(events);
            PublishedSince published =
                    PublishedSince.read(
                            installation,
                            events,
                            wholeTopic,
                            RecordedDestruction.TYPES::contains,
                            destructions::take);
            destructions.finish();
            published.passedOver().ifPresent(out::println);
            return again.conclude(installation.service(), published.loss(), lostRecords.accepted());
        }
    }
}
