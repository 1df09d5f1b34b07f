// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code remove-audio}: removes audio whose key is destroyed, in files and bucket. */
@Command(
        name = "remove-audio",
        mixinStandardHelpOptions = true,
        description = {
            "Removes audio whose key is destroyed: a backup may have brought it back.",
            "Without --yes it only says what it would remove. It reads the settings of"
                    + " recording-service, and may be interrupted and repeated.",
            "Exit code 0: done. 1: some could not be removed, each is named; the others are. 2: the"
                    + " command could not be run."
        })
final class RemoveAudioCommand implements Callable<Integer> {

    @Option(names = "--yes", description = "Remove it.")
    private boolean yes;

    @Mixin private AudioStore store = new AudioStore();

    @Mixin private Console console = new Console();

    @Override
    public Integer call() {
        PrintWriter out = console.out();
        Installation installation =
                new Installation(ServiceName.RECORDING, ServiceSettings.of(System.getenv()));
        installation.requirePasswords(Role.KEYS_OWNER);
        out.println(installation.description(false, Role.KEYS_OWNER));
        try (Database keys = installation.connect(Role.KEYS_OWNER)) {
            out.println("Audio is looked for in " + AudioStore.place(installation) + ".");
            StoredAudio stored = new StoredAudio(keys);
            stored.read(store);
            long recordings = stored.recordings();
            if (recordings == 0) {
                AudioStore.requireEmpty(installation, keys);
            }
            out.printf(
                    "%d recordings have audio; the key of %d is destroyed.%n",
                    recordings, stored.erased());
            stored.eachUnknown(
                    one ->
                            out.println(
                                    "  stays, since its key is not in the table, as if it were"
                                            + " younger than the keys: "
                                            + one));
            if (yes) {
                if (!store.remove(stored::eachErased, one -> out.println("  removed: " + one))) {
                    out.println(
                            "Some audio could not be removed; recording-service has printed which"
                                    + " and why. Fix that, and run the command again.");
                    return AdminProgram.FAULTS;
                }
            } else {
                stored.eachErased(one -> out.println("  would be removed: " + one));
            }
        }
        return AdminProgram.DONE;
    }
}
