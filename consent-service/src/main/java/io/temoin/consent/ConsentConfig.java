// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
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

    Recording recording();

    Rules rules();

    Screening screening();

    Scrubbing scrubbing();

    Records records();

    Expiry expiry();

    SelfService selfService();

    /** Links by which people help themselves. */
    interface SelfService {

        /** How long a link works. */
        @WithDefault("72h")
        Duration linkTtl();

        /** Any word; another one takes back every link that was given out. */
        @WithDefault("1")
        String generation();

        /** The page that reads the token from its fragment; without it, only tokens are made. */
        Optional<URI> page();

        /** How often a person may look at their own records. */
        OwnActs readings();

        /** How often a person may withdraw, and object, and state wishes: as often each. */
        OwnActs statements();

        /**
         * How many data requests a person may make of each right (GDPR art. 15 to 20): each request
         * has a legal deadline, and none takes the place of another right's.
         */
        OwnActs dataRequests();

        /** How many links may be made for one person, towards one controller, in a day. */
        @WithDefault("20")
        int linksPerDay();
    }

    /** What a person does for themselves; the numbers are in the service's file of settings. */
    interface OwnActs {

        /** By one link, in the period: fewer than by all, so that a stolen one is not all. */
        int byLink();

        /** By one person towards one controller, by all links and signed in. */
        int byPerson();

        /** The period over which a used quota comes back. */
        Duration per();
    }

    /** When the end of a consent is recorded. */
    interface Expiry {

        /** How often consents that have ended are looked for. */
        @WithDefault("1m")
        Duration runEvery();
    }

    /** What consent records say of themselves. */
    interface Records {

        /**
         * Countries in which the records are kept, ISO 3166-1: TS 27560 wants them told. None are
         * told unless they are set.
         */
        Optional<List<String>> storageLocations();
    }

    /** Where a controller may be stricter than the law. */
    interface Rules {

        /** Whether nobody is called on holidays of the part of the country they live in. */
        @WithDefault("true")
        boolean honourLocalHolidays();

        /**
         * File with what tenants add to the laws: a YAML list of rule packs, each with its tenant;
         * none when absent. It is read at start.
         */
        Optional<Path> stricterFile();
    }

    /** Lists of numbers that are decided at once. */
    interface Scrubbing {

        /** How long the answers are kept after the last of them. */
        @WithDefault("168h")
        Duration keepAnswers();

        /** How often old answers are looked for. */
        @WithDefault("1h")
        Duration upkeepEvery();
    }

    /** Registers and suppression lists. */
    interface Screening {

        /** Longest file of a register taken, in bytes. */
        @WithDefault("2147483648")
        long maxBytes();

        /** How long a part of a file is waited for before its import is given up. */
        @WithDefault("24h")
        Duration abandonAfter();

        /** How long a copy that was replaced stays readable; its evidence stays for ever. */
        @WithDefault("1h")
        Duration dropAfter();

        /** How often interrupted work is taken up and old copies are dropped. */
        @WithDefault("10s")
        Duration upkeepEvery();
    }

    /**
     * Which allowed calls are recorded for quality. Recording every call is unlawful in France
     * (CNIL: neither permanent nor systematic), so the default records none.
     */
    interface Recording {

        /** ISO 3166 code of where agents and recorders are, where requests do not say. */
        Optional<String> agentPlace();

        /** The same for single controllers, by their ids. */
        Map<String, String> agentPlaceOf();

        /** Share of the allowed calls of a controller to record, in percent. */
        @WithDefault("0")
        int samplePercent();

        /** The same for single controllers, by their ids. */
        Map<String, Integer> samplePercentOf();
    }
}
