// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.business;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.RetentionConfig;
import io.temoin.retention.business.BusinessReport.Target.WholeCall;
import io.temoin.retention.engine.domain.BusinessEvent;
import io.temoin.retention.engine.domain.BusinessFact;
import io.temoin.retention.engine.domain.Claims;
import io.temoin.retention.engine.domain.RetentionFacts;
import io.temoin.retention.register.RegisteredItemQueries;
import io.temoin.retention.register.RegisteredItemQueries.Found;
import io.temoin.retention.register.ReportedPurposes;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.report.ItemReference;
import io.temoin.retention.report.ItemReports;
import io.temoin.retention.report.ItemReports.Report;
import io.temoin.retention.report.domain.BusinessEventRules;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteBusinessEvent;
import io.temoin.retention.schedule.domain.ScheduleProblem;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was reported of calls by every route: of the call itself, and of the contracts that it is
 * linked to. The first report stands, whichever route it came by, and whether recordings of the
 * call are stored or not.
 */
@ApplicationScoped
class KnownBusiness {

    /** What happens to a person repeats, so it contradicts nothing: nobody is looked up. */
    private static final String NOBODY = "";

    private final ItemReports reports;
    private final RegisteredItemQueries registered;
    private final ReportedPurposes purposes;
    private final ZoneId zone;

    KnownBusiness(
            ItemReports reports,
            RegisteredItemQueries registered,
            ReportedPurposes purposes,
            RetentionConfig config) {
        this.reports = reports;
        this.registered = registered;
        this.purposes = purposes;
        this.zone = config.zone();
    }

    /**
     * A call is known by a recording of it, or by its decision while there is none. A report that
     * no recording takes may concern what else is kept of the call.
     */
    Uni<Void> requireTaken(
            ReportedItems.Known known,
            WholeCall call,
            @Nullable BusinessFact fact,
            EventMetadata metadata) {
        return registered
                .find(metadata.tenant(), call.decision())
                .map(items -> items.stream().filter(item -> isDecisionOf(item, call)).toList())
                .invoke(
                        decisions -> {
                            if (known.found() == 0 && decisions.isEmpty()) {
                                throw new Rejected(
                                        ScheduleProblem.ITEM_UNKNOWN,
                                        "No call of this controller has this decision, or it was"
                                                + " made only a moment ago.");
                            }
                            if (fact != null) {
                                requireTaken(known, fact, decisions, metadata);
                            }
                        })
                .call(
                        decisions ->
                                fact == null || decisions.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : requireNoContradiction(
                                                metadata.tenant(),
                                                call.controller(),
                                                List.of(call.decision()),
                                                fact))
                .replaceWithVoid();
    }

    private void requireTaken(
            ReportedItems.Known known,
            BusinessFact fact,
            List<Found> decisions,
            EventMetadata metadata) {
        NoteBusinessEvent command = BusinessIntake.noting(fact, metadata);
        if (!known.take(command)) {
            decisions.forEach(decision -> requireAfterTheCall(fact, decision));
        }
        if (decisions.stream().anyMatch(it -> purposes.concern(fact.event(), it.key().keptFor()))) {
            known.requireNoContradiction(command);
        } else {
            known.requireOne(command);
        }
    }

    /** By days, which is what many systems know. A claim may be older than the call. */
    private void requireAfterTheCall(BusinessFact fact, Found decision) {
        LocalDate startedOn = decision.key().startedOn();
        if (!Claims.concern(fact.event())
                && fact.at().atZone(zone).toLocalDate().isBefore(startedOn)) {
            throw Rejected.at(
                    "/at",
                    ScheduleProblem.EVENT_BEFORE_CALL,
                    "The call was decided on "
                            + startedOn
                            + "; what is dated before that day cannot have followed from it. What"
                            + " happened to its contract before is reported of the contract.");
        }
    }

    private static boolean isDecisionOf(Found item, WholeCall call) {
        return item.item().kind() == ItemKind.CALL_DECISION
                && item.item().controller().equals(call.controller());
    }

    /**
     * Refuses what contradicts all that is known of each of some calls; of claims, the streams
     * know.
     *
     * @param decisions of the calls, of which a request can wait for the first ones
     */
    Uni<Void> requireNoContradiction(
            TenantId tenant, String controller, List<UUID> decisions, BusinessFact fact) {
        if (Claims.concern(fact.event()) || decisions.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Multi.createFrom()
                .iterable(decisions.stream().sorted().limit(ReportedItems.AT_ONCE).toList())
                .onItem()
                .transformToUniAndConcatenate(
                        decision ->
                                reports.of(
                                        tenant,
                                        new ItemReference(decision, decision, controller, NOBODY)))
                .collect()
                .asList()
                .invoke(all -> requireNoContradiction(fact, all))
                .replaceWithVoid();
    }

    private static void requireNoContradiction(BusinessFact fact, List<List<Report>> ofCalls) {
        Rejected first = null;
        for (List<Report> ofCall : ofCalls) {
            try {
                BusinessEventRules.isNews(fact, happened(ofCall), Claims.NONE);
                return;
            } catch (Rejected contradiction) {
                first = first == null ? contradiction : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private static Map<BusinessEvent, Instant> happened(List<Report> reports) {
        Map<BusinessEvent, Instant> happened = Map.of();
        for (Report report : reports) {
            BusinessFact known = report.fact();
            if (!Claims.concern(known.event())) {
                happened = RetentionFacts.plus(happened, known.event(), known.at());
            }
        }
        return happened;
    }
}
