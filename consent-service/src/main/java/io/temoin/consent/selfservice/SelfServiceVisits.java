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
import io.temoin.consent.selfservice.SelfServiceQuotas.Kind;
import io.temoin.consent.selfservice.SelfServiceToken.Link;
import io.temoin.consent.selfservice.domain.SelfServiceProblem;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
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
     * Who asks, before anything of theirs is read.
     *
     * @param link what the token says, whose signature is right; absent when the person has signed
     *     in
     * @param scope what they come for
     */
    record Arrival(Visitor visitor, Caller person, @Nullable Link link, LinkScope scope) {}

    /**
     * A visitor, and the caller whose acts are recorded. What is done by a link names the event by
     * which it was issued as its cause: who made a link holds its token, so the trail must show
     * which link an act came by, and whose it was.
     *
     * @param link which was followed; absent when the person has signed in
     * @param cause the id of the event by which the link was issued; absent when there is none
     * @param boundTo whose sight bounds what is shown: who made the link; absent where nothing does
     * @param sight what that party may see; absent where nothing bounds it
     * @param history of the contact, as it was read to find the link; absent where nothing was read
     */
    record Visit(
            Visitor visitor,
            Caller person,
            @Nullable UUID link,
            @Nullable String cause,
            @Nullable PartyId boundTo,
            @Nullable Visibility sight,
            @Nullable List<RecordedEvent<ContactPermissionEvent>> history) {

        private static Visit signedIn(Arrival arrival) {
            return new Visit(arrival.visitor(), arrival.person(), null, null, null, null, null);
        }

        private Visit boundBy(Visibility bound) {
            return new Visit(visitor, person, link, cause, boundTo, bound, history);
        }

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
     * @throws Rejected when neither shows who it is, or the link and the controller disagree
     * @throws TooManyRequests in the {@code Uni}, when the token is one of many wrong ones of its
     *     address
     */
    Uni<Arrival> arrive(
            @Nullable String token,
            @Nullable String controller,
            LinkScope scope,
            RoutingContext request) {
        if (token == null && person.isThere()) {
            Visitor visitor = person.towards(RequestFields.party("controller", controller));
            return Uni.createFrom()
                    .item(new Arrival(visitor, visitor.caller(request), null, scope));
        }
        Link link;
        try {
            link = tokens.verify(token, scope, clock.instant());
        } catch (Rejected refusal) {
            return refused(refusal, request);
        }
        requireSame(link, controller);
        Visitor visitor = new Visitor(link.tenant(), link.controller(), link.subject());
        return Uni.createFrom().item(new Arrival(visitor, visitor.caller(request), link, scope));
    }

    /**
     * A visit on which something is done.
     *
     * <p>A link opens only what the person's stream says it was issued for: a leaked signing key
     * alone cannot make one. Its quota is taken before the history is read.
     *
     * <p>Who made it holds its token. So a link of a processor shows what that processor may see,
     * and ends with its agreement, but for withdrawing and objecting.
     *
     * @param act repeated with the same key, it does nothing and is counted as reading
     */
    Uni<Visit> open(Arrival arrival, Kind kind, EventMetadata act) {
        return quotas.isNew(act).flatMap(isNew -> open(arrival, isNew ? kind : quotas.readings()));
    }

    /** A visit on which something is read. */
    Uni<Visit> open(Arrival arrival, Kind kind) {
        return quotas.takeOfLink(arrival, kind)
                .chain(() -> follow(arrival))
                .call(visit -> quotas.takeOfPerson(visit, kind));
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

    private Uni<Visit> follow(Arrival arrival) {
        Link link = arrival.link();
        return link == null
                ? Uni.createFrom().item(Visit.signedIn(arrival))
                : permissions
                        .history(arrival.person(), link.controller(), link.subject())
                        .flatMap(history -> visit(arrival, issued(link, history), history));
    }

    private Uni<Visit> visit(
            Arrival arrival,
            RecordedEvent<SelfServiceLinkIssued> issued,
            List<RecordedEvent<ContactPermissionEvent>> history) {
        Visitor visitor = arrival.visitor();
        Visit whole =
                new Visit(
                        visitor,
                        arrival.person(),
                        issued.event().link(),
                        issued.id(),
                        issued.event().boundTo(),
                        null,
                        history);
        return whole.boundTo() == null
                ? Uni.createFrom().item(whole)
                : visibility
                        .find(visitor.tenant(), whole.boundTo(), visitor.controller())
                        .invoke(
                                sight ->
                                        requireInForce(
                                                sight, arrival.scope(), visitor.controller()))
                        .map(whole::boundBy);
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

    private Uni<Arrival> refused(Rejected refusal, RoutingContext request) {
        Uni<Arrival> answer = Uni.createFrom().failure(refusal);
        return refusal.code() == SelfServiceProblem.SELF_SERVICE_TOKEN_INVALID
                ? quotas.wrongToken(request.request()).chain(() -> answer)
                : answer;
    }
}
