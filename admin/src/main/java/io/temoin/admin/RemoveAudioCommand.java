// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code remove-audio}: removes audio whose key is destroyed, in files and bucket. */
@Command(
        name = "remove-audio",
        mixinStandardHelpOptions = true,
        description = {
            "Removes audio whose key is destroyed: a backup may have brought it back.",
            "Without --yes it only says what it would remove. It reads the settings of"
                    + " recording-service, and may be interrupted and repeated."
        })
final class RemoveAudioCommand implements Callable<Integer> {

    @Option(names = "--yes", description = "Remove it.")
    private boolean yes;

    @Mixin private AudioStore store = new AudioStore();

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandSpec own = spec;
        if (own == null) {
            throw new IllegalStateException("picocli sets it");
        }
        PrintWriter out = own.commandLine().getOut();
        Installation installation = new Installation(ServiceName.RECORDING, System.getenv());
        try (Database keys = installation.connect(Role.KEYS_OWNER)) {
            Set<String> stored = new TreeSet<>();
            out.println("Audio is looked for in " + AudioStore.place(installation) + ".");
            store.list(audio -> stored.add(audio.key()));
            if (stored.isEmpty()) {
                AudioStore.requireEmpty(installation, keys);
            }
            List<String> erased = AudioOfDestroyedKeys.among(stored, keys);
            out.printf(
                    "%d recordings have audio; the key of %d is destroyed.%n",
                    stored.size(), erased.size());
            Set<String> unknown = new TreeSet<>(stored);
            unknown.removeAll(AudioOfDestroyedKeys.knownAmong(stored, keys));
            unknown.forEach(
                    one ->
                            out.println(
                                    "  stays, since its key is not in the table, as if it were"
                                            + " younger than the keys: "
                                            + one));
            if (yes) {
                store.remove(erased, one -> out.println("  removed: " + one));
            } else {
                erased.forEach(one -> out.println("  would be removed: " + one));
            }
        }
        return AdminProgram.DONE;
    }
}
