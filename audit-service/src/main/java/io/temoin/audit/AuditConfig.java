// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.temoin.objectstorage.ObjectStorageSettings;
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

    /** How often the whole trail is compared with its logs. */
    @WithDefault("24h")
    Duration checkInterval();

    /** Delay before the first comparison after a start, and before a failed one is retried. */
    @WithDefault("5m")
    Duration checkFirstAfter();

    /** Leaves that a comparison, or the check before an erasure, holds in memory at a time. */
    @WithDefault("1000")
    int checkBatchSize();

    Log log();

    Tail tail();

    /** Following the trail as it grows. */
    interface Tail {

        /** How often to check for new entries. */
        @WithDefault("250ms")
        Duration pollInterval();

        /** Maximum time without sending anything: proxies close idle connections. */
        @WithDefault("15s")
        Duration heartbeatInterval();

        /** Maximum duration of a connection; it ends earlier if its token does. */
        @WithDefault("15m")
        Duration maxDuration();

        /** Maximum number of connections per tenant and process. */
        @WithDefault("8")
        int perTenant();

        /**
         * Maximum number of connections per user and process, so that other users of the tenant can
         * connect too.
         */
        @WithDefault("3")
        int perUser();
    }

    Intake intake();

    /** Entries accepted from the customer's own systems, and monitoring of parked messages. */
    interface Intake {

        /** How far a sender's clock may be ahead. */
        @WithDefault("5m")
        Duration maxClockSkew();

        /** Maximum age of a submitted entry; its retention period runs from its arrival. */
        @WithDefault("400d")
        Duration maxAge();

        /** How often the parked messages are counted. */
        @WithDefault("10s")
        Duration parkedCountInterval();
    }

    Export export();

    Disposal disposal();

    /** Destroying what retention-service orders. */
    interface Disposal {

        /**
         * For how long backups that may hold what is destroyed are kept at most. The horizon that
         * is reported counts it in.
         */
        @WithDefault("840h")
        Duration copiesKept();
    }

    /** Exports of the trail. */
    interface Export {

        /** How often to check for exports that have to be written. */
        @WithDefault("500ms")
        Duration pollInterval();

        /** Entries per chunk: at most so many are in memory, or written again after a crash. */
        @WithDefault("1000")
        int entriesPerChunk();

        /** Entries scanned in one query for a chunk, however few of them match the filters. */
        @WithDefault("10000")
        int entriesPerPoll();

        /** Number of chunks, or of scans that found none, before another export has its turn. */
        @WithDefault("50")
        int chunksPerTurn();

        /**
         * If a process shows no activity for this long, another one takes over its export or
         * delivery. A process that is alive shows it four times as often.
         */
        @WithDefault("4s")
        Duration lease();

        /** Delay before a failed export is retried. */
        @WithDefault("1m")
        Duration retryAfter();

        /** Number of attempts without progress before an export is abandoned. */
        @WithDefault("5")
        int attempts();

        /** How long the file of an export is kept. */
        @WithDefault("24h")
        Duration keep();

        /** How often to check for expired files. */
        @WithDefault("1m")
        Duration expiryInterval();

        /**
         * What holds the files: {@code database} or {@code s3}. Files that are written when it is
         * changed stay where they are, and can be downloaded until they end.
         */
        @WithDefault("database")
        ExportStore store();

        ObjectStorageSettings s3();

        Syslog syslog();
    }

    /** Kinds of storage for the files of exports. */
    enum ExportStore {
        DATABASE,
        S3
    }

    /** The collector that exports may be sent to, over TLS (RFC 5425). */
    interface Syslog {

        /** Its name, which its certificate must have; exports are not sent when it is left out. */
        Optional<String> host();

        @WithDefault("6514")
        int port();

        /** PEM file of the certificates to trust; those that Java trusts when it is left out. */
        Optional<Path> trustCertificates();

        /** How long connecting, sending the next 16 KB, and the final confirmation may take. */
        @WithDefault("30s")
        Duration timeout();

        /** Delay before a failed delivery is retried. */
        @WithDefault("1m")
        Duration retryAfter();

        /** Number of attempts without progress before a delivery is abandoned. */
        @WithDefault("60")
        int attempts();
    }

    /** The log that proves the trail. */
    interface Log {

        /**
         * Public address of the logs, without a scheme: the name of a log is this, a slash and its
         * id. Every checkpoint contains it, so never change it later.
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
         * Whether checkpoints are signed with ML-DSA-44 too (FIPS 204), which resists quantum
         * computers; each checkpoint then grows by 3.3 kB for each key of the file.
         */
        @WithDefault("false")
        boolean mlDsa();

        /**
         * Whether the logs continue although no key in the file has signed their published
         * checkpoints, because the previous key is lost. Verifiers must be given the new key by
         * hand.
         */
        @WithDefault("false")
        boolean acceptNewKeys();

        /**
         * Whether a log with a signed head continues although the topic has no copy of it and no
         * quorum of witnesses can be asked, because the topic was lost. Set it for one start only:
         * clients may have seen more than the databases contain.
         */
        @WithDefault("false")
        boolean acceptMissingCopies();

        /** How often to check for entries to add to the tree. */
        @WithDefault("200ms")
        Duration sequencingInterval();

        /** Maximum number of entries that are added to the tree in one transaction. */
        @WithDefault("1024")
        int batchSize();

        /** How often to check for a tree that has grown and has to be signed. */
        @WithDefault("500ms")
        Duration signingInterval();

        /**
         * Maximum age of the checkpoint of a tree that does not grow; also how often to check for
         * logs that are missing.
         */
        @WithDefault("10m")
        Duration checkpointRepublishInterval();

        /**
         * The witnesses that cosign checkpoints, and how many are enough: a policy file
         * (c2sp.org/tlog-policy) without logs, in which every witness has an address.
         */
        Optional<Path> witnesses();

        /** How long a checkpoint waits for its cosignatures before it is published without them. */
        @WithDefault("1s")
        Duration witnessTimeout();

        /** Delay before a witness that failed is asked again. */
        @WithDefault("5s")
        Duration witnessRetryAfter();

        /** How often to check for expired entries and logs. */
        @WithDefault("1h")
        Duration pruningInterval();

        /** Minimum time between two checkpoints of a log that enter the log of logs. */
        @WithDefault("1m")
        Duration enrolmentInterval();

        Publication publication();
    }

    /**
     * The bucket from which strangers read the logs instead of from this service. Nothing is
     * published while {@code bucket} is not set.
     */
    interface Publication extends ObjectStorageSettings {

        /** How often to check for checkpoints that the bucket does not have. */
        @WithDefault("10s")
        Duration pollInterval();
    }
}
