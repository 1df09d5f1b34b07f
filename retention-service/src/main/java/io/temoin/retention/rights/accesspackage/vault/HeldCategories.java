// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.vault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.packageparts.vault.PartWriter;
import io.temoin.retention.person.PersonItem;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.schedule.ItemExplanations.ExplainedItem;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What kinds of data are kept of a person, where they come from, for what and until when (GDPR art.
 * 15(1)(a), (b), (d) and (g)): counted while the items pass, so that one line a kind is in memory.
 */
final class HeldCategories {

    private static final String RECORDING = "RECORDING";

    /** Items of one kind. */
    private static final class Category {
        private final String service;
        private final Set<String> purposes = new TreeSet<>();
        private long kept;
        private long withoutLastDay;
        private @Nullable LocalDate lastDay;

        Category(String service) {
            this.service = service;
        }

        void add(@Nullable LocalDate dueOn) {
            kept++;
            if (dueOn == null) {
                withoutLastDay++;
            } else if (lastDay == null || dueOn.isAfter(lastDay)) {
                lastDay = dueOn;
            }
        }
    }

    private final Map<String, Category> categories = new TreeMap<>();

    /** A recording; one that is destroyed is kept no more. */
    void add(ExplainedItem recording) {
        if (recording.erasedAt() == null) {
            Category category = category(RECORDING, RECORDING);
            category.purposes.addAll(recording.purposes());
            category.add(recording.dueOn());
        }
    }

    /** Anything else; one that is destroyed is kept no more. */
    void add(PersonItem item) {
        if (item.erasedAt() == null) {
            Category category = category(item.kind(), item.service());
            item.because().forEach(bound -> category.purposes.add(bound.purpose()));
            category.add(item.end().dueOn());
        }
    }

    private Category category(String kind, String service) {
        return categories.computeIfAbsent(kind, _ -> new Category(service));
    }

    /** One row a kind. */
    void writeTo(PartWriter.Table table) throws IOException {
        for (Map.Entry<String, Category> each : categories.entrySet()) {
            Category category = each.getValue();
            ObjectNode row = PartWriter.row();
            row.put("kind", each.getKey());
            row.put("service", category.service);
            row.put("comesFrom", originOf(each.getKey()));
            row.put("kept", category.kept);
            category.purposes.forEach(row.putArray("purposes")::add);
            row.put("lastDay", category.lastDay == null ? null : category.lastDay.toString());
            row.put("withoutLastDay", category.withoutLastDay);
            table.add(row);
        }
    }

    /** Where data of a kind come from. */
    private static String originOf(String kind) {
        if (kind.equals(RECORDING)) {
            return "CALL";
        }
        return switch (ItemKind.valueOf(kind)) {
            case CONSENT_PROOF, PREFERENCE, SUPPRESSION, REQUEST -> "PERSON";
            case CALL_ATTEMPT, NOTICE_SERVED -> "CALLER";
            case CALL_DECISION -> "PROGRAM";
            case SELF_SERVICE_LINK -> "CONTROLLER";
            case SHEET -> "EVALUATOR";
            case TRANSCRIPT -> "CALL";
            case EXPORT, EVIDENCE -> "TRAIL";
        };
    }
}
