// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher;

import io.temoin.launcher.story.Enrolment;
import io.temoin.launcher.story.Story;
import io.temoin.launcher.suite.Failure;
import io.temoin.launcher.suite.Suite;
import io.temoin.launcher.suite.SuiteFolder;
import io.temoin.launcher.suite.Supervisor;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts the suite, plays the story once, and runs until it is told to stop. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description =
                "Start everything, play the demonstration story (a scripted call, from consent to"
                        + " erasure), and keep running until Ctrl-C.")
final class UpCommand implements Callable<Integer> {

    private static final int ENROL_EVERY_SECONDS = 15;
    private static final int MOST_REPLICAS = 3;

    @Mixin private DataOption data = new DataOption();

    @Option(names = "--no-story", description = "Do not play the demonstration story.")
    private boolean noStory;

    @Option(names = "--fresh", description = "Delete the data of earlier runs first.")
    private boolean fresh;

    @Option(
            names = "--replicas",
            paramLabel = "<n>",
            description =
                    "How many processes of each service to run (1 to 3; default: 1). Several need"
                            + " nginx, which hands them the requests in turn.")
    private int replicas = 1;

    @Spec private CommandSpec spec = CommandSpec.create();

    private volatile Runnable stop = () -> {};

    @Override
    public Integer call() throws InterruptedException {
        if (replicas < 1 || replicas > MOST_REPLICAS) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--replicas must be between 1 and %d.".formatted(MOST_REPLICAS));
        }
        var out = spec.commandLine().getOut();
        var folder = data.folder();
        if (folder.isRunning()) {
            throw new Failure(
                    ("A suite with the data folder %s is already running: see ./temoin status, or"
                                    + " stop it with ./temoin down.")
                            .formatted(folder.path()));
        }
        // One place that stops everything: Ctrl-C, SIGTERM and a failed story all pass here.
        stop = folder::stopLeftovers;
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAll(out), "stop-the-suite"));
        if (fresh) {
            folder.stopLeftovers();
            folder.empty();
        }
        run(folder, out);
        return 0;
    }

    private void run(SuiteFolder folder, PrintWriter out) throws InterruptedException {
        print(out, "Starting Temoin with the data folder " + folder.path());
        var suite = Suite.start(folder, replicas, Map.of(), line -> print(out, line));
        var supervisor = Supervisor.watch(suite.parts(), line -> print(out, line));
        stop =
                () -> {
                    supervisor.close();
                    suite.close();
                };
        Story.prepare(suite.state());
        print(
                out,
                "The demo controllers have concluded processing agreements with their call"
                        + " centres.");
        if (!noStory) {
            print(out, Story.play(suite.state(), folder, line -> print(out, line)).summary());
        }
        print(out, Addresses.of(suite.state(), suite.keycloak().adminPassword()));
        lookAfterTheWitness(suite, out);
    }

    /** Until the process ends: logs begin while it runs, each half-year and with each tenant. */
    private static void lookAfterTheWitness(Suite suite, PrintWriter out)
            throws InterruptedException {
        var never = new CountDownLatch(1);
        var said = "";
        while (!never.await(ENROL_EVERY_SECONDS, TimeUnit.SECONDS)) {
            try {
                Enrolment.look(suite.state(), suite.folder());
                said = "";
            } catch (Failure failure) { // whatever is away comes back, and is asked again
                var sentence =
                        "The witness could not be informed of new logs: " + failure.getMessage();
                if (!sentence.equals(said)) {
                    print(out, sentence);
                }
                said = sentence;
            }
        }
    }

    private void stopAll(PrintWriter out) {
        print(out, "Stopping.");
        stop.run();
        print(out, "Stopped; the data remains in " + data.folder().path());
    }

    // The supervisor prints from a thread of its own.
    private static synchronized void print(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
