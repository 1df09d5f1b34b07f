// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import io.temoin.audit.trail.TrailDiffers;
import io.temoin.chassis.requests.CorrelationFilter;
import io.temoin.chassis.requests.Problem;
import io.vertx.ext.web.RoutingContext;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Says that the trail is not what it was: no fault of the caller, and nothing that passes. */
public class EvidenceProblemMapper {

    private static final int STATUS = 500;

    /** The problem {@code trail-differs}. It names the entry: its id says nothing of a person. */
    @ServerExceptionMapper
    public RestResponse<Problem> differs(TrailDiffers difference, RoutingContext context) {
        Problem problem =
                Problem.of(
                        "trail-differs",
                        STATUS,
                        "The entry "
                                + difference.entry()
                                + " does not match the signed log, so no evidence was provided."
                                + " The database may have been altered; inform the operator of the"
                                + " service.",
                        context.normalizedPath(),
                        CorrelationFilter.correlationOf(context));
        return ResponseBuilder.<Problem>create(STATUS)
                .type(Problem.MEDIA_TYPE)
                .entity(problem)
                .build();
    }
}
