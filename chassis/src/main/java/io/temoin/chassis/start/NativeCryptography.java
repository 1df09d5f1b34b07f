// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.Security;
import org.jboss.logging.Logger;

/**
 * Makes Amazon's native provider the first where it loads: audio is sealed twice as fast, and
 * signatures are verified ten times as fast, as by the JDK's. Elsewhere the JDK's providers do the
 * same work.
 */
@ApplicationScoped
class NativeCryptography {

    private static final Logger LOG = Logger.getLogger(NativeCryptography.class);

    /** Before anything at start asks for an algorithm; keys are read early. */
    private static final int FIRST = StartupChecks.FIRST - 1;

    void install(@Observes @Priority(FIRST) StartupEvent event) {
        AmazonCorrettoCryptoProvider corretto = AmazonCorrettoCryptoProvider.INSTANCE;
        if (corretto.getLoadingError() == null) {
            Security.insertProviderAt(corretto, 1);
            LOG.infof("using the cryptography provider %s", corretto.getName());
        } else {
            LOG.infof(
                    "using the cryptography of the JDK: no native provider could be loaded on this"
                            + " platform");
        }
    }
}
