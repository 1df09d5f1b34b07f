// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher;

import io.temoin.launcher.suite.Probe;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says which parts of the suite answer; ends with 1 unless all do. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Show which parts of the suite are responding.")
final class StatusCommand implements Callable<Integer> {

    @Mixin private DataOption data = new DataOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var state = data.running();
        var out = spec.commandLine().getOut();
        out.printf("Launcher %d, data folder %s%n", state.launcher(), data.folder().path());
        var answers = true;
        for (var probe : Probe.all(state)) {
            var up = probe.answers();
            answers &= up;
            out.printf("  %-18s %-8s %s%n", probe.part(), up ? "up" : "DOWN", probe.address());
        }
        return answers ? 0 : 1;
    }
}
