// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit;

import io.temoin.chassis.start.StartupCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Strangers read the bucket of the logs; the files of exports are not for them. */
@ApplicationScoped
class PublicBucketCheck implements StartupCheck {

    private final AuditConfig config;

    PublicBucketCheck(AuditConfig config) {
        this.config = config;
    }

    @Override
    public Optional<String> complaint() {
        Optional<String> published = config.log().publication().bucket();
        return published.isPresent() && published.equals(config.export().s3().bucket())
                ? Optional.of(
                        "temoin.audit.export.s3.bucket must not be that of"
                                + " temoin.audit.log.publication, which strangers may read.")
                : Optional.empty();
    }
}
