// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import io.temoin.chassis.requests.BodyLimit;
import io.temoin.chassis.requests.CorrelationFilter;
import io.temoin.chassis.requests.Problem;
import io.vertx.ext.web.RoutingContext;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Sends who wants to follow the trail elsewhere while the service is about to stop. */
public class TailProblemMapper {

    private static final int STATUS = 503;
    private static final String RETRY_AFTER = "5";

    /** The problem {@code service-stopping}. Who comes back on this connection would stay here. */
    @ServerExceptionMapper
    public RestResponse<Problem> stopping(LiveTails.Stopping refusal, RoutingContext context) {
        BodyLimit.closeAfterwards(context);
        Problem problem =
                Problem.of(
                        "service-stopping",
                        STATUS,
                        "The service is shutting down; reconnect with the last id you received.",
                        context.normalizedPath(),
                        CorrelationFilter.correlationOf(context));
        return ResponseBuilder.<Problem>create(STATUS)
                .header("Retry-After", RETRY_AFTER)
                .type(Problem.MEDIA_TYPE)
                .entity(problem)
                .build();
    }
}
