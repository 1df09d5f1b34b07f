// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.temoin.transparency.TestKeys;
import io.temoin.transparency.Untrusted;
import java.security.PublicKey;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Verifier keys as others publish them. Those of PeterNeumann and EnochRoot are of
 * golang.org/x/mod/sumdb/note (note_test.go), with the changes that must not pass; TEST and remora
 * are of transparency-dev/formats (note/note_cosigv1_test.go).
 */
class VerifierKeyTest {

    private static final String REMORA =
            "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2";

    @ParameterizedTest
    @ValueSource(
            strings = {
                TestKeys.PETER,
                "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop",
                "TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6",
                REMORA
            })
    void readsPublishedKeys(String text) {
        VerifierKey key = VerifierKey.parse(text);
        assertThat(key).hasToString(text);
        assertThat(text).startsWith(key.name() + "+" + Integer.toHexString(key.id()));
    }

    /** An operator's logs share their keys; the id tells the names apart. */
    @Test
    void isAnotherVerifierKeyUnderAnotherName() {
        VerifierKey key = VerifierKey.parse(REMORA);
        VerifierKey renamed = key.named("remora.n621.de/other");

        assertThat(renamed.name()).isEqualTo("remora.n621.de/other");
        assertThat(renamed.id()).isNotEqualTo(key.id());
        assertThat(renamed).isNotEqualTo(key).isEqualTo(VerifierKey.parse(renamed.toString()));
        assertThat(renamed.sameKeyAs(key)).isTrue();
        assertThat(renamed.named(key.name())).isEqualTo(key);
        assertThatExceptionOfType(Untrusted.class).isThrownBy(() -> key.named("a b"));
    }

    @Test
    void knowsWhatAKeyIsFor() {
        assertThat(VerifierKey.parse(TestKeys.PETER).type()).isEqualTo(SignatureType.ED25519);
        assertThat(VerifierKey.parse(REMORA).type()).isEqualTo(SignatureType.ED25519_COSIGNATURE);
        assertThat(SignatureType.ED25519.timestamped()).isFalse();
        assertThat(SignatureType.ML_DSA_44_COSIGNATURE.timestamped()).isTrue();
    }

    @Test
    void refusesEveryPartAndEveryChangedCharacter() {
        String key = TestKeys.PETER;
        for (int from = 0; from <= key.length(); from++) {
            for (int to = from; to <= key.length(); to++) {
                if (from > 0 || to < key.length()) {
                    refused(key.substring(from, to));
                }
            }
        }
        for (int at = 0; at < key.length(); at++) {
            for (int bit = 0; bit < 7; bit++) {
                char changed = (char) (key.charAt(at) ^ (1 << bit));
                refused(key.substring(0, at) + changed + key.substring(at + 1));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
                "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "bananas.sigstore.dev+12344556",
                "rekor.sigstore.dev+12345678+THIS_IS_NOT_BASE64!",
                "rekor.sigstore.dev+12345678+AwEB",
                "a+00000000+",
                ""
            })
    void refusesWhatOthersRefuse(String text) {
        refused(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a+b",
                "a\u00a0b",
                "a\u2003",
                "a\u0085",
                "a\u3000b",
                "a\nb",
                "a\u0001",
                "\ud800"
            })
    void refusesNamesWithSpaces(String name) {
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> TestKeys.fresh(name, SignatureType.ED25519));
    }

    @Test
    void takesKeysOfTheJdk() {
        VerifierKey key = TestKeys.fresh("log.example/café", SignatureType.ED25519).key();
        assertThat(VerifierKey.parse(key.toString())).isEqualTo(key).hasSameHashCodeAs(key);
        assertThat(key).isNotEqualTo("a text");
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(
                        () ->
                                VerifierKey.of(
                                        "log.example",
                                        SignatureType.ML_DSA_44_COSIGNATURE,
                                        TestKeys.pair("Ed25519").getPublic()));
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(
                        () ->
                                VerifierKey.of(
                                        "log.example",
                                        SignatureType.ED25519,
                                        TestKeys.pair("X25519").getPublic()));
    }

    @Test
    void knowsOneKeyUnderTwoNames() {
        PublicKey pair = TestKeys.pair("Ed25519").getPublic();
        VerifierKey one = VerifierKey.of("one", SignatureType.ED25519, pair);
        VerifierKey two = VerifierKey.of("two", SignatureType.ED25519_COSIGNATURE, pair);
        assertThat(one).isNotEqualTo(two);
        assertThat(one.sameKeyAs(two)).isTrue();
        assertThat(one.sameKeyAs(VerifierKey.parse(TestKeys.PETER))).isFalse();
        assertThat(one.sameKeyAs(TestKeys.fresh("m", SignatureType.ML_DSA_44_COSIGNATURE).key()))
                .isFalse();
        assertThat(new HashSet<>(Set.of(one, two))).hasSize(2);
    }

    private static void refused(String text) {
        assertThatExceptionOfType(Untrusted.class)
                .as(text)
                .isThrownBy(() -> VerifierKey.parse(text));
    }
}
