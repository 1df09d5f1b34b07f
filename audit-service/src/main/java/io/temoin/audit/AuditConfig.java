// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.Optional;

/** Settings of audit-service. */
@ConfigMapping(prefix = "temoin.audit")
public interface AuditConfig {

    /** How long entries are kept (ISO 8601): 6 to 12 months, or as internalControl allows. */
    @WithDefault("P12M")
    Period keep();

    /**
     * The reference of the documented procedure of internal control, without which nothing is kept
     * for more than 12 months.
     */
    Optional<String> internalControl();

    Log log();

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

        /**
         * The witnesses that cosign checkpoints, and how many are enough: a policy file
         * (c2sp.org/tlog-policy) without logs, in which every witness has an address.
         */
        Optional<Path> witnesses();

        /** How long a checkpoint waits for its cosignatures before it is shown without. */
        @WithDefault("1s")
        Duration witnessTimeout();

        /** Pause after which a witness that failed is asked again. */
        @WithDefault("5s")
        Duration witnessAgainAfter();

        /** Pause between two looks for what is over. */
        @WithDefault("1h")
        Duration pruneEvery();

        /** The least time between two checkpoints of a log that enter the log of logs. */
        @WithDefault("1m")
        Duration enrolEvery();
    }
}
