// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.temoin.transparency.Mutations;
import io.temoin.transparency.StrictText;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.tree.Hash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The leaf and what may be shown of it. The expected bytes are put together by hand. */
class AuditLeafTest {

    private static final UUID EVENT = UUID.fromString("0193577c-1234-7abc-8def-0123456789ab");
    private static final Disclosure WHO = field("who", 1, "\"agent-17\"");
    private static final Disclosure WHY = field("why", 2, "{\"purpose\":\"QUALITY\"}");
    private static final Disclosure WHEN = field("when", 3, "\"2026-11-24T09:00:00Z\"");
    private static final List<Disclosure> FIELDS = List.of(WHO, WHY, WHEN);

    @Test
    void isFortyNineBytesOfAKnownForm() throws NoSuchAlgorithmException {
        // Given
        byte[] salt = new byte[32];
        Arrays.fill(salt, (byte) 1);
        byte[] ofWho = sha256(salt, ascii("who"), new byte[1], ascii("\"agent-17\""));
        List<byte[]> digests =
                new ArrayList<>(List.of(ofWho, WHY.digest().bytes(), WHEN.digest().bytes()));
        digests.sort(Arrays::compareUnsigned);
        byte[] c =
                sha256(
                        ascii("cc-audit/v1"),
                        new byte[] {3},
                        digests.get(0),
                        digests.get(1),
                        digests.get(2));

        // When
        byte[] leaf = new AuditLeaf(EVENT, Commitment.to(FIELDS).value()).bytes();

        // Then
        assertThat(WHO.digest().bytes()).isEqualTo(ofWho);
        assertThat(HexFormat.of().formatHex(leaf))
                .isEqualTo("01" + "0193577c12347abc8def0123456789ab" + HexFormat.of().formatHex(c));
        assertThat(AuditLeaf.parse(leaf)).isEqualTo(new AuditLeaf(EVENT, Hash.of(c)));
        assertThat(leaf).hasSize(AuditLeaf.SIZE).hasSize(49);
    }

    @Test
    void showsSomeFieldsAndHidesOthers() {
        Commitment commitment = Commitment.to(FIELDS);
        AuditLeaf leaf = new AuditLeaf(EVENT, commitment.value());
        leaf.verify(Commitment.parse(commitment.text()));
        commitment.verify(List.of());
        commitment.verify(List.of(WHY));
        commitment.verify(FIELDS);
        refused(() -> commitment.verify(List.of(field("who", 1, "\"agent-18\""))));
        refused(() -> commitment.verify(List.of(field("who", 2, "\"agent-17\""))));
        refused(() -> commitment.verify(List.of(field("whom", 1, "\"agent-17\""))));
        refused(() -> commitment.verify(List.of(WHY, WHY)));
        Commitment other = Commitment.to(List.of(WHO, WHY));
        refused(() -> leaf.verify(other));
    }

    @Test
    void doesNotDependOnTheOrderOfTheFields() {
        assertThat(Commitment.to(FIELDS.reversed())).isEqualTo(Commitment.to(FIELDS));
        assertThat(Commitment.to(List.of(WHO)).value()).isNotEqualTo(Commitment.to(FIELDS).value());
    }

    @Test
    void isTheSameFromDigestsThatAreKnown() {
        Map<String, Hash> digests =
                Map.of("who", WHO.digest(), "why", WHY.digest(), "when", WHEN.digest());

        assertThat(Commitment.of(digests.values())).isEqualTo(Commitment.to(FIELDS));
        refused(() -> Commitment.of(List.of()));
        refused(() -> Commitment.of(List.of(WHO.digest(), WHO.digest())));
    }

    @Test
    void refusesFieldsTwiceAndDigestsInDisorder() {
        refused(() -> Commitment.to(List.of(WHO, field("who", 9, "1"))));
        refused(() -> Commitment.to(List.of()));
        Commitment commitment = Commitment.to(FIELDS);
        refused(() -> new Commitment(commitment.digests().reversed()));
        Hash first = commitment.digests().getFirst();
        refused(() -> new Commitment(List.of(first, first)));
        List<Disclosure> many = new ArrayList<>();
        for (int i = 0; i < 255; i++) {
            many.add(field("f" + i, i, "1"));
        }
        assertThat(Commitment.to(many).digests()).hasSize(255);
        many.add(field("one-more", 0, "1"));
        refused(() -> Commitment.to(many));
    }

    @Test
    void refusesWhatIsNoLeaf() {
        byte[] leaf = new AuditLeaf(EVENT, Commitment.to(FIELDS).value()).bytes();
        byte[] other = leaf.clone();
        other[0] = 2;
        refused(() -> AuditLeaf.parse(other));
        refused(() -> AuditLeaf.parse(Arrays.copyOf(leaf, 48)));
        refused(() -> AuditLeaf.parse(Arrays.copyOf(leaf, 50)));
        refused(() -> AuditLeaf.parse(new byte[0]));
    }

    @Test
    void aFieldIsOneLine() {
        String line = WHY.line();
        assertThat(line).startsWith("why AgICAgIC").endsWith("AgI= {\"purpose\":\"QUALITY\"}");
        assertThat(Disclosure.parse(line)).isEqualTo(WHY);
        assertThat(Disclosure.parse("a " + WHY.salt() + " {\"b\":\"c d  e\"}").value())
                .isEqualTo("{\"b\":\"c d  e\"}");
        assertThat(field("note", 1, "\"café \u2014 \ud83d\ude00\"").digest())
                .isNotEqualTo(WHO.digest());
        assertThat(WHO).hasToString("Disclosure[who]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a b",
                "who AAAA 1",
                "who %s",
                "who %s ",
                " %s 1",
                "w\u00e9 %s 1",
                "a\u0000b %s 1",
                "a\tb %s 1",
                "who %s a\nb",
                "who %s a\rb",
                "who %s \u0000",
                "who %s \"\ud800\"",
                "who  %s 1"
            })
    void refusesWhatIsNoField(String form) {
        refused(() -> Disclosure.parse(form.replace("%s", WHO.salt())));
    }

    @Test
    void refusesNamesThatAreTooLong() {
        assertThat(field("n".repeat(255), 1, "1").name()).hasSize(255);
        refused(() -> field("n".repeat(256), 1, "1"));
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32})
    void isRefusedOrReadAndWrittenTheSame(long seed) {
        Mutations.refusedOrTheSame(
                WHY.line().getBytes(StandardCharsets.UTF_8),
                seed,
                3_000,
                bytes ->
                        Disclosure.parse(StrictText.utf8(bytes, "It"))
                                .line()
                                .getBytes(StandardCharsets.UTF_8));
        Mutations.refusedOrTheSame(
                Commitment.to(FIELDS).text().getBytes(StandardCharsets.UTF_8),
                seed,
                3_000,
                bytes ->
                        Commitment.parse(StrictText.utf8(bytes, "It"))
                                .text()
                                .getBytes(StandardCharsets.UTF_8));
        Mutations.refusedOrTheSame(
                new AuditLeaf(EVENT, WHO.digest()).bytes(),
                seed,
                3_000,
                bytes -> AuditLeaf.parse(bytes).bytes());
    }

    private static Disclosure field(String name, int salt, String value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) salt);
        return Disclosure.of(name, bytes, value);
    }

    private static void refused(Runnable check) {
        assertThatExceptionOfType(Untrusted.class).isThrownBy(check::run);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] sha256(byte[]... parts) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }
}
