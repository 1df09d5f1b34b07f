// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rewind-consumers}: lets a restored service read again what others published since. */
@Command(
        name = "rewind-consumers",
        mixinStandardHelpOptions = true,
        description = {
            "Sets the consumer groups of a service back to the time of the restored backup, so that"
                    + " it reads again what other services have published since.",
            "The service must not run. It recognises messages that it has already processed.",
            "Exit code 1: the brokers know no consumer group of the service."
        })
final class RewindConsumersCommand implements Callable<Integer> {

    @Mixin private ServiceOption service = new ServiceOption();

    @Option(
            names = "--since",
            required = true,
            paramLabel = "INSTANT",
            description = "When the backup was begun, in UTC: 2026-11-29T02:00:00Z.")
    private @Nullable Instant since;

    @Option(
            names = "--margin",
            defaultValue = "PT24H",
            paramLabel = "DURATION",
            description =
                    "How much further to go back, as ISO 8601 has it, since a message may have been"
                            + " published long before it was processed. Default: ${DEFAULT-VALUE}.")
    private Duration margin = Duration.ofHours(24);

    @Mixin private Console console = new Console();

    @Override
    public Integer call() {
        Instant moment = since;
        if (moment == null) {
            throw new IllegalStateException("picocli requires the option");
        }
        Installation installation = service.installation();
        console.out().println(installation.description(true));
        return rewind(installation, moment, margin, Instant.now(), console.out());
    }

    static int rewind(
            Installation installation,
            Instant since,
            Duration margin,
            Instant now,
            PrintWriter out) {
        if (since.isAfter(now)) {
            throw new CannotRun(
                    "--since %s is in the future (it is %s): when was the backup begun, in UTC?"
                            .formatted(since, now));
        }
        if (margin.isNegative()) {
            throw new CannotRun("--margin must not be negative.");
        }
        try (ConsumerGroups groups = new ConsumerGroups(installation)) {
            List<String> names = groups.names();
            if (names.isEmpty()) {
                out.printf(
                        "These brokers know no consumer group of %s-service, so nothing was set"
                                + " back: does KAFKA_BOOTSTRAP_SERVERS name those that it read"
                                + " from?%n",
                        installation.service().shortName());
                return AdminProgram.FAULTS;
            }
            for (String group : names) {
                long again = groups.rewind(group, since.minus(margin));
                out.printf("%s reads %d messages again.%n", group, again);
            }
        }
        return AdminProgram.DONE;
    }
}
