// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import io.temoin.chassis.start.StartupCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** No limit is switched off by a zero, which is how PostgreSQL, Vert.x and we write "for ever". */
@ApplicationScoped
class LimitSettingsCheck implements StartupCheck {

    private static final String LIMITS = "temoin.limits.";

    /** Where a limit acts; whatever sets it, what it comes to is looked at. */
    private static final List<String> NUMBERS =
            List.of(
                    ofConnections("", "statement_timeout"),
                    ofConnections("", "lock_timeout"),
                    ofConnections("", "idle_in_transaction_session_timeout"),
                    ofConnections("feed.", "statement_timeout"),
                    ofConnections("feed.", "idle_in_transaction_session_timeout"),
                    ofConnections("keys.", "statement_timeout"),
                    ofConnections("keys.", "lock_timeout"),
                    ofConnections("keys.", "idle_in_transaction_session_timeout"),
                    ofConnections("keys-owner.", "statement_timeout"),
                    ofConnections("keys-owner.", "idle_in_transaction_session_timeout"),
                    LIMITS + "database.job-statement-ms",
                    LIMITS + "database.tcp-user-timeout-ms",
                    LIMITS + "tenant-concurrent",
                    LIMITS + "tenant-requests",
                    LIMITS + "connection.max",
                    LIMITS + "connection.body-bytes-per-second");

    private static final List<String> DURATIONS =
            List.of(
                    LIMITS + "connection.head",
                    LIMITS + "connection.idle",
                    LIMITS + "connection.body-silence",
                    LIMITS + "connection.answer",
                    LIMITS + "tenant-period",
                    "quarkus.http.idle-timeout");

    private static final List<String> KINDS = List.of("people", "systems", "dialers", "anonymous");

    private final Config config;
    private final LimitSettings settings;

    LimitSettingsCheck(Config config, LimitSettings settings) {
        this.config = config;
        this.settings = settings;
    }

    @Override
    public Optional<String> complaint() {
        List<String> numbers = new ArrayList<>(NUMBERS);
        List<String> durations = new ArrayList<>(DURATIONS);
        for (String kind : KINDS) {
            numbers.add(LIMITS + kind + ".requests");
            numbers.add(LIMITS + kind + ".concurrent");
            durations.add(LIMITS + kind + ".period");
        }
        for (String operations : settings.costly().keySet()) {
            String costly = LIMITS + "costly." + operations;
            numbers.add(costly + ".requests");
            numbers.add(costly + ".concurrent");
            numbers.add(costly + ".tenant-concurrent");
            durations.add(costly + ".period");
        }
        numbers.removeIf(this::isPositive);
        durations.removeIf(this::lasts);
        numbers.addAll(durations);
        return numbers.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        String.join(", ", numbers)
                                + " must be greater than 0: 0 would mean no limit.");
    }

    @Override
    public String override() {
        return "temoin.allow-no-limits";
    }

    private static String ofConnections(String datasource, String limit) {
        return "quarkus.datasource." + datasource + "reactive.additional-properties." + limit;
    }

    private boolean isPositive(String setting) {
        return config.getOptionalValue(setting, String.class)
                .filter(number -> number.matches("[0-9]{1,9}") && Integer.parseInt(number) > 0)
                .isPresent();
    }

    private boolean lasts(String setting) {
        return config.getOptionalValue(setting, Duration.class)
                .filter(duration -> duration.toMillis() > 0)
                .isPresent();
    }
}
