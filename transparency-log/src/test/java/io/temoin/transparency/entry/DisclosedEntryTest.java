// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.temoin.transparency.Mutations;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.tree.Hash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DisclosedEntryTest {

    private static final UUID ID = UUID.fromString("0193577c-1234-4abc-8def-0123456789ab");
    private static final SaltSeed ACTION = seed(0);
    private static final SaltSeed SUBJECT = seed(32);

    /** Salts, digests and leaf were computed by Python's hmac and hashlib. */
    private static final String TEXT =
            """
            temoin-disclosures/v1
            id 0193577c-1234-4abc-8def-0123456789ab
            field action pkEtNGVNnp5hmuoF48j1Ad58WRYheUQw/10nsaBdPDM= "LISTENING_GRANTED"
            field at LRLLfTBga4oL8fpAcEsUZvMR6YAMP9Voj5jdXbGSoHo= "2026-11-24T09:12:03Z"
            field purposes 305tGKvu6XnLUHzo0jwb0CFjltZMIirQ+EITFaqbXaU= ["TRAINING","QUALITY"]
            field reasonReference P4YLv6rb1W3ExUK1hvwGQT6GtTFxiQ1lfe3LDuQ1JF0= "caf\u00e9 \\"7\\""
            withheld yqRamUELbNLNzfsMpnLdZQaE7IZZ09sukNIrIwV3rrI=
            erased PNvIpXRWqJ4iHdcv/uaBap+a/nGF+7IDXwUF50yVA9g=
            """;

    private static final String LEAF =
            "010193577c12344abc8def0123456789abc7b56ff189e8720f0447ac2821125eaa065802d2d5144f845c44efe8d46a066c";

    private static final List<Disclosure> SHOWN =
            List.of(
                    ACTION.disclose("at", "\"2026-11-24T09:12:03Z\""),
                    ACTION.disclose("action", "\"LISTENING_GRANTED\""),
                    ACTION.disclose("purposes", "[\"TRAINING\",\"QUALITY\"]"),
                    ACTION.disclose("reasonReference", "\"caf\u00e9 \\\"7\\\"\""));

    private static final List<Hash> WITHHELD =
            List.of(ACTION.disclose("actor", "\"claire\"").digest());

    private static final List<Hash> ERASED =
            List.of(SUBJECT.disclose("subject", "\"9f2b6c1d3e4f5a60718293a4b5c6d7e8\"").digest());

    @Test
    void hasOneSpelling() {
        DisclosedEntry entry = DisclosedEntry.of(ID, SHOWN, WITHHELD, ERASED);

        assertThat(new String(entry.bytes(), StandardCharsets.UTF_8)).isEqualTo(TEXT);
        assertThat(DisclosedEntry.parse(entry.bytes())).isEqualTo(entry);
        assertThat(DisclosedEntry.of(ID, SHOWN.reversed(), WITHHELD, ERASED)).isEqualTo(entry);
        assertThat(entry.value("action")).hasValue("\"LISTENING_GRANTED\"");
        assertThat(entry.value("actor")).isEmpty();
        assertThat(entry).hasToString("DisclosedEntry[" + ID + "]");
    }

    @Test
    void isTheLeafThatCommitsToIt() {
        AuditLeaf leaf = DisclosedEntry.parse(bytes(TEXT)).leaf();

        assertThat(HexFormat.of().formatHex(leaf.bytes())).isEqualTo(LEAF);
    }

    /** What is shown of an entry does not change the entry. */
    @Test
    void isTheSameLeafWhateverIsWithheld() {
        DisclosedEntry all =
                DisclosedEntry.of(
                        ID,
                        List.of(
                                SHOWN.get(0),
                                SHOWN.get(1),
                                SHOWN.get(2),
                                SHOWN.get(3),
                                ACTION.disclose("actor", "\"claire\""),
                                SUBJECT.disclose(
                                        "subject", "\"9f2b6c1d3e4f5a60718293a4b5c6d7e8\"")),
                        List.of(),
                        List.of());
        List<Hash> digests = all.fields().stream().map(Disclosure::digest).toList();
        DisclosedEntry nothing = DisclosedEntry.of(ID, List.of(), digests, List.of());
        DisclosedEntry erased = DisclosedEntry.of(ID, List.of(), List.of(), digests);

        assertThat(HexFormat.of().formatHex(all.leaf().bytes())).isEqualTo(LEAF);
        assertThat(nothing.leaf()).isEqualTo(all.leaf());
        assertThat(DisclosedEntry.parse(nothing.bytes())).isEqualTo(nothing);
        assertThat(erased.leaf()).isEqualTo(all.leaf());
        assertThat(DisclosedEntry.parse(erased.bytes())).isEqualTo(erased).isNotEqualTo(nothing);
    }

    @Test
    void refusesWhatIsNoDisclosedEntry() {
        String id = "id 0193577c-1234-4abc-8def-0123456789ab\n";
        String head = "temoin-disclosures/v1\n" + id;
        String field = "field " + SHOWN.getFirst().line() + "\n";
        String digest = "withheld " + WITHHELD.getFirst() + "\n";
        String erased = "erased " + ERASED.getFirst() + "\n";
        List<Hash> inDisorder =
                Stream.concat(WITHHELD.stream(), ERASED.stream())
                        .sorted(Comparator.reverseOrder())
                        .toList();
        for (String wrong :
                List.of(
                        "",
                        "\n",
                        head,
                        TEXT.replace("disclosures/v1", "disclosures/v2"),
                        TEXT.substring(0, TEXT.length() - 1),
                        TEXT + "\n",
                        TEXT + " ",
                        TEXT + "more\n",
                        "\ufeff" + TEXT,
                        TEXT.replace("\n", "\r\n"),
                        TEXT.replace(id, ""),
                        TEXT.replace(id, id + id),
                        TEXT.replace("abc-8def", "ABC-8def"),
                        TEXT.replace("-4abc-", "-abc-"),
                        TEXT.replace("id 0193577c", "id  0193577c"),
                        head + field + field + digest,
                        head + digest + field,
                        head + digest + digest,
                        head + lines("withheld ", inDisorder),
                        head + lines("erased ", inDisorder),
                        head + erased + erased,
                        head + erased + digest,
                        head + erased + field,
                        head + digest + "erased " + WITHHELD.getFirst() + "\n",
                        head + erased.replace("erased ", "erased  "),
                        head + field + "withheld " + SHOWN.getFirst().digest() + "\n",
                        head + "field " + SHOWN.get(0).line() + "\nfield " + SHOWN.get(1).line(),
                        head
                                + "field "
                                + SHOWN.get(0).line()
                                + "\nfield "
                                + SHOWN.get(1).line()
                                + "\n",
                        head + field.replace("field at", "field  at"),
                        head + field.replace("field", "Field"),
                        head + field.replace("=", ""),
                        head + "withheld AAAA\n",
                        head + digest.replace("=", ""),
                        head + field.replace("\"2026", "\u0007\"2026"),
                        head + "field at " + SHOWN.getFirst().salt() + "\n",
                        head + "field at " + SHOWN.getFirst().salt() + " \n")) {
            refused(() -> DisclosedEntry.parse(bytes(wrong)));
        }
        refused(() -> DisclosedEntry.parse(new byte[] {(byte) 0xff, '\n'}));
        refused(() -> DisclosedEntry.parse(new byte[DisclosedEntry.LONGEST + 1]));
        refused(() -> DisclosedEntry.of(ID, List.of(), List.of(), List.of()));
    }

    private static String lines(String kind, List<Hash> digests) {
        return digests.stream().map(each -> kind + each + "\n").collect(Collectors.joining());
    }

    @Test
    void refusesMoreFieldsThanAnEntryHas() {
        List<Disclosure> many = new ArrayList<>();
        for (int i = 0; i < 254; i++) {
            many.add(ACTION.disclose("f" + i, "1"));
        }
        assertThat(DisclosedEntry.of(ID, many, WITHHELD, List.of()).fields()).hasSize(254);
        refused(() -> DisclosedEntry.of(ID, many, WITHHELD, ERASED));
    }

    @Test
    void noByteCanChangeAndTheLeafStay() {
        byte[] good = bytes(TEXT);
        for (int at = 0; at < good.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = good.clone();
                changed[at] ^= (byte) (1 << bit);
                assertThat(isAnotherLeafOrRefused(changed)).as("byte %s, bit %s", at, bit).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {41, 42, 43})
    void anyDamageIsAnotherLeafOrIsRefused(long seed) {
        byte[] good = bytes(TEXT);
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = Mutations.damaged(good, random);
            assertThat(Arrays.equals(damaged, good) || isAnotherLeafOrRefused(damaged))
                    .as("seed %s, round %s", seed, i)
                    .isTrue();
        }
        Mutations.refusedOrTheSame(good, seed, 2_000, bytes -> DisclosedEntry.parse(bytes).bytes());
    }

    private static boolean isAnotherLeafOrRefused(byte[] text) {
        try {
            byte[] leaf = DisclosedEntry.parse(text).leaf().bytes();
            return !HexFormat.of().formatHex(leaf).equals(LEAF);
        } catch (Untrusted refusal) {
            return refusal.getMessage().endsWith(".");
        }
    }

    private static void refused(Runnable reading) {
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(reading::run)
                .withMessageEndingWith(".");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static SaltSeed seed(int first) {
        byte[] bytes = new byte[SaltSeed.SIZE];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (first + i);
        }
        return SaltSeed.of(bytes);
    }
}
