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

    /** Pause between two comparisons of the whole trail with its logs. */
    @WithDefault("24h")
    Duration checkEvery();

    /**
     * How long after its start a process compares them first, and after a comparison that failed
     * again.
     */
    @WithDefault("5m")
    Duration checkFirstAfter();

    /** Leaves that a comparison, or the examination before an erasure, has in memory at once. */
    @WithDefault("1000")
    int checkBatchSize();

    Log log();

    Tail tail();

    /** Following the trail as it grows. */
    interface Tail {

        /** Pause between two looks for new entries. */
        @WithDefault("250ms")
        Duration pollInterval();

        /** How long nothing is sent at most: proxies close what is silent. */
        @WithDefault("15s")
        Duration heartbeatInterval();

        /** How long a connection lasts at most; it ends earlier with its token. */
        @WithDefault("15m")
        Duration maxDuration();

        /** The most connections of one tenant to one process. */
        @WithDefault("8")
        int perTenant();

        /** The most connections of one user to one process: others of the tenant look too. */
        @WithDefault("3")
        int perUser();
    }

    Intake intake();

    /** What is taken from the customer's own systems, and the look at what was not taken. */
    interface Intake {

        /** How far a sender's clock may be ahead. */
        @WithDefault("5m")
        Duration ahead();

        /** How long ago it may have happened; how long it is kept counts from its arrival. */
        @WithDefault("400d")
        Duration behind();

        /** Pause between two counts of the parked messages. */
        @WithDefault("10s")
        Duration countParkedEvery();
    }

    Export export();

    /** Exports of the trail. */
    interface Export {

        /** Pause between two looks for exports that are to be written. */
        @WithDefault("500ms")
        Duration every();

        /** Entries of one piece: the most that is in memory, and that a crash makes anew. */
        @WithDefault("1000")
        int entriesPerChunk();

        /**
         * Entries that are looked through at once for a piece, however few of them are asked for.
         */
        @WithDefault("10000")
        int entriesPerPoll();

        /** Pieces, or looks that found none, before another export has its turn. */
        @WithDefault("50")
        int chunksPerTurn();

        /** After so long without a sign of life, another process takes an export over. */
        @WithDefault("60s")
        Duration lease();

        /** Times that an export is taken up without getting further before it is given up. */
        @WithDefault("5")
        int attempts();

        /** How long the file of an export is kept. */
        @WithDefault("24h")
        Duration keep();

        /** Pause between two looks for files whose time is over. */
        @WithDefault("1m")
        Duration expireEvery();

        Syslog syslog();
    }

    /** The collector that exports may be sent to, over TLS (RFC 5425). */
    interface Syslog {

        /** Its name, which its certificate must have; exports are not sent when it is left out. */
        Optional<String> host();

        @WithDefault("6514")
        int port();

        /** PEM file of the certificates to trust; those that Java trusts when it is left out. */
        Optional<Path> trustCertificates();

        /** How long connecting, taking the next 16 KB, and the confirmation at the end may take. */
        @WithDefault("30s")
        Duration patience();

        /** Pause before a delivery that failed is tried again. */
        @WithDefault("1m")
        Duration retryAfter();

        /** Times that a delivery is taken up without getting further before it is given up. */
        @WithDefault("60")
        int attempts();
    }

    /** The log that proves the trail. */
    interface Log {

        /**
         * Where strangers find the logs, without a scheme: the name of a log is this, a slash and
         * its id. It is in every checkpoint for ever, so choose it once.
         */
        @WithDefault("localhost/v1/logs")
        String prefix();

        /**
         * The secrets from which the keys of each log are derived: PEM, pairs of private and public
         * key (Ed25519).
         */
        @WithDefault("log-keys.pem")
        Path keyFile();

        /**
         * Whether checkpoints are signed with ML-DSA-44 too (FIPS 204), which holds against quantum
         * computers; each then has 3.3 kB more for each key of the file.
         */
        @WithDefault("false")
        boolean mlDsa();

        /**
         * Whether the logs go on though no key of the file has signed what they show: the key of
         * before is lost. Whoever verifies has to be given the new one by hand.
         */
        @WithDefault("false")
        boolean acceptNewKeys();

        /**
         * Whether a log of which a head was signed goes on though its topic has no copy of it and
         * no quorum of witnesses can be asked: the topic was lost. For one start; callers may have
         * seen more than the databases have.
         */
        @WithDefault("false")
        boolean acceptMissingCopies();

        /** Pause between two looks for entries to put into the tree. */
        @WithDefault("200ms")
        Duration sequenceEvery();

        /** The most entries that enter the tree in one transaction. */
        @WithDefault("1024")
        int batchSize();

        /** Pause between two looks for a tree that has grown and is to be signed. */
        @WithDefault("500ms")
        Duration signEvery();

        /**
         * How old the checkpoint of a tree that does not grow may be; also the pause between two
         * looks for logs that are gone.
         */
        @WithDefault("10m")
        Duration checkpointRepublishInterval();

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
        Duration witnessRetryAfter();

        /** Pause between two looks for what is over. */
        @WithDefault("1h")
        Duration pruneEvery();

        /** The least time between two checkpoints of a log that enter the log of logs. */
        @WithDefault("1m")
        Duration enrolEvery();
    }
}
