// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.certificate;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.certificate.CertificateQuestion.OfDisposition;
import io.temoin.audit.certificate.CertificateQuestion.OfDispositions;
import io.temoin.audit.certificate.DispositionQueries.Found;
import io.temoin.audit.evidence.Cases;
import io.temoin.audit.inspection.InspectionStream;
import io.temoin.audit.inspection.domain.InspectionEvent.Certified;
import io.temoin.audit.inspection.domain.InspectionEvent.TrailSearched;
import io.temoin.audit.log.Proofs;
import io.temoin.audit.trail.TrailVisibility;
import io.temoin.chassis.requests.Caller;
import io.temoin.eventsourcing.Rejected;
import io.temoin.transparency.entry.ErasureCertificate;
import io.temoin.transparency.entry.ErasureStatement;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Makes certificates of erasure of what the log has. Nothing is signed for one: the entry, its
 * proof and the signed checkpoint are the certificate. Each is on record before it is given, as
 * every other look at the trail. Safe for several threads.
 */
@Singleton
class Certificates {

    /** An order and its confirmation are two entries; of a batch of documents there are more. */
    private static final int MOST_ENTRIES = 2 * ErasureCertificate.MOST_ITEMS;

    private static final String UNKNOWN = "The trail has no such disposition that you may see.";

    private static final String PREDATES =
            "This entry predates certificates: it does not say until when a backup may hold the"
                    + " key, or names a time before the destruction. Request an evidence bundle"
                    + " of the recording instead.";

    private static final String NOTHING =
            "The service that keeps the items refused to destroy any of this batch: nothing was"
                    + " destroyed under this order. They are ordered again.";

    private final DispositionQueries dispositions;
    private final Cases cases;
    private final InspectionStream inspections;

    Certificates(DispositionQueries dispositions, Cases cases, InspectionStream inspections) {
        this.dispositions = dispositions;
        this.cases = cases;
        this.inspections = inspections;
    }

    /**
     * The certificate of what is asked for, as far as the caller may see it.
     *
     * @throws Rejected in the {@code Uni}, when nothing of it is known, when no entry says enough,
     *     and when it is too much for one document
     * @throws NotYet in the {@code Uni}, while it is not confirmed or not in the signed log
     */
    Uni<ErasureCertificate> make(Caller caller, CertificateQuestion question) {
        return dispositions
                .find(caller.tenant(), question, TrailVisibility.of(caller), MOST_ENTRIES + 1)
                .invoke(found -> requireAll(question, found))
                .flatMap(found -> certificate(caller, found))
                .call(made -> inspections.record(caller, look(question, made)))
                .onFailure(Proofs::isNotYet)
                .transform(NotYet::signed);
    }

    private Uni<ErasureCertificate> certificate(Caller caller, List<Found> found) {
        List<String> entries = found.stream().filter(Found::certifiable).map(Found::entry).toList();
        long predating = found.stream().filter(Certificates::predates).count();
        if (entries.isEmpty()) {
            throw none(found, predating);
        }
        if (entries.size() > ErasureCertificate.MOST_ITEMS || found.size() > MOST_ENTRIES) {
            throw new Rejected(
                    CertificateProblem.CERTIFICATE_TOO_LARGE,
                    "There are more than 2000 destructions. Request certificates of single"
                            + " recordings or dispositions.");
        }
        return cases.proven(caller, entries, ErasureStatement.SHOWN)
                .map(
                        proven ->
                                new ErasureCertificate(
                                        proven.stream()
                                                .map(
                                                        one ->
                                                                ErasureCertificate.Item.of(
                                                                        one.entry(), one.proof()))
                                                .toList(),
                                        predating));
    }

    /** Of what is asked for by its id, nothing may be missing: a certificate is no list. */
    private static void requireAll(CertificateQuestion question, List<Found> found) {
        if (found.isEmpty()) {
            throw unknown();
        }
        if (question instanceof OfDisposition && found.stream().noneMatch(Found::confirmed)) {
            throw NotYet.confirmed();
        }
        if (question instanceof OfDispositions(var orders)) {
            requireEach(
                    orders,
                    orders(found, _ -> true),
                    CertificateProblem.DISPOSITION_UNKNOWN,
                    UNKNOWN);
            if (!orders(found, Found::confirmed).containsAll(orders)) {
                throw NotYet.confirmed();
            }
            requireEach(
                    orders,
                    orders(found, one -> !one.nothing()),
                    CertificateProblem.DISPOSITION_DESTROYED_NOTHING,
                    NOTHING);
            requireEach(
                    orders,
                    orders(found, Found::certifiable),
                    CertificateProblem.DISPOSITION_PREDATES_CERTIFICATES,
                    PREDATES);
        }
    }

    private static void requireEach(
            List<String> orders, Set<String> there, CertificateProblem problem, String detail) {
        for (int i = 0; i < orders.size(); i++) {
            if (!there.contains(orders.get(i))) {
                throw Rejected.at("/dispositions/" + i, problem, detail);
            }
        }
    }

    private static Set<String> orders(List<Found> found, Predicate<Found> which) {
        return found.stream()
                .filter(which)
                .map(one -> String.valueOf(one.order()))
                .collect(Collectors.toSet());
    }

    private static boolean predates(Found found) {
        return found.confirmed() && !found.certifiable() && !found.nothing();
    }

    private static RuntimeException none(List<Found> found, long predating) {
        if (predating > 0) {
            return new Rejected(CertificateProblem.DISPOSITION_PREDATES_CERTIFICATES, PREDATES);
        }
        return found.stream().anyMatch(Found::nothing)
                ? new Rejected(CertificateProblem.DISPOSITION_DESTROYED_NOTHING, NOTHING)
                : NotYet.confirmed();
    }

    private static Rejected unknown() {
        return new Rejected(CertificateProblem.DISPOSITION_UNKNOWN, UNKNOWN);
    }

    private static TrailSearched look(CertificateQuestion question, ErasureCertificate made) {
        SortedMap<String, String> asked = question.onRecord();
        asked.put("action", String.join(",", new TreeSet<>(ErasureStatement.ACTIONS.keySet())));
        List<String> named = question instanceof OfDispositions(var orders) ? orders : null;
        return new TrailSearched(asked, made.items().size(), new Certified(made.digest(), named));
    }
}
