// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.temoin.keystart.KeysetCommand;
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

    /** Name of the service: its databases, roles and topic are named after it. */
    String service();

    /** File that holds the epoch keys and the keys of keyed hashes; readable by its owner only. */
    @WithDefault(KeysetCommand.DEFAULT_FILE)
    Path keysetFile();

    /**
     * Lets the service start in production despite insecure settings; each is logged as a warning.
     */
    @WithDefault("false")
    boolean allowInsecure();

    /**
     * Refuses to start in production if the passwords of the schemas' owners are set in the
     * environment; only the commands {@code migrate} and {@code rotate} need them. If false, a
     * warning is logged instead.
     */
    @WithDefault("false")
    boolean refuseOwnerPasswords();

    /**
     * Prefix of the addresses of the pages that explain the problem types, as clients reach them. A
     * path refers to this service itself.
     */
    @WithDefault("/problems/")
    String problemPages();

    /**
     * Group commit: the minimum time between the starts of two commits that requests share. A
     * longer time makes fewer commits, a shorter one answers sooner.
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

        /** Number of events read and published in one batch. */
        @WithDefault("500")
        int batchSize();

        /** How often to poll for events without being notified. */
        @WithDefault("1s")
        Duration pollInterval();

        /**
         * How long the relay waits for more events after it has found some: without this pause,
         * every commit would cost a query and requests to the broker. The first event after an idle
         * period never waits.
         */
        @WithDefault("1ms")
        Duration linger();

        /**
         * How batches on the topic are compressed. Every Kafka client reads {@code GZIP} and {@code
         * NONE}; some clients (such as kafkajs) cannot read the other codecs without an extra
         * library.
         */
        @WithDefault("GZIP")
        Compression compression();

        /**
         * Where integrators find the schemas of this service's events ({@code GET
         * /v1/event-schemas/}): the beginning of every event's attribute {@code dataschema}, up to
         * and including the last slash.
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
        Duration rotationInterval();

        /** How long the key of an emptied epoch is kept: the backup window of the keys database. */
        @WithDefault("P7D")
        Duration destroyAfter();

        /** How often to look whether something is due. */
        @WithDefault("10m")
        Duration checkInterval();
    }

    /** What the identity provider is asked, apart from its public keys. */
    interface Identity {

        /**
         * Whether the service asks the identity provider if the token is still active (RFC 7662)
         * before listening, evidence, exports, erasures, disposition runs and copies of a consent's
         * proof. On by default in production.
         */
        Optional<Boolean> introspect();

        /**
         * How long a positive answer is cached: an ended session can still be used for that long.
         */
        @WithDefault("5s")
        Duration introspectionCacheTtl();
    }

    /** The keys of listening tokens, self-service links and cursors. */
    interface Tokens {

        /** The age at which a key is followed by another. */
        @WithDefault("P30D")
        Duration rotationInterval();

        /** For how long a replaced key still verifies: at least the life of a token or link. */
        @WithDefault("P7D")
        Duration overlap();

        /**
         * From this instant on, keys created earlier no longer sign or verify anything; set it if a
         * key has been stolen. All tokens, links and cursors issued until then become void.
         */
        Optional<Instant> distrustBefore();
    }

    /** How strong the sign-in must be for listening, exports, evidence and erasures. */
    interface StepUpSetting {

        /** The values of the claim acr that suffice; left empty, none is asked for. */
        @WithDefault("mfa")
        Optional<List<String>> acr();

        /**
         * How long ago that sign-in may be (the claim auth_time); within that time, users are not
         * asked to sign in again.
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
