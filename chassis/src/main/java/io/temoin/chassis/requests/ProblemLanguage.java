// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.Locale;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Every problem in the language that its reader prefers, whatever answered it: {@link
 * ProblemMapper}, or a resource itself.
 */
public class ProblemLanguage {

    /** Under which a request's context holds the type of the problem that answers it. */
    static final String TYPE = "temoin.problem-type";

    /**
     * Called by Quarkus before an answer is written.
     *
     * @throws IllegalStateException if another answer has begun: Quarkus ends the connection then,
     *     since the client would take the problem for the rest of that answer
     */
    @ServerResponseFilter
    public void translate(ContainerResponseContext response, RoutingContext context) {
        if (response.getEntity() instanceof Problem problem) {
            if (context.response().headWritten()) {
                throw new IllegalStateException("the answer has begun and breaks off");
            }
            if (context.get(TYPE) == null) { // otherwise ProblemMapper has done so
                response.setEntity(prepare(problem, context));
            }
        }
    }

    /** The problem as it is sent, with the header that names its language. */
    static Problem prepare(Problem problem, RoutingContext context) {
        Locale language =
                ReaderLanguage.acceptedBy(context.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE));
        context.put(TYPE, problem.name());
        context.response().putHeader(HttpHeaders.CONTENT_LANGUAGE, language.getLanguage());
        return ProblemTypes.all().translate(problem, language);
    }
}
