// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.intake.domain.AuditEntry;
import io.temoin.audit.intake.domain.AuditEntry.How;
import io.temoin.audit.intake.domain.AuditEntry.Links;
import io.temoin.audit.intake.domain.AuditEntry.Trace;
import io.temoin.audit.intake.domain.AuditEntry.What;
import io.temoin.audit.intake.domain.AuditEntry.When;
import io.temoin.audit.intake.domain.AuditEntry.Who;
import io.temoin.audit.intake.domain.AuditEntry.Why;
import io.temoin.audit.intake.domain.Outcome;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.InMemoryShreddableKeys;
import io.temoin.shredding.keys.Tampered;
import io.temoin.transparency.entry.SaltSeed;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is kept of a seed opens for its tenant, entry and person, and for nobody once erased. */
class SubjectKeysTest {

    private static final Instant AT = Instant.parse("2026-11-24T09:12:03Z");
    private static final TenantId HELIOS = new TenantId("helios");
    private static final String CLAIRE = "9f2b6c1d3e4f5a60718293a4b5c6d7e8";
    private static final String BORIS = "1f2b6c1d3e4f5a60718293a4b5c6d7e8";
    private static final SaltSeed SEED = seed();

    private final SubjectKeyring keyring =
            new SubjectKeyring(
                    new InMemoryShreddableKeys(), (_, _) -> Uni.createFrom().item(Map.of()));

    @Test
    void opensWhatItSealed() {
        AuditEntry entry = entry("e1", CLAIRE, "contact-a-" + CLAIRE);

        byte[] kept = sealed(HELIOS, entry);

        assertThat(kept).hasSize(77);
        assertThat(letters(kept)).doesNotContain(letters(SEED.bytes()));
        assertThat(open(HELIOS, entry, kept)).isEqualTo(SEED);
    }

    private static String letters(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void isBoundToTenantEntryAndPerson() {
        AuditEntry entry = entry("e1", CLAIRE, "s");
        byte[] kept = sealed(HELIOS, entry);
        TenantId other = new TenantId("other");
        sealed(other, entry);
        sealed(HELIOS, entry("e2", BORIS, "s"));

        assertThatThrownBy(() -> open(HELIOS, entry("e2", CLAIRE, "s"), kept))
                .isInstanceOf(Tampered.class);
        assertThatThrownBy(() -> open(HELIOS, entry("e1", BORIS, "s"), kept))
                .isInstanceOf(Tampered.class);
        assertThatThrownBy(() -> open(HELIOS, entry("e1", null, "s"), kept))
                .isInstanceOf(Tampered.class);
        assertThatThrownBy(() -> open(other, entry, kept)).isInstanceOf(Tampered.class);
    }

    @Test
    void keepsTheSeedOfAnEntryOfNobodyInClear() {
        for (AuditEntry entry :
                List.of(entry("e1", null, "purpose-1"), entry("e1", "no-pseudonym", "s"))) {
            assertThat(sealed(HELIOS, entry)).isEqualTo(SEED.bytes());
            assertThat(open(HELIOS, entry, SEED.bytes())).isEqualTo(SEED);
        }
    }

    @Test
    void opensNoSeedOfAPersonInClear() {
        AuditEntry entry = entry("e1", CLAIRE, "s");
        sealed(HELIOS, entry);

        assertThatThrownBy(() -> open(HELIOS, entry, SEED.bytes())).isInstanceOf(Tampered.class);
    }

    /** Also of a row that a backup brought back, in either form. */
    @Test
    void opensNothingOfAnErasedPerson() {
        AuditEntry entry = entry("e1", CLAIRE, "s");
        byte[] kept = sealed(HELIOS, entry);

        erase(CLAIRE);

        assertThat(open(HELIOS, entry, kept)).isNull();
        assertThat(open(HELIOS, entry, SEED.bytes())).isNull();
        assertThat(open(HELIOS, entry, null)).isNull();
        SubjectKeys keys = keyring.forNew(HELIOS, List.of(entry)).await().indefinitely();
        assertThat(keys.isErased(CLAIRE)).isTrue();
        assertThatThrownBy(() -> keys.seal(entry, SEED)).isInstanceOf(IllegalStateException.class);
    }

    /** Their name is salted with what tells of whom they acted for, who has a key still. */
    @Test
    void opensNothingOfAnEntryInWhichAnErasedPersonActed() {
        AuditEntry aboutNobody = actingBy(BORIS, entry("e2", null, "s"));
        AuditEntry aboutClaire = actingBy(BORIS, entry("e1", CLAIRE, "s"));
        byte[] kept = sealed(HELIOS, aboutClaire);
        assertThat(open(HELIOS, aboutClaire, kept)).isEqualTo(SEED);
        assertThat(open(HELIOS, aboutNobody, SEED.bytes())).isEqualTo(SEED);

        erase(BORIS);

        assertThat(open(HELIOS, aboutClaire, kept)).isNull();
        assertThat(open(HELIOS, aboutNobody, SEED.bytes())).isNull();
        AuditEntry byAnother = entry("e3", CLAIRE, "s");
        assertThat(open(HELIOS, byAnother, sealed(HELIOS, byAnother))).isEqualTo(SEED);
    }

    @Test
    void noSaltsAreThoseOfAnEntryThatNamesNobody() {
        assertThat(open(HELIOS, entry("e1", null, "erased"), null)).isNull();
        assertThatThrownBy(() -> open(HELIOS, entry("e1", CLAIRE, "erased"), null))
                .isInstanceOf(Tampered.class);
        assertThatThrownBy(() -> open(HELIOS, entry("e1", null, "contact-a-" + CLAIRE), null))
                .isInstanceOf(Tampered.class);
    }

    /** Nothing says that somebody wanted it gone. */
    @Test
    void aLostKeyIsNoErasure() {
        AuditEntry entry = entry("e1", CLAIRE, "s");
        byte[] kept = sealed(HELIOS, entry);
        SubjectKeyring without =
                new SubjectKeyring(
                        new InMemoryShreddableKeys(), (_, _) -> Uni.createFrom().item(Map.of()));
        SubjectKeys keys = without.forKept(HELIOS, List.of(entry)).await().indefinitely();

        assertThatThrownBy(() -> keys.open(entry, kept)).isInstanceOf(Tampered.class);
    }

    /** Reading makes no key, and neither does somebody who acts. */
    @Test
    void makesKeysForDataSubjectsOnly() {
        AuditEntry entry = entry("e1", CLAIRE, "s").without(_ -> false);
        AuditEntry acting = actingBy(BORIS, entry);
        keyring.forKept(HELIOS, List.of(entry("e1", CLAIRE, "s"), acting)).await().indefinitely();
        keyring.forNew(HELIOS, List.of(acting)).await().indefinitely();

        assertThat(erase(CLAIRE)).isFalse();
        assertThat(erase(BORIS)).isFalse();
        SubjectKeys keys = keyring.forNew(HELIOS, List.of(acting)).await().indefinitely();
        assertThat(keys.isErased(BORIS)).isTrue();
        assertThat(acting.without(keys::isErased).who().actor())
                .isEqualTo(AuditEntry.ERASED_BEFORE);
    }

    /** Answers whether there was a key. */
    private boolean erase(String person) {
        return keyring.destroy(HELIOS, new SubjectId(person), "DSR-1", AT)
                        .await()
                        .indefinitely()
                        .keyId()
                != null;
    }

    private byte[] sealed(TenantId tenant, AuditEntry entry) {
        return keyring.forNew(tenant, List.of(entry)).await().indefinitely().seal(entry, SEED);
    }

    private @Nullable SaltSeed open(TenantId tenant, AuditEntry entry, byte @Nullable [] kept) {
        return keyring.forKept(tenant, List.of(entry)).await().indefinitely().open(entry, kept);
    }

    private static AuditEntry actingBy(String actor, AuditEntry entry) {
        return new AuditEntry(
                entry.id(),
                new Who(actor, "voix-du-rhone", "agent"),
                entry.what(),
                entry.why(),
                entry.how(),
                entry.when(),
                null,
                entry.links(),
                entry.trace());
    }

    private static AuditEntry entry(String id, @Nullable String subject, String stream) {
        return new AuditEntry(
                id,
                new Who("claire-sub", "voix-du-rhone", "supervisor"),
                new What("LISTENING_GRANTED", Outcome.ALLOWED, List.of()),
                new Why(List.of("TRAINING"), null),
                new How("recording", "ListeningGranted", null),
                new When(AT, AT),
                "LYON-3-117",
                new Links("rhone-telecom", subject, "r1", null, null),
                new Trace("corr", null, stream, 3));
    }

    private static SaltSeed seed() {
        byte[] bytes = new byte[SaltSeed.SIZE];
        Arrays.fill(bytes, (byte) 7);
        return SaltSeed.of(bytes);
    }
}
