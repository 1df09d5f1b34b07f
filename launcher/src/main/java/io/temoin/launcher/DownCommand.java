// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher;

import io.temoin.launcher.suite.SuiteState;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Stops the suite, whether its launcher still lives or was killed. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = "Stop the running suite and keep its data.")
final class DownCommand implements Callable<Integer> {

    private static final int LIMIT_SECONDS = 90;

    @Mixin private DataOption data = new DataOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var folder = data.folder();
        boolean running = folder.isRunning();
        // The lock is held, so the recorded number is the launcher's and nobody else's.
        if (running) {
            folder.state()
                    .map(SuiteState::launcher)
                    .flatMap(ProcessHandle::of)
                    .ifPresent(this::end);
        }
        folder.stopLeftovers();
        spec.commandLine()
                .getOut()
                .println(
                        running
                                ? "Stopped; the data remains in " + folder.path()
                                : "Temoin is not running with the data folder " + folder.path());
        return 0;
    }

    private void end(ProcessHandle launcher) {
        launcher.destroy();
        launcher.onExit().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
    }
}
