// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/** Whoever can alter events on their way can order a destruction. */
@ApplicationScoped
class KafkaTransportCheck implements StartupCheck {

    private static final Set<String> ENCRYPTED = Set.of("SSL", "SASL_SSL");
    private static final String HOST_NAMES = "kafka.ssl.endpoint.identification.algorithm";
    private static final String DEFAULT_BROKER = "localhost:9092";

    private final Config config;

    KafkaTransportCheck(Config config) {
        this.config = config;
    }

    @Override
    public Optional<String> complaint() {
        String brokers =
                config.getOptionalValue("kafka.bootstrap.servers", String.class)
                        .orElse(DEFAULT_BROKER);
        if (Addresses.allStay(Arrays.asList(brokers.split(",", -1)))) {
            return Optional.empty();
        }
        String protocol =
                config.getOptionalValue("kafka.security.protocol", String.class).orElse("");
        if (!ENCRYPTED.contains(protocol.toUpperCase(Locale.ROOT))) {
            return Optional.of(
                    "kafka.security.protocol must be SSL or SASL_SSL, because the brokers are"
                            + " reached over a network.");
        }
        return checksHostNames()
                ? Optional.empty()
                : Optional.of(
                        HOST_NAMES
                                + " must be https: otherwise the certificate of any host would be"
                                + " accepted.");
    }

    /** Unset means https; set to nothing means no check, and is not the same as unset. */
    private boolean checksHostNames() {
        String algorithm = config.getConfigValue(HOST_NAMES).getRawValue();
        return algorithm == null || algorithm.strip().equalsIgnoreCase("https");
    }

    @Override
    public String override() {
        return "temoin.allow-plaintext-kafka";
    }
}
