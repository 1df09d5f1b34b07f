// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.selfservice;

import io.opentelemetry.api.trace.Span;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.CorrelationFilter;
import io.temoin.chassis.tracing.Traceparent;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.LinkScope;
import io.temoin.consent.requests.RequestFields;
import io.temoin.consent.selfservice.SelfServiceToken.Link;
import io.temoin.consent.selfservice.domain.SelfServiceProblem;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.SubjectId;
import io.temoin.eventsourcing.TenantId;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who follows a link or has signed in. Any number of threads may ask at once. */
@Singleton
class SelfServiceVisits {

    /**
     * A person towards one controller.
     *
     * @param subject whose data it is
     */
    record Visitor(TenantId tenant, PartyId controller, SubjectId subject) {

        /** Who acts for nobody but themselves. */
        Caller caller(RoutingContext request) {
            return new Caller(
                    tenant,
                    subject.value(),
                    controller.value(),
                    Set.of(),
                    Set.of(SignedInPerson.ROLE),
                    null,
                    CorrelationFilter.correlationOf(request),
                    Traceparent.of(Span.current().getSpanContext()));
        }
    }

    private final SelfServiceToken tokens;
    private final SignedInPerson person;
    private final WrongTokens wrong;
    private final Clock clock;

    SelfServiceVisits(
            SelfServiceToken tokens, SignedInPerson person, WrongTokens wrong, Clock clock) {
        this.tokens = tokens;
        this.person = person;
        this.wrong = wrong;
        this.clock = clock;
    }

    /** Ten wrong tokens of one address within a minute are guesses. */
    static final class TooManyGuesses extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Who asks. A link opens what it was given for, towards the controller it names; without one,
     * who has signed in may do everything for themselves, towards the controller they name.
     *
     * @throws Rejected when neither shows who it is
     * @throws TooManyGuesses when the token is wrong, and not the first of its address
     */
    Visitor visitor(
            @Nullable String token,
            @Nullable String controller,
            LinkScope scope,
            RoutingContext request) {
        if (token == null && person.isThere()) {
            return person.towards(RequestFields.party("controller", controller));
        }
        Link link = link(token, scope, request);
        return new Visitor(link.tenant(), link.controller(), link.subject());
    }

    /** The link of a token; a right one is never held up. */
    private Link link(@Nullable String token, LinkScope scope, RoutingContext request) {
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
}
