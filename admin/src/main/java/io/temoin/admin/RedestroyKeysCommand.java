// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code redestroy-keys}: destroys the keys again that a backup has brought back. */
@Command(
        name = "redestroy-keys",
        mixinStandardHelpOptions = true,
        description = {
            "Destroys again the keys that came back with an older backup.",
            "What was erased is read from the event table and from the topic. It may be interrupted"
                    + " and repeated, and may run while the service runs.",
            "Exit code 0: none is left, though persons may be named as lost. 1: keys are left, or"
                    + " with --dry-run, are back. 2: it could not be carried out."
        })
final class RedestroyKeysCommand implements Callable<Integer> {

    @Mixin private ServiceOption service = new ServiceOption();

    @Option(names = "--dry-run", description = "Only say which keys are back.")
    private boolean dryRun;

    @Option(
            names = "--whole-topic",
            description =
                    "Read the topic from its first record, and not from the place that the restored"
                            + " database remembers.")
    private boolean wholeTopic;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = out();
        Installation installation = service.installation();
        installation.requirePasswords(Role.FEED, Role.KEYS_OWNER);
        try (Database events = installation.connect(Role.FEED);
                Database keys = installation.connect(Role.KEYS_OWNER)) {
            PublishedSince published =
                    PublishedSince.destructions(installation, events, wholeTopic);
            published.loss().ifPresent(sentence -> out.println("LOST   " + sentence));
            Collection<RecordedDestruction> recorded = Destructions.recorded(events, published);
            ReturnedKeys returned = new ReturnedKeys(keys);
            List<RecordedDestruction> back = returned.among(recorded);
            out.printf(
                    "%d destroyed keys are on record for %s-service, of which %d are back.%n",
                    recorded.size(), installation.service().shortName(), back.size());
            if (dryRun) {
                back.forEach(one -> out.println("  back: " + described(one)));
                return back.isEmpty() ? AdminProgram.DONE : AdminProgram.FAULTS;
            }
            return destroy(returned, recorded, out);
        }
    }

    static int destroy(
            ReturnedKeys returned, Collection<RecordedDestruction> recorded, PrintWriter out) {
        List<RecordedDestruction> back = returned.among(recorded);
        int[] done = {0, 0};
        returned.destroy(
                recorded,
                piece -> {
                    for (RecordedDestruction one : piece) {
                        boolean was = back.contains(one);
                        done[was ? 0 : 1]++;
                        out.println(
                                (was ? "  destroyed again: " : "  has no key, and never will: ")
                                        + described(one));
                    }
                    out.flush();
                });
        List<RecordedDestruction> unknown = returned.unknownAmong(recorded);
        unknown.forEach(
                one ->
                        out.println(
                                "LOST   NOT KNOWN HERE: "
                                        + described(one)
                                        + ". The person was first recorded after the backup of the"
                                        + " keys, and no event says who it was: send the request of"
                                        + " that erasure again, from your file on it."));
        int left = returned.among(recorded).size();
        out.printf(
                "%d destroyed again, %d noted as never to have a key, %d not known here, %d"
                        + " left.%n",
                done[0], done[1], unknown.size(), left);
        return left == 0 ? AdminProgram.DONE : AdminProgram.FAULTS;
    }

    private static String described(RecordedDestruction one) {
        return "%s of tenant %s, erased at %s (%s)"
                .formatted(one.subject(), one.tenant(), one.at(), one.basis());
    }

    private PrintWriter out() {
        CommandSpec own = spec;
        if (own == null) {
            throw new IllegalStateException("picocli sets it");
        }
        return own.commandLine().getOut();
    }
}
