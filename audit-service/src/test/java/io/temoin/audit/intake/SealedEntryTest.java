// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.audit.intake.domain.AuditEntry;
import io.temoin.audit.intake.domain.AuditEntry.How;
import io.temoin.audit.intake.domain.AuditEntry.Links;
import io.temoin.audit.intake.domain.AuditEntry.Trace;
import io.temoin.audit.intake.domain.AuditEntry.What;
import io.temoin.audit.intake.domain.AuditEntry.When;
import io.temoin.audit.intake.domain.AuditEntry.Who;
import io.temoin.audit.intake.domain.AuditEntry.Why;
import io.temoin.audit.intake.domain.EntryField.About;
import io.temoin.audit.intake.domain.EntryFields;
import io.temoin.audit.intake.domain.Outcome;
import io.temoin.audit.log.Shard;
import io.temoin.shredding.TenantId;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.entry.Commitment;
import io.temoin.transparency.entry.Disclosure;
import io.temoin.transparency.entry.SaltSeed;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SealedEntryTest {

    private static final Instant AT = Instant.parse("2026-11-24T09:12:03Z");
    private static final SaltSeed ACTION = seed(1);
    private static final SaltSeed SUBJECT = seed(2);
    private static final AuditEntry ENTRY =
            new AuditEntry(
                    "e1.0",
                    new Who("claire-sub", "voix-du-rhone", "supervisor"),
                    new What("LISTENING_GRANTED", Outcome.ALLOWED, List.of()),
                    new Why(List.of("TRAINING"), null),
                    new How("recording", "ListeningGranted", null),
                    new When(AT, AT),
                    "LYON-3-117",
                    new Links(
                            "rhone-telecom", "9f2b6c1d3e4f5a60718293a4b5c6d7e8", "r1", null, null),
                    new Trace("corr", null, "recording-r1", 3));

    private final SealedEntry sealed =
            SealedEntry.of(
                    ENTRY,
                    new Shard("s", new TenantId("helios"), "2026-2"),
                    UUID.fromString("0f0e0d0c-0b0a-4908-8706-050403020100"),
                    new SealedEntry.Salts(ACTION, SUBJECT, "kept"));

    @Test
    void commitsToEveryField() {
        Commitment all = Commitment.to(everyField());

        sealed.leaf().verify(all);
        all.verify(List.of(ACTION.disclose("actor", "\"claire-sub\"")));
        assertThatThrownBy(() -> all.verify(List.of(ACTION.disclose("actor", "\"boris\""))))
                .isInstanceOf(Untrusted.class);
    }

    /** Whoever has the other seed alone cannot try pseudonyms until one fits. */
    @Test
    void saltsTheSubjectApart() {
        Commitment all = Commitment.to(everyField());
        String subject = "\"9f2b6c1d3e4f5a60718293a4b5c6d7e8\"";

        all.verify(List.of(SUBJECT.disclose("subject", subject)));
        assertThatThrownBy(() -> all.verify(List.of(ACTION.disclose("subject", subject))))
                .isInstanceOf(Untrusted.class);
    }

    private static List<Disclosure> everyField() {
        return EntryFields.of(ENTRY).stream()
                .map(
                        field ->
                                (field.about() == About.SUBJECT ? SUBJECT : ACTION)
                                        .disclose(field.name(), field.value()))
                .toList();
    }

    private static SaltSeed seed(int filling) {
        byte[] bytes = new byte[SaltSeed.SIZE];
        Arrays.fill(bytes, (byte) filling);
        return SaltSeed.of(bytes);
    }
}
