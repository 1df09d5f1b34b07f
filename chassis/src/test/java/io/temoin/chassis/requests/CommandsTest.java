// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.temoin.chassis.ChassisProblem;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.Fingerprints;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An Idempotency-Key means one command of one actor, today and in ten years. */
class CommandsTest {

    private static final Map<String, String> BODY = Map.of("number", "+33199001234");
    private static final Caller CLAIRE = caller("helios", "voix-du-rhone", "claire");

    private static final String SIXTEEN = "0123456789abcdef";
    private static final String HALF = SIXTEEN + SIXTEEN + SIXTEEN + SIXTEEN;
    private static final String LONGEST = HALF + HALF;

    private final Commands commands = commands(new byte[32]);

    @Test
    void theSameRequestIsTheSameCommand() {
        EventMetadata first = commands.of(CLAIRE, "listen/1", "key", BODY);
        EventMetadata again = commands(new byte[32]).of(CLAIRE, "listen/1", "key", BODY);

        assertThat(again.commandId()).isEqualTo(first.commandId());
        assertThat(again.requestHash()).isEqualTo(first.requestHash());
        assertThat(commands.natural(CLAIRE, "store", "id").commandId())
                .isEqualTo(commands.natural(CLAIRE, "store", "id").commandId());
    }

    @Test
    void anotherBodyIsAnotherRequestUnderTheSameCommand() {
        EventMetadata first = commands.of(CLAIRE, "listen/1", "key", BODY);
        EventMetadata other = commands.of(CLAIRE, "listen/1", "key", Map.of("number", "+331"));

        assertThat(other.commandId()).isEqualTo(first.commandId());
        assertThat(other.requestHash()).isNotEqualTo(first.requestHash());
    }

    /** The answer to a command is meant for its actor: nobody else's key leads to it. */
    @Test
    void theKeyOfAnotherIsAnotherCommand() {
        UUID claires = commands.of(CLAIRE, "listen/1", "key", BODY).commandId();
        UUID stored = commands.natural(CLAIRE, "store", "id").commandId();

        for (Caller other :
                List.of(
                        caller("helios", "voix-du-rhone", "quentin"),
                        caller("helios", "atlas-contact", "claire"),
                        caller("boreal", "voix-du-rhone", "claire"))) {
            assertThat(commands.of(other, "listen/1", "key", BODY).commandId())
                    .isNotEqualTo(claires);
            assertThat(commands.natural(other, "store", "id").commandId()).isNotEqualTo(stored);
        }
        assertThat(commands.of(CLAIRE, "listen/2", "key", BODY).commandId()).isNotEqualTo(claires);
        assertThat(commands.of(CLAIRE, "listen/1", "other", BODY).commandId())
                .isNotEqualTo(claires);
    }

    /** Otherwise the table and the key of commands suffice to find numbers by trying them all. */
    @Test
    void theStoredHashOfABodyIsBoundToTheKeyThatIsStoredNowhere() {
        String first = commands.of(CLAIRE, "listen/1", "key", BODY).requestHash();

        assertThat(commands.of(CLAIRE, "listen/1", "another", BODY).requestHash())
                .isNotEqualTo(first);
        byte[] other = new byte[32];
        other[0] = 1;
        assertThat(commands(other).of(CLAIRE, "listen/1", "key", BODY).requestHash())
                .isNotEqualTo(first);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void aCommandNeedsAKey(@Nullable String key) {
        refusesKey(key, ChassisProblem.IDEMPOTENCY_KEY_MISSING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "clé", "\u0000", LONGEST + "x"})
    void aKeyIsOfVisibleCharacters(String key) {
        refusesKey(key, ChassisProblem.IDEMPOTENCY_KEY_INVALID);
    }

    @Test
    void theLongestKeyIsAKey() {
        assertThat(commands.of(CLAIRE, "listen/1", LONGEST, BODY).commandId().version())
                .isEqualTo(8);
    }

    @Test
    void anIdIsAUuidOfVersionEight() {
        UUID id = commands.of(CLAIRE, "listen/1", "key", BODY).commandId();

        assertThat(id.version()).isEqualTo(8);
        assertThat(id.variant()).isEqualTo(2);
    }

    private void refusesKey(@Nullable String key, ChassisProblem code) {
        assertThatThrownBy(() -> commands.of(CLAIRE, "listen/1", key, BODY))
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> assertThat(rejected.code()).isEqualTo(code));
    }

    private static Commands commands(byte[] key) {
        Clock clock = Clock.fixed(Instant.parse("2026-11-27T10:00:00Z"), ZoneOffset.UTC);
        return new Commands(new Fingerprints(key), new ObjectMapper(), clock);
    }

    private static Caller caller(String tenant, String organisation, String actor) {
        return new Caller(
                new TenantId(tenant),
                actor,
                organisation,
                Set.of("rhone-telecom"),
                Set.of("supervisor"),
                null,
                "c0ffee00-0000-4000-8000-000000000001",
                null);
    }
}
