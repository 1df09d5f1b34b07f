// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.accesspackage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.consent.permission.domain.ContactPermissionEvent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.purpose.ControllerPurposes.PurposeStatus;
import io.temoin.consent.purpose.domain.ControllerPurpose.Active;
import io.temoin.consent.purpose.domain.ControllerPurpose.Declared;
import io.temoin.consent.purpose.domain.ControllerPurpose.Retired;
import io.temoin.consent.purpose.domain.ControllerPurpose.Revision;
import io.temoin.consent.purpose.domain.ControllerPurpose.Unknown;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.packageparts.vault.PartWriter;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a copy of the data tells about their processing (GDPR art. 15(1)(a), (c), (h) and (2)): what
 * the controller declared, and what a program decided.
 */
final class ProcessingTables {

    private ProcessingTables() {}

    /** The purposes that the controller declared; those that are over, too: data remain of them. */
    static void purposes(List<PurposeStatus> all, PartWriter.Table table) throws IOException {
        for (PurposeStatus one : all) {
            Revision revision = one.state().current();
            if (revision != null) {
                table.add(row(revision, state(one)));
            }
        }
    }

    private static String state(PurposeStatus purpose) {
        return switch (purpose.state()) {
            case Unknown _ -> "UNKNOWN";
            case Declared _ -> "DECLARED";
            case Active _ -> "ACTIVE";
            case Retired _ -> "RETIRED";
        };
    }

    private static ObjectNode row(Revision revision, String state) {
        var terms = revision.terms();
        ObjectNode row = PartWriter.row();
        row.put("purpose", revision.purpose().value());
        row.put("state", state);
        row.put("legalBasis", terms.legalBasis().name());
        row.put("keepFor", text(terms.keepFor()));
        row.put("reference", terms.keepingReference());
        row.putArray("recipients");
        terms.recipients().forEach(it -> row.withArray("recipients").add(it));
        row.putArray("transfers");
        terms.transfers()
                .forEach(
                        it ->
                                row.withArray("transfers")
                                        .add(it.country() + ": " + it.safeguard().name()));
        return row;
    }

    /** What was decided about the person by rules alone; no row for what never was. */
    static void automated(
            List<RecordedEvent<ContactPermissionEvent>> history, PartWriter.Table table)
            throws IOException {
        List<CallDecided> decisions =
                history.stream()
                        .map(RecordedEvent::event)
                        .filter(CallDecided.class::isInstance)
                        .map(CallDecided.class::cast)
                        .toList();
        automated(decisions, _ -> true, "CALL_PERMISSION", "RULES", "CALLED_OR_NOT", table);
        automated(
                decisions,
                one -> one.recording() != null,
                "CALL_RECORDING",
                "RULES_AND_CHANCE",
                "RECORDED_OR_NOT",
                table);
    }

    private static void automated(
            List<CallDecided> all,
            Predicate<CallDecided> concerned,
            String kind,
            String logic,
            String consequence,
            PartWriter.Table table)
            throws IOException {
        List<CallDecided> decisions = all.stream().filter(concerned).toList();
        if (decisions.isEmpty()) {
            return;
        }
        Set<String> rules = new TreeSet<>();
        Instant first = decisions.getFirst().at();
        Instant last = first;
        for (CallDecided one : decisions) {
            one.ruleSets().forEach(it -> rules.add(it.id() + " " + it.version()));
            first = one.at().isBefore(first) ? one.at() : first;
            last = one.at().isAfter(last) ? one.at() : last;
        }
        ObjectNode row = PartWriter.row();
        row.put("kind", kind);
        row.put("decisions", decisions.size());
        row.put("firstAt", first.toString());
        row.put("lastAt", last.toString());
        row.putArray("ruleSets");
        rules.forEach(it -> row.withArray("ruleSets").add(it));
        row.put("logic", logic);
        row.put("consequence", consequence);
        table.add(row);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
