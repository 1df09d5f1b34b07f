// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import io.temoin.audit.intake.domain.AuditEntry;
import io.temoin.audit.intake.domain.AuditEntry.How;
import io.temoin.audit.intake.domain.AuditEntry.Links;
import io.temoin.audit.intake.domain.AuditEntry.StatedReason;
import io.temoin.audit.intake.domain.AuditEntry.Trace;
import io.temoin.audit.intake.domain.AuditEntry.What;
import io.temoin.audit.intake.domain.AuditEntry.When;
import io.temoin.audit.intake.domain.AuditEntry.Who;
import io.temoin.audit.intake.domain.AuditEntry.Why;
import io.temoin.audit.intake.domain.EntryColumn;
import io.temoin.audit.intake.domain.Outcome;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads entries from rows. By the places of the columns: looking for a name among so many takes
 * longer than reading what it names.
 */
public final class EntryRows {

    /** Of the table {@code e}: what a statement selects first of an entry. */
    public static final String COLUMNS =
            Arrays.stream(EntryColumn.values())
                    .map(column -> "e." + column.column())
                    .collect(Collectors.joining(", "));

    /** How many these are. */
    static final int WIDTH = EntryColumn.values().length;

    private static final Map<EntryColumn, Integer> PLACES = new EnumMap<>(EntryColumn.class);

    static {
        for (EntryColumn column : EntryColumn.values()) {
            PLACES.put(column, PLACES.size());
        }
    }

    private final Row row;
    private final int first;

    private EntryRows(Row row, int first) {
        this.row = row;
        this.first = first;
    }

    /**
     * Reads an entry.
     *
     * @param first the place of the first of {@link #COLUMNS}
     * @throws TrailDiffers when it has an outcome or a code that is none: it did not come in by the
     *     intake
     */
    public static AuditEntry entry(Row row, int first) {
        return new EntryRows(row, first).entry();
    }

    private AuditEntry entry() {
        return new AuditEntry(
                text(EntryColumn.EVENT),
                new Who(
                        text(EntryColumn.ACTOR),
                        text(EntryColumn.ORGANISATION),
                        text(EntryColumn.ROLE)),
                new What(text(EntryColumn.ACTION), outcome(), codes(EntryColumn.BECAUSE)),
                new Why(codes(EntryColumn.PURPOSES), reason()),
                new How(
                        text(EntryColumn.SERVICE),
                        text(EntryColumn.OPERATION),
                        optional(EntryColumn.CHANNEL)),
                new When(instant(EntryColumn.AT), instant(EntryColumn.RECORDED_AT)),
                optional(EntryColumn.WORKSTATION),
                new Links(
                        optional(EntryColumn.CONTROLLER),
                        optional(EntryColumn.SUBJECT),
                        optional(EntryColumn.RECORDING),
                        optional(EntryColumn.DECISION),
                        optional(EntryColumn.CONSENT)),
                new Trace(
                        text(EntryColumn.CORRELATION),
                        optional(EntryColumn.CAUSATION),
                        text(EntryColumn.STREAM),
                        row.getLong(at(EntryColumn.SEQUENCE))),
                optional(EntryColumn.REPORTED_BY));
    }

    private int at(EntryColumn column) {
        return first + Objects.requireNonNull(PLACES.get(column));
    }

    private String text(EntryColumn column) {
        return row.getString(at(column));
    }

    private @Nullable String optional(EntryColumn column) {
        return row.getString(at(column));
    }

    private Instant instant(EntryColumn column) {
        return row.getOffsetDateTime(at(column)).toInstant();
    }

    /** The intake lets no empty place in, and nobody else may say what a row without a code is. */
    private List<String> codes(EntryColumn column) {
        String @Nullable [] codes = row.getArrayOfStrings(at(column));
        if (codes == null || Arrays.stream(codes).anyMatch(Objects::isNull)) {
            throw differs();
        }
        return List.of(codes);
    }

    private Outcome outcome() {
        String name = text(EntryColumn.OUTCOME);
        return Arrays.stream(Outcome.values())
                .filter(outcome -> outcome.name().equals(name))
                .findFirst()
                .orElseThrow(this::differs);
    }

    private @Nullable StatedReason reason() {
        @Nullable String code = optional(EntryColumn.REASON_CODE);
        return code == null ? null : new StatedReason(code, optional(EntryColumn.REASON_REFERENCE));
    }

    private TrailDiffers differs() {
        return new TrailDiffers(text(EntryColumn.EVENT));
    }
}
