// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.temoin.chassis.start.StartupCheck;
import io.temoin.recording.RecordingConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Optional;

/** Whoever can alter the receipt keys on their way can forge receipts. */
@ApplicationScoped
class ReceiptKeysCheck implements StartupCheck {

    private final URI source;

    ReceiptKeysCheck(RecordingConfig config) {
        this.source = config.receipt().jwksUrl();
    }

    @Override
    public Optional<String> complaint() {
        return "https".equals(source.getScheme())
                ? Optional.empty()
                : Optional.of(
                        "The keys for verifying receipts are fetched without TLS; set"
                                + " TEMOIN_RECEIPT_JWKS_URL to an https address.");
    }
}
