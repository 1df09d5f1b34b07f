// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.selfservice;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.limits.AddressHolder;
import io.temoin.chassis.limits.Quota;
import io.temoin.chassis.limits.Quotas;
import io.temoin.chassis.limits.Quotas.Refusal;
import io.temoin.chassis.requests.TooManyRequests;
import io.temoin.consent.ConsentConfig;
import io.temoin.consent.ConsentConfig.OwnActs;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.rights.domain.DataSubjectRight;
import io.temoin.consent.selfservice.SelfServiceToken.Link;
import io.temoin.consent.selfservice.SelfServiceVisits.Arrival;
import io.temoin.consent.selfservice.SelfServiceVisits.Visit;
import io.temoin.consent.selfservice.SelfServiceVisits.Visitor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.shredding.SubjectId;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * How often people help themselves: by one link, and by one person towards one controller by all
 * links of one party, or signed in. Nobody is an attacker for using a right, so the quotas are
 * wider than anybody needs; but every data request has a legal deadline, and whoever holds a link
 * could set thousands. Each right has a quota of its own: none takes the place of another. Who
 * makes a link holds its token, so what a processor does with its links takes nothing from the
 * controller's, and no link takes anything from who has signed in.
 */
@Singleton
class SelfServiceQuotas {

    /** A refusal of any of them. */
    static final String REACHED = "self-service-quota-reached";

    /** A person mistypes nothing: a link is right or it is not. */
    static final int WRONG_TOKENS = 10;

    private static final Duration DAY = Duration.ofDays(1);

    private static final Quota WRONG =
            new Quota("wrong-links", WRONG_TOKENS, Duration.ofMinutes(1));

    private static final Refusal GUESSED =
            new Refusal(
                    TooManyRequests.CODE,
                    "Too many invalid links were opened from your address; wait for the time given"
                            + " in Retry-After.");

    private static final Refusal READ_OFTEN =
            new Refusal(
                    REACHED,
                    "You have viewed your records too often; wait for the time given in"
                            + " Retry-After.");

    private static final Refusal STATED =
            new Refusal(
                    REACHED,
                    "Your earlier statements are recorded and remain in effect. Wait for the time"
                            + " given in Retry-After before you make another.");

    private static final Refusal REQUESTED =
            new Refusal(
                    REACHED,
                    "Your earlier requests were received and will be answered. Wait for the time"
                            + " given in Retry-After before you repeat a request, or write to the"
                            + " company.");

    private static final Refusal LINKED =
            new Refusal(
                    REACHED,
                    "The maximum number of links for one person per day has been reached; use an"
                            + " existing link.");

    /** The quotas of one kind of act. */
    record Kind(Quota byLink, Quota byPerson, Quota signedIn, Refusal refusal) {

        private static Kind of(String name, OwnActs acts, Refusal refusal) {
            return new Kind(
                    new Quota("own-" + name + "-by-link", acts.maxPerLink(), acts.period()),
                    new Quota("own-" + name + "-by-person", acts.maxPerPerson(), acts.period()),
                    new Quota("own-" + name + "-signed-in", acts.maxPerPerson(), acts.period()),
                    refusal);
        }
    }

    private final Quotas quotas;
    private final EventStore store;
    private final AddressHolder addresses;
    private final Kind readings;
    private final Kind wishes;
    private final Kind withdrawals;
    private final Kind objections;
    private final Map<DataSubjectRight, Kind> dataRequests;
    private final Quota links;
    private final Quota repeatedLinks;

    SelfServiceQuotas(
            Quotas quotas, EventStore store, AddressHolder addresses, ConsentConfig config) {
        this.quotas = quotas;
        this.store = store;
        this.addresses = addresses;
        ConsentConfig.SelfService settings = config.selfService();
        this.readings = Kind.of("readings", settings.readings(), READ_OFTEN);
        this.wishes = Kind.of("wishes", settings.statements(), STATED);
        this.withdrawals = Kind.of("withdrawals", settings.statements(), STATED);
        this.objections = Kind.of("objections", settings.statements(), STATED);
        this.dataRequests = dataRequests(settings.dataRequests());
        this.links = new Quota("links-for-person", settings.linksPerDay(), DAY);
        this.repeatedLinks = new Quota("links-repeated", settings.linksPerDay(), DAY);
    }

    /** One for each right: asking for one takes nothing from the others. */
    private static Map<DataSubjectRight, Kind> dataRequests(OwnActs acts) {
        Map<DataSubjectRight, Kind> kinds = new EnumMap<>(DataSubjectRight.class);
        for (DataSubjectRight right : DataSubjectRight.values()) {
            String name = "data-requests-" + right.name().toLowerCase(Locale.ROOT);
            kinds.put(right, Kind.of(name, acts, REQUESTED));
        }
        return kinds;
    }

    /** A person looks at something. */
    Kind readings() {
        return readings;
    }

    /** A person says how they wish to be reached. */
    Kind wishes() {
        return wishes;
    }

    /** A person withdraws. */
    Kind withdrawals() {
        return withdrawals;
    }

    /** A person objects. */
    Kind objections() {
        return objections;
    }

    /** A person exercises a right. */
    Kind dataRequests(DataSubjectRight right) {
        return Objects.requireNonNull(dataRequests.get(right));
    }

    /**
     * An organisation makes a link for a person, who gets a message for each. A repetition sends
     * none, but opens the person's history and signs a token: as many of them are counted apart.
     */
    Uni<Void> link(PartyId controller, SubjectId person, EventMetadata metadata) {
        String holder = holder(controller, person) + "/" + metadata.actor().organisation();
        return isNew(metadata)
                .flatMap(
                        isNew ->
                                quotas.take(
                                        metadata.tenant(),
                                        isNew ? links : repeatedLinks,
                                        holder,
                                        LINKED));
    }

    /** A token that was never given out was tried. A right one is never held up by it. */
    Uni<Void> wrongToken(HttpServerRequest request) {
        return quotas.takeOutsideTenants(WRONG, addresses.of(request), GUESSED);
    }

    /** From the quota of a link, if one is followed; before anything is read for it. */
    Uni<Void> takeOfLink(Arrival arrival, Kind kind) {
        Link link = arrival.link();
        return link == null
                ? Uni.createFrom().voidItem()
                : quotas.take(link.tenant(), kind.byLink(), link.id().toString(), kind.refusal());
    }

    /** From the quota of the person: of the links of one party, or of who has signed in. */
    Uni<Void> takeOfPerson(Visit visit, Kind kind) {
        Visitor visitor = visit.visitor();
        String person = holder(visitor.controller(), visitor.subject());
        PartyId madeBy = visit.boundTo();
        return quotas.take(
                visitor.tenant(),
                visit.link() == null ? kind.signedIn() : kind.byPerson(),
                madeBy == null ? person : person + "/" + madeBy.value(),
                kind.refusal());
    }

    /** Whether an act is no repetition of one that was recorded. */
    Uni<Boolean> isNew(EventMetadata metadata) {
        return store.ofCommand(metadata.tenant(), metadata.commandId()).map(List::isEmpty);
    }

    private static String holder(PartyId controller, SubjectId person) {
        return controller.value() + "/" + person.value();
    }
}
