// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import io.temoin.chassis.start.StartupCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** No limit is switched off by a zero, which is how PostgreSQL, Vert.x and we write "for ever". */
@ApplicationScoped
class LimitSettingsCheck implements StartupCheck {

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
                    "temoin.limits.database.job-statement-ms");

    private final Config config;
    private final LimitSettings settings;

    LimitSettingsCheck(Config config, LimitSettings settings) {
        this.config = config;
        this.settings = settings;
    }

    @Override
    public Optional<String> complaint() {
        List<String> off = new ArrayList<>();
        for (String number : NUMBERS) {
            if (!isPositive(config.getOptionalValue(number, String.class).orElse(""))) {
                off.add(number);
            }
        }
        requests()
                .forEach(
                        (kind, budget) -> {
                            if (budget.requests() < 1 || budget.per().toMillis() < 1) {
                                off.add("temoin.limits." + kind);
                            }
                        });
        durations()
                .forEach(
                        (name, duration) -> {
                            if (duration.toMillis() < 1) {
                                off.add("temoin.limits.connection." + name);
                            }
                        });
        if (settings.connection().max() < 1) {
            off.add("temoin.limits.connection.max");
        }
        if (settings.connection().bodyBytesPerSecond() < 1) {
            off.add("temoin.limits.connection.body-bytes-per-second");
        }
        if (config.getOptionalValue("quarkus.http.idle-timeout", Duration.class)
                .filter(Duration::isPositive)
                .isEmpty()) {
            off.add("quarkus.http.idle-timeout");
        }
        return off.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        String.join(", ", off) + " must be greater than 0: 0 would mean no limit.");
    }

    @Override
    public String override() {
        return "temoin.allow-no-limits";
    }

    private Map<String, LimitSettings.Requests> requests() {
        return Map.of(
                "people", settings.people(),
                "systems", settings.systems(),
                "dialers", settings.dialers(),
                "anonymous", settings.anonymous());
    }

    private Map<String, Duration> durations() {
        return Map.of(
                "head", settings.connection().head(),
                "idle", settings.connection().idle(),
                "body-silence", settings.connection().bodySilence());
    }

    private static String ofConnections(String datasource, String limit) {
        return "quarkus.datasource." + datasource + "reactive.additional-properties." + limit;
    }

    private static boolean isPositive(String number) {
        return number.matches("[0-9]{1,9}") && Integer.parseInt(number) > 0;
    }
}
