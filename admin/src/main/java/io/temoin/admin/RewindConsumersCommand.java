// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rewind-consumers}: lets a restored service read again what others published since. */
@Command(
        name = "rewind-consumers",
        mixinStandardHelpOptions = true,
        description = {
            "Sets the consumer groups of a service back to the time of the restored backup, so that"
                    + " it hears again of what others have published since.",
            "The service must not run. What it has processed before, it recognises."
        })
final class RewindConsumersCommand implements Callable<Integer> {

    @Mixin private ServiceOption service = new ServiceOption();

    @Option(
            names = "--since",
            required = true,
            paramLabel = "INSTANT",
            description = "When the backup was begun, in UTC: 2026-11-29T02:00:00Z.")
    private @Nullable Instant since;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandSpec own = spec;
        Instant moment = since;
        if (own == null || moment == null) {
            throw new IllegalStateException("picocli sets both");
        }
        PrintWriter out = own.commandLine().getOut();
        try (ConsumerGroups groups = new ConsumerGroups(service.installation())) {
            for (String group : groups.names()) {
                out.printf("%s reads %d messages again.%n", group, groups.rewind(group, moment));
            }
        }
        return AdminProgram.DONE;
    }
}
