// SPDX-License-Identifier: Apache-2.0
package io.temoin.witness;

import io.temoin.witness.StateFolder.Remembered;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code show}: what was cosigned last. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = {
            "Prints for each log: origin, size, root, time of the last cosignature, and how many",
            "notes are kept as evidence against it. The witness may be running."
        })
final class ShowCommand implements Callable<Integer> {

    @Option(names = "--state", required = true, description = "The folder that init created.")
    private Path folder = Path.of("");

    @Spec private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        WitnessKeys keys = new KeyFile(folder).read();
        Evidence evidence = new Evidence(folder);
        PrintWriter out = command.commandLine().getOut();
        int exit = 0;
        keys.keys().forEach(key -> out.println("witness   " + key));
        for (Remembered remembered : new StateFolder(folder, keys.keys()).all()) {
            switch (remembered) {
                case Remembered.Last(LastCosigned last) -> print(last, evidence, out);
                case Remembered.Lost(String sentence) -> {
                    command.commandLine().getErr().println(sentence);
                    exit = WitnessProgram.CANNOT_RUN;
                }
            }
        }
        return exit;
    }

    private static void print(LastCosigned last, Evidence evidence, PrintWriter out)
            throws IOException {
        String origin = last.checkpoint().origin();
        out.println();
        out.println("log       " + origin);
        out.println("size      " + last.head().size());
        out.println("root      " + last.head().root());
        out.println("cosigned  " + last.time());
        out.println("conflicts " + evidence.count(Evidence.Kind.CONFLICT, origin));
        out.println("unproven  " + evidence.count(Evidence.Kind.UNPROVEN, origin));
    }
}
