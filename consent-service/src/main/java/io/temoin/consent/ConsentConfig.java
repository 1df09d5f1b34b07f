// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.temoin.keyproviders.SigningAlgorithm;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings of this service. */
@StaticInitSafe
@ConfigMapping(prefix = "temoin.consent")
public interface ConsentConfig {

    /** File with the keys that sign receipts (a private JWK set); readable by its owner only. */
    @WithDefault("consent-signing-keys.json")
    Path signingKeyFile();

    Signing signing();

    /** How receipts are signed. */
    interface Signing {

        /**
         * The algorithm, {@code ED25519} or {@code ECDSA_P256}: of the first key in the file, and
         * of one that {@code create-signing-keys} makes.
         */
        @WithDefault("ED25519")
        SigningAlgorithm algorithm();

        /**
         * Whether the private half of the first key stays at the key provider, which then signs
         * each receipt.
         */
        @WithDefault("false")
        boolean inProvider();

        /**
         * How many signatures the key provider is asked for at once; eight times as many may wait,
         * of one tenant no more than it leaves free for the others.
         */
        @WithDefault("32")
        int concurrentCalls();
    }

    /** The controllers' time zone, in which the month of a person's request is counted. */
    @WithDefault("Europe/Paris")
    ZoneId zone();

    /** The controllers' country (ISO 3166-1), whose public holidays move that deadline. */
    @WithDefault("FR")
    String country();

    Recording recording();

    Rules rules();

    Screening screening();

    Scrubbing scrubbing();

    Records records();

    Disposal disposal();

    Expiry expiry();

    SelfService selfService();

    /** Self-service links. */
    interface SelfService {

        /** How long a link is valid. */
        @WithDefault("72h")
        Duration linkTtl();

        /** Any word; changing it revokes all links issued so far. */
        @WithDefault("1")
        String generation();

        /**
         * The page that reads the token from the URL fragment; if not set, responses contain the
         * token but no link.
         */
        Optional<URI> page();

        /**
         * How long a person is shown who listened, recordings that were destroyed, and requests
         * that were answered.
         */
        @WithDefault("P1Y")
        Period shownAfterEnd();

        /** How often a person may look at their own records. */
        OwnActs readings();

        /**
         * How often a person may withdraw consent, object, or state preferences; the quota applies
         * to each separately.
         */
        OwnActs statements();

        /**
         * How many requests a person may make for each right (GDPR art. 15 to 20): each request has
         * a legal deadline, and each right has its own quota.
         */
        OwnActs dataRequests();

        /** How many links may be created per day for one person and one controller. */
        @WithDefault("20")
        int linksPerDay();
    }

    /** Quotas of what a person does; the numbers are in {@code application.properties}. */
    interface OwnActs {

        /**
         * Per link and period; lower than the quota per person, so that a stolen link cannot use it
         * up.
         */
        int maxPerLink();

        /** Per person, controller and period: by all links, and signed in. */
        int maxPerPerson();

        /** The period over which a used quota refills. */
        Duration period();
    }

    /** When the end of a consent is recorded. */
    interface Expiry {

        /** How often to look for consents that have ended. */
        @WithDefault("1m")
        Duration pollInterval();
    }

    /** Metadata of consent records. */
    interface Records {

        /**
         * Countries in which the records are kept, ISO 3166-1: ISO/IEC TS 27560 requires them to be
         * stated. None are stated unless set here.
         */
        Optional<List<String>> storageLocations();
    }

    /** Where a controller may be stricter than the law. */
    interface Rules {

        /**
         * Whether marketing calls are also denied on the public holidays of the region where the
         * person lives.
         */
        @WithDefault("true")
        boolean honourLocalHolidays();

        /**
         * File with what tenants add to the laws: a YAML list of rule packs, each with its tenant;
         * none when absent. It is read at start.
         */
        Optional<Path> houseRulesFile();
    }

    /** Destroying what retention-service orders. */
    interface Disposal {

        /**
         * For how long copies of what is destroyed are kept at most: backups of the database, and
         * messages on the topics. The horizon that is reported counts it in.
         */
        @WithDefault("840h")
        Duration copiesKept();
    }

    /** Checking whole lists of numbers in one request. */
    interface Scrubbing {

        /** How long the results of a scrub are kept after the last of them. */
        @WithDefault("168h")
        Duration resultRetention();

        /** How often to look for old results. */
        @WithDefault("1h")
        Duration upkeepInterval();
    }

    /** Registers and suppression lists. */
    interface Screening {

        /** Maximum size of a register file, in bytes. */
        @WithDefault("2147483648")
        long maxBytes();

        /** How long to wait for the next part of a file before abandoning the import. */
        @WithDefault("24h")
        Duration abandonAfter();

        /** How long a copy that was replaced stays readable; its evidence stays for ever. */
        @WithDefault("1h")
        Duration dropAfter();

        /** How often abandoned imports and old copies are dropped. */
        @WithDefault("10s")
        Duration upkeepInterval();

        /** How often to check for imports whose process was killed or hangs. */
        @WithDefault("500ms")
        Duration resumeInterval();
    }

    /**
     * Which allowed calls are recorded for quality. Recording every call is unlawful in France
     * (CNIL: neither permanent nor systematic), so the default records none.
     */
    interface Recording {

        /** ISO 3166 code of the place where agents and recorders are, if a request states none. */
        Optional<String> agentPlace();

        /** The same for individual controllers, by id. */
        Map<String, String> agentPlaceOf();

        /** Share of the allowed calls of a controller to record, in percent. */
        @WithDefault("0")
        int samplePercent();

        /** The same for individual controllers, by id. */
        Map<String, Integer> samplePercentOf();
    }
}
