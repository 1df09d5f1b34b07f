// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import io.temoin.audit.intake.domain.AuditEntry.StatedReason;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an entry says, piece by piece: the columns of the trail's table, the statements of the log
 * and the cells of a CSV file. They are in the order in which the log commits to them, which never
 * changes; a new one comes last.
 */
public enum EntryColumn {
    EVENT("event_id", "event", Kind.TEXT),
    AT("at", "at", Kind.INSTANT),
    RECORDED_AT("recorded_at", "recordedAt", Kind.INSTANT),
    SERVICE("service", "service", Kind.TEXT),
    OPERATION("operation", "operation", Kind.TEXT),
    CHANNEL("channel", "channel", Kind.TEXT),
    ACTION("action", "action", Kind.TEXT),
    OUTCOME("outcome", "outcome", Kind.TEXT),
    BECAUSE("because", "because", Kind.CODES),
    ACTOR("actor", "actor", Kind.TEXT),
    ORGANISATION("organisation", "organisation", Kind.TEXT),
    ROLE("role", "role", Kind.TEXT),
    WORKSTATION("workstation", "workstation", Kind.TEXT),
    PURPOSES("purposes", "purposes", Kind.CODES),
    REASON_CODE("reason_code", "reasonCode", Kind.TEXT),
    REASON_REFERENCE("reason_reference", "reasonReference", Kind.TEXT),
    CONTROLLER("controller", "controller", Kind.TEXT),
    SUBJECT("subject", "subject", Kind.TEXT),
    RECORDING("recording", "recording", Kind.TEXT),
    DECISION("decision", "decision", Kind.TEXT),
    CONSENT("consent", "consent", Kind.TEXT),
    CORRELATION("correlation", "correlation", Kind.TEXT),
    CAUSATION("causation", "causation", Kind.TEXT),
    STREAM("stream", "stream", Kind.TEXT),
    SEQUENCE("sequence", "sequence", Kind.NUMBER),
    REPORTED_BY("reported_by", "reportedBy", Kind.TEXT);

    /** The type of a value: a string, a list of strings, an {@link Instant}, a {@code Long}. */
    public enum Kind {
        TEXT,
        CODES,
        INSTANT,
        NUMBER
    }

    private final String column;
    private final String field;
    private final Kind kind;

    EntryColumn(String column, String field, Kind kind) {
        this.column = column;
        this.field = field;
        this.kind = kind;
    }

    /** Its name in the database. */
    public String column() {
        return column;
    }

    /** Its name in the log, in evidence and in exports. */
    public String field() {
        return field;
    }

    /** The type of its values. */
    public Kind kind() {
        return kind;
    }

    /** What an entry says; {@code null} where it says nothing. */
    public @Nullable Object of(AuditEntry entry) {
        @Nullable StatedReason reason = entry.why().reason();
        return switch (this) {
            case EVENT -> entry.id();
            case AT -> entry.when().at();
            case RECORDED_AT -> entry.when().recordedAt();
            case SERVICE -> entry.how().service();
            case OPERATION -> entry.how().operation();
            case CHANNEL -> entry.how().channel();
            case ACTION -> entry.what().action();
            case OUTCOME -> entry.what().outcome().name();
            case BECAUSE -> entry.what().because();
            case ACTOR -> entry.who().actor();
            case ORGANISATION -> entry.who().organisation();
            case ROLE -> entry.who().role();
            case WORKSTATION -> entry.workstation();
            case PURPOSES -> entry.why().purposes();
            case REASON_CODE -> reason == null ? null : reason.code();
            case REASON_REFERENCE -> reason == null ? null : reason.reference();
            case CONTROLLER -> entry.links().controller();
            case SUBJECT -> entry.links().subject();
            case RECORDING -> entry.links().recording();
            case DECISION -> entry.links().decision();
            case CONSENT -> entry.links().consent();
            case CORRELATION -> entry.trace().correlation();
            case CAUSATION -> entry.trace().causation();
            case STREAM -> entry.trace().stream();
            case SEQUENCE -> entry.trace().sequence();
            case REPORTED_BY -> entry.reportedBy();
        };
    }

    /**
     * What an entry says, as one text.
     *
     * @param joined how several codes become one
     */
    public @Nullable String textOf(AuditEntry entry, Function<List<String>, String> joined) {
        return switch (of(entry)) {
            case null -> null;
            case List<?> codes -> joined.apply(codes.stream().map(Object::toString).toList());
            case Object one -> one.toString();
        };
    }
}
