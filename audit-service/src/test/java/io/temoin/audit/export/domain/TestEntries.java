// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export.domain;

import io.temoin.audit.intake.domain.AuditEntry;
import io.temoin.audit.intake.domain.AuditEntry.How;
import io.temoin.audit.intake.domain.AuditEntry.Links;
import io.temoin.audit.intake.domain.AuditEntry.StatedReason;
import io.temoin.audit.intake.domain.AuditEntry.Trace;
import io.temoin.audit.intake.domain.AuditEntry.What;
import io.temoin.audit.intake.domain.AuditEntry.When;
import io.temoin.audit.intake.domain.AuditEntry.Who;
import io.temoin.audit.intake.domain.AuditEntry.Why;
import io.temoin.audit.intake.domain.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Entries to be written and read back: an ordinary one, a bare one, and those of an attacker. */
final class TestEntries {

    private static final Instant AT = Instant.parse("2026-11-24T09:12:03.512345Z");
    private static final Instant RECORDED = Instant.parse("2026-11-24T09:12:03.655Z");

    private TestEntries() {}

    static AuditEntry listening() {
        return new AuditEntry(
                "0197a3c2-5a10-7c11-8f00-0c3a5b7d9e21.0",
                new Who("5c9d4c1e", "voix-du-rhone", "admin,supervisor"),
                new What("LISTENING_REFUSED", Outcome.REFUSED, List.of("NOT_ALIVE", "TOO_OLD")),
                new Why(
                        List.of("QUALITY", "TRAINING"),
                        new StatedReason("COMPLAINT", "TCK-2026-1187")),
                new How("recording", "ListeningRefused", "VOICE"),
                new When(AT, RECORDED),
                "LYON-3-117",
                new Links("rhone-telecom", "9f2b6c1d", "r1", "d1", "c1"),
                new Trace("cor-1", "cause.0", "recording-r1", 3));
    }

    /** One that says no more than it has to. */
    static AuditEntry bare() {
        return new AuditEntry(
                "e1.0",
                new Who("retention-service", "temoin", "service"),
                new What("ITEM_RETAINED", Outcome.DONE, List.of()),
                new Why(List.of(), null),
                new How("retention", "ItemRetained", null),
                new When(Instant.parse("2026-11-24T09:00:00Z"), RECORDED),
                null,
                new Links(null, null, null, null, null),
                new Trace("cor-2", null, "item-r1", 1));
    }

    /** One that has {@code value} wherever a text can be. */
    static AuditEntry everywhere(String value) {
        return new AuditEntry(
                value,
                new Who(value, value, value),
                new What(value, Outcome.UNCLASSIFIED, List.of(value, "B", value)),
                new Why(List.of("A", value), new StatedReason(value, value)),
                new How(value, value, value),
                new When(AT, RECORDED),
                value,
                new Links(value, value, value, value, value),
                new Trace(value, value, value, 9_007_199_254_740_993L),
                value);
    }

    static Stream<AuditEntry> all() {
        Stream<String> values =
                Stream.of(
                        "line\nbreak",
                        "\r\nX-Header: yes",
                        "carriage\rreturn",
                        "a \"quoted\" text",
                        "\"",
                        "\"\"",
                        "pipe|d",
                        "key=value other=value cs1=forged",
                        "] [forged@32473 actor=\"somebody else\"]",
                        "back\\slash",
                        "\\",
                        "\\n",
                        "\\;",
                        ";",
                        "a;b",
                        "comma,",
                        "'",
                        "'quoted'",
                        "=HYPERLINK(\"https://attacker.example\",\"open\")",
                        "+33612345678",
                        "-2+3+cmd|' /C calc'!A0",
                        "@SUM(1)",
                        "\tafter a tab",
                        "\uFF1Dwide",
                        " before and after ",
                        "<13>1 - - - - - -",
                        "12 <13>1 forged",
                        "CEF:0|a|b|c|d|e|1|",
                        "\u2028line separator\u2029\u0085",
                        "bell\u0007 and \u001b[31m escape\u007f",
                        "\uFEFFmark",
                        "🧾 é ß 漢字 \u202Ertl",
                        "x".repeat(10_000),
                        "🧾".repeat(3_000));
        return Stream.concat(Stream.of(listening(), bare()), values.map(TestEntries::everywhere));
    }
}
