// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.selfservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.temoin.consent.permission.domain.Examples;
import io.temoin.consent.permission.domain.LinkScope;
import io.temoin.consent.selfservice.SelfServiceToken.Link;
import io.temoin.consent.selfservice.domain.SelfServiceProblem;
import io.temoin.eventsourcing.Rejected;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.InMemoryKeyVault;
import io.temoin.shredding.keys.KeyPurpose;
import io.temoin.shredding.keys.SignedTexts;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelfServiceTokenTest {

    private static final Link LINK =
            new Link(
                    Examples.STATEMENT,
                    new TenantId("helios"),
                    Examples.RHONE,
                    Examples.SUBJECT,
                    EnumSet.of(LinkScope.VIEW, LinkScope.OBJECT),
                    Examples.NOW.plusSeconds(60));

    private final SignedTexts texts = new InMemoryKeyVault().signedTexts(KeyPurpose.LINKS);
    private final SelfServiceToken tokens = new SelfServiceToken(texts, "1");

    @Test
    void saysWhatItWasGivenFor() {
        assertThat(tokens.verify(tokens.issue(LINK), LinkScope.OBJECT, Examples.NOW))
                .isEqualTo(LINK);
    }

    @Test
    void worksUntilItsEnd() {
        String token = tokens.issue(LINK);

        assertThat(tokens.verify(token, LinkScope.VIEW, LINK.until().minusNanos(1)))
                .isEqualTo(LINK);
        assertThat(refusal(tokens, token, LinkScope.VIEW, true))
                .isEqualTo(SelfServiceProblem.SELF_SERVICE_TOKEN_EXPIRED);
    }

    @Test
    void isForNothingElse() {
        assertThat(refusal(tokens, tokens.issue(LINK), LinkScope.WITHDRAW, false))
                .isEqualTo(SelfServiceProblem.SELF_SERVICE_SCOPE_MISSING);
    }

    @Test
    void isTakenBackWithItsGenerationAndUnknownToOtherKeys() {
        String token = tokens.issue(LINK);

        SignedTexts others = new InMemoryKeyVault().signedTexts(KeyPurpose.LINKS);

        assertThat(refusal(new SelfServiceToken(texts, "2"), token, LinkScope.VIEW, false))
                .isEqualTo(SelfServiceProblem.SELF_SERVICE_TOKEN_INVALID);
        assertThat(refusal(new SelfServiceToken(others, "1"), token, LinkScope.VIEW, false))
                .isEqualTo(SelfServiceProblem.SELF_SERVICE_TOKEN_INVALID);
    }

    @Test
    void noBitOfItMayBeAnother() {
        byte[] token = Base64.getUrlDecoder().decode(tokens.issue(LINK));
        for (int bit = 0; bit < token.length * 8; bit++) {
            byte[] altered = token.clone();
            altered[bit / 8] ^= (byte) (1 << (bit % 8));
            String forged = Base64.getUrlEncoder().withoutPadding().encodeToString(altered);

            assertThat(refusal(tokens, forged, LinkScope.VIEW, false))
                    .as("bit %d", bit)
                    .isEqualTo(SelfServiceProblem.SELF_SERVICE_TOKEN_INVALID);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "!!!", "aGVsaW9z", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void isNothingOfAnotherForm(String text) {
        assertThat(refusal(tokens, text, LinkScope.VIEW, false))
                .isEqualTo(SelfServiceProblem.SELF_SERVICE_TOKEN_INVALID);
    }

    @Test
    void isNothingWithoutEndAndNothingAtAll() {
        assertThat(refusal(tokens, "A".repeat(1_000_000), LinkScope.VIEW, false))
                .isEqualTo(SelfServiceProblem.SELF_SERVICE_TOKEN_INVALID);
        assertThat(refusal(tokens, null, LinkScope.VIEW, false))
                .isEqualTo(SelfServiceProblem.SELF_SERVICE_TOKEN_MISSING);
    }

    @Test
    void randomBytesAreNothing() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            String text = "A" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);

            assertThat(refusal(tokens, text, LinkScope.VIEW, false))
                    .as("seed %d", seed)
                    .isEqualTo(SelfServiceProblem.SELF_SERVICE_TOKEN_INVALID);
        }
    }

    private static Rejected.@Nullable Code refusal(
            SelfServiceToken tokens, @Nullable String token, LinkScope scope, boolean atTheEnd) {
        var rejected =
                catchThrowableOfType(
                        Rejected.class,
                        () -> tokens.verify(token, scope, atTheEnd ? LINK.until() : Examples.NOW));
        return rejected == null ? null : rejected.code();
    }
}
