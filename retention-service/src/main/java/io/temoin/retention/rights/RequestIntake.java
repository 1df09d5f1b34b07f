// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import io.smallrye.mutiny.Uni;
import io.temoin.retention.RetentionConfig;
import io.temoin.retention.rights.domain.Intake;
import io.temoin.retention.rights.domain.RequestCommand.OpenRequest;
import io.temoin.retention.rights.domain.RequestType;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/** Looks up what the opening of a request depends on: earlier requests of the same person. */
@ApplicationScoped
class RequestIntake {

    /** What a person asks for. */
    record AskedFor(String controller, String subject, RequestType type, Intake intake) {}

    private final RequestView view;
    private final RetentionConfig config;

    RequestIntake(RequestView view, RetentionConfig config) {
        this.view = view;
        this.config = config;
    }

    /**
     * The command that opens the request. Of two requests that arrive at the same moment, neither
     * may be known to the other; then both stay open.
     */
    Uni<OpenRequest> command(TenantId tenant, UUID request, AskedFor asked, Instant now) {
        return view.similar(tenant, request, asked, config.zone())
                .map(
                        similar ->
                                new OpenRequest(
                                        request,
                                        asked.controller(),
                                        asked.subject(),
                                        asked.type(),
                                        asked.intake(),
                                        similar.open(),
                                        similar.withinAYear(),
                                        config.country(),
                                        config.zone(),
                                        now));
    }
}
