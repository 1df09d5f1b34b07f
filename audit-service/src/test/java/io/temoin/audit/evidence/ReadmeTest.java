// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.transparency.entry.BundleLanguage;
import io.temoin.transparency.entry.BundleManifest;
import io.temoin.transparency.entry.VerifyScript;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a bundle is and how to verify it, in words: the same in every language. */
class ReadmeTest {

    private static final Instant AT = Instant.parse("2026-11-25T08:00:00Z");
    private static final String PATH = "/v1/verifier/ab/temoin-verify.jar";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^}]*}");
    private static final Pattern ADDRESS = Pattern.compile("c2sp\\.org/[a-z-]+|RFC [0-9]+");

    /** Whoever changes the text in one language changes it in the others. */
    @ParameterizedTest
    @EnumSource
    void saysTheSameInEveryLanguage(BundleLanguage language) {
        String english = Readme.template(BundleLanguage.ENGLISH);
        String text = Readme.template(language);

        assertThat(found(PLACEHOLDER, text)).isEqualTo(found(PLACEHOLDER, english)).isNotEmpty();
        assertThat(found(ADDRESS, text)).isEqualTo(found(ADDRESS, english)).isNotEmpty();
        assertThat(text.split("\n\n")).hasSameSizeAs(english.split("\n\n"));
        assertThat(text + language.readme())
                .contains(BundleManifest.names(1))
                .contains(BundleManifest.NAME);
        assertThat(text)
                .contains("java -jar temoin-verify.jar verify-bundle ")
                .contains("python3 -I verify.py --policy ")
                .contains("sha256sum --check manifest.txt")
                .contains("openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in signed")
                .contains("\"cc-audit/v1\" || n || d_1 || ... || d_n )\n")
                .contains("MCowBQYDK2VwAyEA\n");
        assertThat(text.lines()).allMatch(line -> line.length() <= 100);
    }

    @ParameterizedTest
    @EnumSource
    void fillsInWhatDiffersBetweenBundles(BundleLanguage language) {
        String text = Readme.text(language, 12, AT, "https://audit.example" + PATH);

        assertThat(text)
                .contains(" 12\n", " 2026-11-25T08:00:00Z", VerifyScript.sha256())
                .contains("\n     https://audit.example" + PATH + "\n\n2. ")
                .doesNotContain("{", "}");
    }

    @Test
    void saysWhereTheVerifierIs() {
        assertThat(Readme.text(BundleLanguage.ENGLISH, 1, AT, PATH))
                .contains("\n     " + PATH + " on its server\n\n2. ");
        assertThat(Readme.text(BundleLanguage.FRENCH, 1, AT, PATH))
                .contains("\n     " + PATH + " sur son serveur\n\n2. ");
        assertThat(Readme.text(BundleLanguage.ENGLISH, 1, AT, ""))
                .contains("no network, no account.\n2. ")
                .doesNotContain("{", "offers");
        assertThat(Readme.text(BundleLanguage.FRENCH, 1, AT, ""))
                .contains("en\n   anglais.\n2. ")
                .doesNotContain("{", "propose");
        assertThat(Readme.verifier("audit.example/v1/logs", "ab"))
                .isEqualTo("https://audit.example" + PATH);
        assertThat(Readme.verifier("audit.example", "ab")).isEqualTo(PATH);
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).toList();
    }
}
