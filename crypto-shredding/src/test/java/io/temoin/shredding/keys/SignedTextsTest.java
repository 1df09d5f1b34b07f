// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A text comes back as it was handed out, or not at all. */
class SignedTextsTest {

    private static final String USE = "cursor/helios/calls";
    private static final String TEXT = "2026-11-24T10:00:00Z\u001fé";

    private final SignedTexts texts = new InMemoryKeyVault().signedTexts(KeyPurpose.CURSORS);
    private final String signed = texts.sign(USE, TEXT);

    @Test
    void opensForTheUseItWasSignedFor() {
        assertThat(texts.open(USE, signed)).contains(TEXT);
        assertThat(texts.open(USE, texts.sign(USE, ""))).contains("");
    }

    /** The end of a use must not pass for the beginning of a text. */
    @Test
    void opensForNoOtherUse() {
        assertThat(texts.open("cursor/boreal/calls", signed)).isEmpty();
        assertThat(texts.open("ab", texts.sign("a", "b"))).isEmpty();
    }

    @Test
    void opensUnderNoOtherKeys() {
        assertThat(new InMemoryKeyVault().signedTexts(KeyPurpose.CURSORS).open(USE, signed))
                .isEmpty();
    }

    /** The generation of the key, the signature and the text. */
    @Test
    void opensWithNoBitAltered() {
        byte[] bytes = Base64.getUrlDecoder().decode(signed);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] altered = bytes.clone();
            altered[bit / 8] ^= (byte) (1 << (bit % 8));
            String forged = Base64.getUrlEncoder().withoutPadding().encodeToString(altered);
            assertThat(texts.open(USE, forged)).as("bit %d", bit).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAA", "not base64 at all", "!!!"})
    void opensNothingOfAnotherForm(String other) {
        assertThat(texts.open(USE, other)).isEmpty();
    }

    @Test
    void opensNothingCutOff() {
        for (int length = 0; length < signed.length(); length++) {
            assertThat(texts.open(USE, signed.substring(0, length))).isEmpty();
        }
    }

    /** What the holder has is not what it says, and not the same twice. */
    @Test
    void sealsSoThatTheHolderReadsNothing() {
        String sealed = texts.seal(USE, TEXT);

        assertThat(texts.unseal(USE, sealed)).contains(TEXT);
        assertThat(texts.unseal(USE, texts.seal(USE, ""))).contains("");
        assertThat(sealed).isNotEqualTo(texts.seal(USE, TEXT));
        assertThat(new String(Base64.getUrlDecoder().decode(sealed), StandardCharsets.ISO_8859_1))
                .doesNotContain("2026");
    }

    @Test
    void unsealsNothingElse() {
        String sealed = texts.seal(USE, TEXT);

        assertThat(texts.unseal("cursor/boreal/calls", sealed)).isEmpty();
        assertThat(texts.unseal(USE, signed)).isEmpty();
        assertThat(texts.open(USE, sealed)).isEmpty();
        assertThat(new InMemoryKeyVault().signedTexts(KeyPurpose.CURSORS).unseal(USE, sealed))
                .isEmpty();
        for (int length = 0; length < sealed.length(); length++) {
            assertThat(texts.unseal(USE, sealed.substring(0, length))).isEmpty();
        }
        byte[] bytes = Base64.getUrlDecoder().decode(sealed);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] altered = bytes.clone();
            altered[bit / 8] ^= (byte) (1 << (bit % 8));
            String forged = Base64.getUrlEncoder().withoutPadding().encodeToString(altered);
            assertThat(texts.unseal(USE, forged)).as("bit %d", bit).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAA", "AAAAAQ", "not base64 at all", "!!!"})
    void unsealsNothingOfAnotherForm(String other) {
        assertThat(texts.unseal(USE, other)).isEmpty();
    }
}
