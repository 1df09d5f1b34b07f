// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.signing;

import io.quarkus.runtime.StartupEvent;
import io.temoin.chassis.start.PollingScheduler;
import io.temoin.keystart.KeyProviderConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** Sees between calls whether the key provider still signs receipts. */
@ApplicationScoped
class SigningKeyCheckJob {

    private final ReceiptSigner signer;
    private final PollingScheduler polling;
    private final Duration every;

    SigningKeyCheckJob(ReceiptSigner signer, PollingScheduler polling, KeyProviderConfig provider) {
        this.signer = signer;
        this.polling = polling;
        this.every = provider.checkInterval();
    }

    void start(@Observes StartupEvent event) {
        polling.every(
                every,
                "the key provider could not be asked for a signature; it will be retried",
                () -> signer.look(every).await().indefinitely());
    }
}
