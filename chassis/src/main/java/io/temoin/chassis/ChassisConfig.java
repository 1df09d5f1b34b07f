// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Settings that the four services share. */
@StaticInitSafe
@ConfigMapping(prefix = "temoin")
public interface ChassisConfig {

    /** Name of the service: its databases, roles and topic are called after it. */
    String service();

    /** Where the keyset is unless it is said otherwise. */
    String KEYSET_FILE = "keyset.json";

    /** File that holds the epoch keys and the keys of keyed hashes; its owner's alone. */
    @WithDefault(KEYSET_FILE)
    Path keysetFile();

    /** Lets a production start go on despite insecure settings; each is logged as a warning. */
    @WithDefault("false")
    boolean allowInsecure();

    /**
     * Refuses a production start with the passwords of the schemas' owners in the environment,
     * which the commands {@code migrate} and {@code rotate} need and a service that runs does not.
     * Without it they are warned of.
     */
    @WithDefault("false")
    boolean refuseOwnerPasswords();

    /**
     * Where the problem types are explained: what stands before their names in the address, as the
     * readers of answers reach it. A path is on this service itself.
     */
    @WithDefault("/problems/")
    String problemPages();

    /**
     * Where appends of requests meet, how long after one commit began the next may begin: fewer
     * commits for a service with many writers, sooner answers for one with few.
     */
    @WithDefault("4ms")
    Duration commitInterval();

    Feed feed();

    Keys keys();

    DemoClockSetting demoClock();

    Identity identity();

    StepUpSetting stepUp();

    /** The relay from the event table to Kafka, and the projections. */
    interface Feed {

        /** Events read and published at once. */
        @WithDefault("500")
        int batchSize();

        /** How often to look for events without having been woken. */
        @WithDefault("250ms")
        Duration pollInterval();

        /**
         * How long the relay lets events gather after it found some. Looking at each commit would
         * cost a busy database a query, and the broker requests, per commit; the first event after
         * a quiet moment never waits.
         */
        @WithDefault("1ms")
        Duration linger();

        /**
         * How batches on the topic are compressed. Every Kafka client reads {@code GZIP} and {@code
         * NONE}; what the others bring, some clients (kafkajs among them) do not read unaided.
         */
        @WithDefault("GZIP")
        Compression compression();

        /**
         * Where integrators find the schemas of this service's events ({@code GET
         * /v1/event-schemas/}): the beginning of every event's attribute {@code dataschema}, up to
         * and with its last slash.
         */
        @WithDefault("http://localhost:${quarkus.http.port:8080}/v1/event-schemas/")
        URI schemas();

        /** How long a projection may take for one batch before it is ended and tried again. */
        @WithDefault("60s")
        Duration projectionTimeout();
    }

    /** Codecs of Kafka's record batches, by their names in upper case. */
    enum Compression {
        NONE,
        GZIP,
        SNAPPY,
        LZ4,
        ZSTD
    }

    /** The epochs that data keys are wrapped under, and the keys of tokens, links and cursors. */
    interface Keys {

        Tokens tokens();

        /** The age at which an epoch is followed by another. */
        @WithDefault("P30D")
        Duration rotateEvery();

        /** How long an old epoch's key is kept for backups of the keys database: their window. */
        @WithDefault("P7D")
        Duration destroyAfter();

        /** How often to look whether something is due. */
        @WithDefault("10m")
        Duration checkEvery();
    }

    /** What the identity provider is asked besides its keys. */
    interface Identity {

        /**
         * Whether the provider is asked, before listening, evidence, exports and erasure, whether
         * the token still counts (RFC 7662). In production unless said otherwise.
         */
        Optional<Boolean> introspect();

        /** How long its yes counts: the longest that an ended session can still be used so. */
        @WithDefault("5s")
        Duration introspectedFor();
    }

    /** The keys of listening tokens, self-service links and cursors. */
    interface Tokens {

        /** The age at which a key is followed by another. */
        @WithDefault("P30D")
        Duration rotateEvery();

        /** For how long a replaced key still verifies: at least the life of a token or link. */
        @WithDefault("P7D")
        Duration overlap();

        /**
         * From this instant on, keys made earlier sign and verify nothing: set it when one was
         * stolen. All tokens, links and cursors handed out until then are void.
         */
        Optional<Instant> distrustBefore();
    }

    /** How strongly people sign in for listening, exports, evidence and erasures. */
    interface StepUpSetting {

        /** The values of the claim acr that suffice; left empty, none is asked for. */
        @WithDefault("mfa")
        Optional<List<String>> acr();

        /**
         * How long ago that sign-in may be (the claim auth_time): for so long nobody asks again.
         */
        @WithDefault("15m")
        Duration maxAge();
    }

    /** The clock of the demo profile. */
    interface DemoClockSetting {

        /** How far the demo clock is ahead of the system's at start. */
        @WithName("offset")
        Optional<Duration> offset();
    }
}
