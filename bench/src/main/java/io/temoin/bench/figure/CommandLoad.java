// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import io.temoin.bench.load.Load;
import io.temoin.bench.load.RequestTemplate;
import io.temoin.bench.load.Requests;
import io.temoin.bench.rig.Rig;
import io.temoin.bench.rig.ServerProcess;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The two commands against one server: consent-service or its rival. */
final class CommandLoad {

    private static final int MOST_CONTACTS = 20_000;
    private static final int SEEDERS = 64;

    /** Each may be called four times in the window: enough for 5,000 decisions a second. */
    private static final int ENOUGH_PER_SECOND = 1_250;

    private final Rig rig;
    private final URI server;
    private final @Nullable String token;

    private CommandLoad(Rig rig, URI server, @Nullable String token) {
        this.rig = rig;
        this.server = server;
        this.token = token;
    }

    /** Against our service, with a token. */
    static CommandLoad ours(Rig rig, ServerProcess consent) {
        return ours(rig, consent.address());
    }

    /** The same, where several of them may answer. */
    static CommandLoad ours(Rig rig, URI consent) {
        return new CommandLoad(rig, consent, rig.token("dialer"));
    }

    /** Against the rival, which asks for none. */
    static CommandLoad rival(Rig rig, ServerProcess rival) {
        return new CommandLoad(rig, rival.address(), null);
    }

    /** Consents of ever new people. */
    Load.Result consents(int clients, Duration duration) {
        long stretch = rig.stretch();
        return run(
                Requests.consent(server, token),
                stretch,
                stretch,
                Integer.MAX_VALUE,
                clients,
                duration);
    }

    /** People whose consent is recorded, for {@link #decisions} over that time. */
    Contacts contacts(Duration duration) {
        return contacts(duration, duration);
    }

    /**
     * The same, recorded over another time. On a slow machine, cold code may not get far: then
     * again, for longer.
     */
    Contacts contacts(Duration tried, Duration duration) {
        long enough = Math.min(MOST_CONTACTS, duration.toSeconds() * ENOUGH_PER_SECOND);
        Duration seeding = tried;
        while (true) {
            long stretch = rig.stretch();
            long seeded =
                    run(
                                    Requests.consent(server, token),
                                    stretch,
                                    stretch,
                                    Integer.MAX_VALUE,
                                    SEEDERS,
                                    seeding)
                            .requests();
            // Those under way when the time was over may be missing: the last ones are left out.
            long complete = Math.min(MOST_CONTACTS, seeded * 3 / 4);
            if (complete >= enough) {
                return new Contacts(stretch, complete);
            }
            seeding = seeding.multipliedBy(2);
        }
    }

    /** Decisions about those people, one after the other and round again. */
    Load.Result decisions(Contacts contacts, int clients, Duration duration) {
        return run(
                Requests.decision(server, token),
                rig.stretch(),
                contacts.first(),
                contacts.count(),
                clients,
                duration);
    }

    private Load.Result run(
            RequestTemplate template,
            long key,
            long number,
            long cycle,
            int clients,
            Duration duration) {
        return rig.generator()
                .run(new Load(server, template, key, number, cycle, clients, duration));
    }
}
