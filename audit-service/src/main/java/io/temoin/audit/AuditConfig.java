// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Settings of audit-service. */
@ConfigMapping(prefix = "temoin.audit")
public interface AuditConfig {

    Log log();

    Intake intake();

    /** What is taken from the customer's own systems, and the look at what was not taken. */
    interface Intake {

        /** How far a sender's clock may be ahead. */
        @WithDefault("5m")
        Duration ahead();

        /** How old what a sender tells may be: the trail keeps nothing longer. */
        @WithDefault("400d")
        Duration behind();

        /** Pause between two counts of the parked messages. */
        @WithDefault("10s")
        Duration countParkedEvery();
    }

    /** The log that proves the trail. */
    interface Log {

        /**
         * Where strangers find the logs, without a scheme: the name of a log is this, a slash and
         * its id. It is in every checkpoint for ever, so choose it once.
         */
        @WithDefault("localhost/v1/logs")
        String prefix();

        /** The keys that sign checkpoints: PEM, pairs of private and public key (Ed25519). */
        @WithDefault("log-keys.pem")
        Path keyFile();

        /** Pause between two looks for entries to put into the tree. */
        @WithDefault("200ms")
        Duration sequenceEvery();

        /** The most entries that enter the tree in one transaction. */
        @WithDefault("1024")
        int atOnce();

        /** Pause between two looks for a tree that has grown and is to be signed. */
        @WithDefault("500ms")
        Duration signEvery();

        /** How old the checkpoint of a tree that does not grow may be. */
        @WithDefault("10m")
        Duration signAgainAfter();
    }
}
