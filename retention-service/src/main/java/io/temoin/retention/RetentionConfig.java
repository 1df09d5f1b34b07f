// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneId;
import java.util.Optional;

/** Settings of retention-service. */
@StaticInitSafe
@ConfigMapping(prefix = "temoin.retention")
public interface RetentionConfig {

    /** The controllers' time zone, in which days of retention are counted. */
    @WithDefault("Europe/Paris")
    ZoneId zone();

    /**
     * The controllers' country (ISO 3166-1), whose public holidays move deadlines, and whose law
     * applies to what a controller retains of which it is not known where it is established.
     */
    @WithDefault("FR")
    String country();

    /** How often due dispositions are run; must be at most 24 hours. */
    @WithDefault("1h")
    Duration runInterval();

    /**
     * The topics with business events that controllers' own systems write, and whose each is: a
     * message cannot say so itself. Entries such as {@code helios/rhone-telecom=crm.business},
     * separated by commas; none by default.
     */
    Optional<String> businessTopics();

    /** After how long a due item that is not destroyed yet counts as overdue. */
    @WithDefault("24h")
    Duration overdueAfter();

    /** How long a person may take to look at what is due before it counts as late. */
    @WithDefault("14d")
    Duration reviewWithin();

    /** For how long it is remembered who listened to the recordings of a person. */
    @WithDefault("P1Y")
    Period accessLogPeriod();

    /** Packages that answer requests for access. */
    Packages packages();

    /** Access packages; where their parts are stored is in {@code temoin.packages}. */
    interface Packages {

        /** How long services have to contribute; what is not there by then is missing. */
        @WithDefault("6h")
        Duration partsWithin();

        /** How long a package can be fetched before its key and its parts are destroyed. */
        @WithDefault("14d")
        Duration keep();

        /** How long a link to a package lasts, unless the desk states another time. */
        @WithDefault("7d")
        Duration linkTtl();

        /** How often a link can be used, unless the desk states another number. */
        @WithDefault("3")
        int linkDownloads();

        /** How often to check for packages that are late or have expired. */
        @WithDefault("5s")
        Duration pollInterval();
    }
}
