// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.selfservice;

import io.opentelemetry.api.trace.Span;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.CorrelationFilter;
import io.temoin.chassis.tracing.Traceparent;
import io.temoin.chassis.visibility.domain.Visibility;
import io.temoin.consent.agreement.AgreementVisibility;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.ContactPermissionStream;
import io.temoin.consent.permission.domain.ContactPermissionEvent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.SelfServiceLinkIssued;
import io.temoin.consent.permission.domain.LinkScope;
import io.temoin.consent.requests.RequestFields;
import io.temoin.consent.selfservice.SelfServiceToken.Link;
import io.temoin.consent.selfservice.domain.SelfServiceProblem;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.SubjectId;
import io.temoin.eventsourcing.TenantId;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
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
                    CorrelationFilter.recordedOf(request),
                    Traceparent.of(Span.current().getSpanContext()));
        }
    }

    /**
     * A visitor, and the caller whose acts are recorded.
     *
     * @param sight what bounds what is shown: what who made the link may see; absent where nothing
     *     does
     */
    record Visit(Visitor visitor, Caller person, @Nullable Visibility sight) {}

    private final SelfServiceToken tokens;
    private final ContactPermissionStream permissions;
    private final AgreementVisibility visibility;
    private final SignedInPerson person;
    private final WrongTokens wrong;
    private final Clock clock;

    SelfServiceVisits(
            SelfServiceToken tokens,
            ContactPermissionStream permissions,
            AgreementVisibility visibility,
            SignedInPerson person,
            WrongTokens wrong,
            Clock clock) {
        this.tokens = tokens;
        this.permissions = permissions;
        this.visibility = visibility;
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
     * <p>A link opens only what the person's stream says it was issued for: a leaked signing key
     * alone cannot make one.
     *
     * <p>Who made it holds its token. So a link of a processor shows what that processor may see,
     * and ends with its agreement.
     *
     * @throws Rejected when neither shows who it is
     * @throws TooManyGuesses when the token is wrong, and not the first of its address
     */
    Uni<Visit> visit(
            @Nullable String token,
            @Nullable String controller,
            LinkScope scope,
            RoutingContext request) {
        if (token == null && person.isThere()) {
            Visitor visitor = person.towards(RequestFields.party("controller", controller));
            return Uni.createFrom().item(new Visit(visitor, visitor.caller(request), null));
        }
        Link link = link(token, scope, request);
        Visitor visitor = new Visitor(link.tenant(), link.controller(), link.subject());
        Caller caller = visitor.caller(request);
        return permissions
                .history(caller, visitor.controller(), visitor.subject())
                .map(history -> issued(link, history))
                .flatMap(issued -> visit(visitor, caller, issued.boundTo()));
    }

    private Uni<Visit> visit(Visitor visitor, Caller caller, @Nullable PartyId boundTo) {
        return boundTo == null
                ? Uni.createFrom().item(new Visit(visitor, caller, null))
                : visibility
                        .of(visitor.tenant(), boundTo, visitor.controller())
                        .invoke(sight -> requireInForce(sight, visitor.controller()))
                        .map(sight -> new Visit(visitor, caller, sight));
    }

    private static void requireInForce(Visibility sight, PartyId controller) {
        if (!sight.worksFor(controller.value())) {
            throw SelfServiceToken.ended();
        }
    }

    private static SelfServiceLinkIssued issued(
            Link link, List<RecordedEvent<ContactPermissionEvent>> history) {
        return history.stream()
                .map(RecordedEvent::event)
                .filter(SelfServiceLinkIssued.class::isInstance)
                .map(SelfServiceLinkIssued.class::cast)
                .filter(said -> said.link().equals(link.id()))
                .filter(said -> said.expiresAt().equals(link.until()))
                .filter(said -> Set.copyOf(said.scopes()).equals(link.scopes()))
                .findFirst()
                .orElseThrow(SelfServiceToken::forged);
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
