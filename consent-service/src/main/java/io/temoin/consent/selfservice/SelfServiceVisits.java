// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.selfservice;

import io.opentelemetry.api.trace.Span;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.CorrelationFilter;
import io.temoin.chassis.requests.TooManyRequests;
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
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
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
     * A visitor, and the caller whose acts are recorded. What is done by a link names the event by
     * which it was issued as its cause: who made a link holds its token, so the trail must show
     * which link an act came by, and whose it was.
     *
     * @param link which was followed; absent when the person has signed in
     * @param cause the id of the event by which the link was issued; absent when there is none
     * @param sight what bounds what is shown: what who made the link may see; absent where nothing
     *     does
     */
    record Visit(
            Visitor visitor,
            Caller person,
            @Nullable UUID link,
            @Nullable String cause,
            @Nullable Visibility sight) {

        /** Circumstances of something done on this visit. */
        EventMetadata caused(EventMetadata act) {
            return new EventMetadata(
                    act.tenant(),
                    act.actor(),
                    act.commandId(),
                    act.requestHash(),
                    act.correlation(),
                    cause,
                    act.traceparent(),
                    act.at());
        }
    }

    private static final Set<LinkScope> ENDINGS = Set.of(LinkScope.WITHDRAW, LinkScope.OBJECT);

    private final SelfServiceToken tokens;
    private final ContactPermissionStream permissions;
    private final AgreementVisibility visibility;
    private final SignedInPerson person;
    private final SelfServiceQuotas quotas;
    private final Clock clock;

    SelfServiceVisits(
            SelfServiceToken tokens,
            ContactPermissionStream permissions,
            AgreementVisibility visibility,
            SignedInPerson person,
            SelfServiceQuotas quotas,
            Clock clock) {
        this.tokens = tokens;
        this.permissions = permissions;
        this.visibility = visibility;
        this.person = person;
        this.quotas = quotas;
        this.clock = clock;
    }

    /**
     * Who asks. A link opens what it was given for, towards the controller it names; without one,
     * who has signed in may do everything for themselves, towards the controller they name. What is
     * named beside a link has to be its own.
     *
     * <p>A link opens only what the person's stream says it was issued for: a leaked signing key
     * alone cannot make one.
     *
     * <p>Who made it holds its token. So a link of a processor shows what that processor may see,
     * and ends with its agreement, but for withdrawing and objecting.
     *
     * @throws Rejected when neither shows who it is, or the link and the controller disagree
     * @throws TooManyRequests in the {@code Uni}, when the token is one of many wrong ones of its
     *     address
     */
    Uni<Visit> visit(
            @Nullable String token,
            @Nullable String controller,
            LinkScope scope,
            RoutingContext request) {
        if (token == null && person.isThere()) {
            Visitor visitor = person.towards(RequestFields.party("controller", controller));
            return Uni.createFrom().item(new Visit(visitor, visitor.caller(request), null, null, null));
        }
        Link link;
        try {
            link = tokens.verify(token, scope, clock.instant());
        } catch (Rejected refusal) {
            return refused(refusal, request);
        }
        requireSame(link, controller);
        return follow(link, scope, request);
    }

    /** Whoever names another controller means another one, and would act towards this one. */
    private static void requireSame(Link link, @Nullable String controller) {
        PartyId named = RequestFields.optionalParty("controller", controller);
        if (named != null && !named.equals(link.controller())) {
            throw RequestFields.refused(
                    "controller",
                    "value-contradictory",
                    "The link was issued for another controller; omit the parameter.");
        }
    }

    private Uni<Visit> follow(Link link, LinkScope scope, RoutingContext request) {
        Visitor visitor = new Visitor(link.tenant(), link.controller(), link.subject());
        Caller caller = visitor.caller(request);
        return permissions
                .history(caller, visitor.controller(), visitor.subject())
                .map(history -> issued(link, history))
                .flatMap(issued -> visit(visitor, caller, scope, issued));
    }

    private Uni<Visit> visit(
            Visitor visitor,
            Caller caller,
            LinkScope scope,
            RecordedEvent<SelfServiceLinkIssued> issued) {
        UUID link = issued.event().link();
        PartyId boundTo = issued.event().boundTo();
        return boundTo == null
                ? Uni.createFrom().item(new Visit(visitor, caller, link, issued.id(), null))
                : visibility
                        .of(visitor.tenant(), boundTo, visitor.controller())
                        .invoke(sight -> requireInForce(sight, scope, visitor.controller()))
                        .map(sight -> new Visit(visitor, caller, link, issued.id(), sight));
    }

    /** A "no" is taken whoever made the link: withdrawing is as easy as consenting (art. 7(3)). */
    private static void requireInForce(Visibility sight, LinkScope scope, PartyId controller) {
        if (!sight.worksFor(controller.value()) && !ENDINGS.contains(scope)) {
            throw SelfServiceToken.ended();
        }
    }

    private static RecordedEvent<SelfServiceLinkIssued> issued(
            Link link, List<RecordedEvent<ContactPermissionEvent>> history) {
        for (RecordedEvent<ContactPermissionEvent> recorded : history) {
            if (recorded.event() instanceof SelfServiceLinkIssued said && isSaid(link, said)) {
                return new RecordedEvent<>(
                        said, recorded.version(), recorded.id(), recorded.metadata());
            }
        }
        throw SelfServiceToken.forged();
    }

    private static boolean isSaid(Link link, SelfServiceLinkIssued said) {
        return said.link().equals(link.id())
                && said.expiresAt().equals(link.until())
                && Set.copyOf(said.scopes()).equals(link.scopes());
    }

    private Uni<Visit> refused(Rejected refusal, RoutingContext request) {
        Uni<Visit> answer = Uni.createFrom().failure(refusal);
        return refusal.code() == SelfServiceProblem.SELF_SERVICE_TOKEN_INVALID
                ? quotas.wrongToken(request.request().remoteAddress()).chain(() -> answer)
                : answer;
    }
}
