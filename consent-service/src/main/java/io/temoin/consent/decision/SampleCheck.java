// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.decision;

import io.temoin.chassis.start.StartupCheck;
import io.temoin.consent.ConsentConfig;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.stream.Stream;

/** Settings that record every call are for demonstrations. */
@Singleton
class SampleCheck implements StartupCheck {

    private static final int SYSTEMATIC = 100;

    private final ConsentConfig.Recording recording;

    SampleCheck(ConsentConfig config) {
        this.recording = config.recording();
    }

    @Override
    public Optional<String> complaint() {
        boolean systematic =
                Stream.concat(
                                Stream.of(recording.samplePercent()),
                                recording.samplePercentOf().values().stream())
                        .anyMatch(percent -> percent >= SYSTEMATIC);
        return systematic
                ? Optional.of(
                        "temoin.consent.recording.sample-percent would record every call, which is"
                                + " unlawful (CNIL: neither permanent nor systematic); set it"
                                + " below 100.")
                : Optional.empty();
    }
}
