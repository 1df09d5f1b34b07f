// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.selfservice;

import io.opentelemetry.api.trace.Span;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.CorrelationFilter;
import io.temoin.chassis.tracing.Traceparent;
import io.temoin.consent.permission.domain.LinkScope;
import io.temoin.consent.selfservice.SelfServiceToken.Link;
import io.temoin.consent.selfservice.domain.SelfServiceProblem;
import io.temoin.eventsourcing.Rejected;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who follows a link. Any number of threads may ask at once. */
@Singleton
class SelfServiceVisits {

    private static final String ROLE = "data-subject";

    private final SelfServiceToken tokens;
    private final WrongTokens wrong;
    private final Clock clock;

    SelfServiceVisits(SelfServiceToken tokens, WrongTokens wrong, Clock clock) {
        this.tokens = tokens;
        this.wrong = wrong;
        this.clock = clock;
    }

    /** Ten wrong tokens of one address within a minute are guesses. */
    static final class TooManyGuesses extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * The link of a token; a right one is never held up.
     *
     * @throws Rejected when it is missing, wrong, too old or for something else
     * @throws TooManyGuesses when it is wrong, and not the first of its address
     */
    Link link(@Nullable String token, LinkScope scope, RoutingContext request) {
        try {
            return tokens.verify(token, scope, clock.instant());
        } catch (Rejected refusal) {
            boolean guessed = refusal.code() == SelfServiceProblem.SELF_SERVICE_TOKEN_INVALID;
            if (guessed && wrong.tooMany(request.request().remoteAddress().hostAddress())) {
                throw new TooManyGuesses();
            }
            throw refusal;
        }
    }

    /** The person, who acts for nobody but themselves, towards one controller. */
    static Caller person(Link link, RoutingContext request) {
        return new Caller(
                link.tenant(),
                link.subject().value(),
                link.controller().value(),
                Set.of(),
                Set.of(ROLE),
                null,
                CorrelationFilter.correlationOf(request),
                Traceparent.of(Span.current().getSpanContext()));
    }
}
