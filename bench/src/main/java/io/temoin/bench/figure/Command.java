// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import io.temoin.bench.report.Goal;
import java.time.Duration;

/** The two commands under load. */
enum Command {
    CONSENT("consents", "POST /v1/consents", 128, "ConsentGiven", 0.6, 1.0) {
        @Override
        double run(CommandLoad load, Contacts contacts, Duration duration) {
            return load.consents(clients(), duration).perSecond();
        }

        @Override
        Contacts people(CommandLoad load, Duration duration) {
            return Contacts.NONE;
        }
    },
    DECISION("decisions", "POST /v1/call-decisions", 128, "CallDecided", 0.3, 0.5) {
        @Override
        double run(CommandLoad load, Contacts contacts, Duration duration) {
            return load.decisions(contacts, clients(), duration).perSecond();
        }

        @Override
        Contacts people(CommandLoad load, Duration duration) {
            return load.contacts(duration.dividedBy(2), duration);
        }
    };

    private final String figure;
    private final String operation;
    private final int clients;
    private final String event;
    private final double reach;
    private final double stretch;

    Command(
            String figure,
            String operation,
            int clients,
            String event,
            double reach,
            double stretch) {
        this.figure = figure;
        this.operation = operation;
        this.clients = clients;
        this.event = event;
        this.reach = reach;
        this.stretch = stretch;
    }

    /** Requests per second. */
    abstract double run(CommandLoad load, Contacts contacts, Duration duration);

    /**
     * Who a run of that duration is about: new ones each time, since nobody may be called a fifth
     * time and a refusal is another answer.
     */
    abstract Contacts people(CommandLoad load, Duration duration);

    /** The same for a stretch of warm-up: what it warms up must be what is measured. */
    double warmUp(CommandLoad load, Duration duration) {
        return run(load, people(load, duration), duration);
    }

    String figure() {
        return figure;
    }

    String title() {
        return operation + ", " + clients + " clients";
    }

    int clients() {
        return clients;
    }

    /** What each writes. */
    String event() {
        return event;
    }

    /** Against the database's limit. */
    Goal goal() {
        return Goal.atLeast(reach, stretch);
    }
}
