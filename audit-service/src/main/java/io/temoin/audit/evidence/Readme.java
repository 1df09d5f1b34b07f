// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import io.temoin.audit.verifier.VerifierJar;
import io.temoin.transparency.entry.BundleLanguage;
import io.temoin.transparency.entry.VerifyScript;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file of a bundle that says in words what it is and how to verify it, in every language of a
 * bundle: {@code evidence/README.txt} and its translations.
 */
final class Readme {

    private static final String LOGS = "/v1/logs";

    /** What is only said by a service that has the verifier, between two lines. */
    private static final Pattern OFFER = Pattern.compile("(?s)\\{offer}\\n(.*?)\\{offer}\\n");

    private Readme() {}

    /**
     * The text in a language.
     *
     * @param verifier where the sender has the verifier: an address, a path of its server, or empty
     *     if it has none
     */
    static String text(BundleLanguage language, int entries, Instant at, String verifier) {
        Matcher offer = OFFER.matcher(template(language));
        return offer.replaceAll(verifier.isEmpty() ? "" : "$1")
                .replace("{entries}", Integer.toString(entries))
                .replace("{at}", at.toString())
                .replace("{script}", VerifyScript.sha256())
                .replace("{address}", address(language, verifier));
    }

    /** The text with a placeholder, in braces, for whatever differs between bundles. */
    static String template(BundleLanguage language) {
        String file = "/evidence/" + language.readme();
        try (InputStream content =
                Objects.requireNonNull(Readme.class.getResourceAsStream(file), file)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String address(BundleLanguage language, String verifier) {
        if (!verifier.startsWith("/")) {
            return verifier;
        }
        return verifier
                + switch (language) {
                    case ENGLISH -> " on its server";
                    case FRENCH -> " sur son serveur";
                };
    }

    /**
     * Where the verifier is.
     *
     * @param prefix where strangers find the logs, without a scheme
     * @param sha256 of the verifier that this service was built with
     */
    static String verifier(String prefix, String sha256) {
        String path = VerifierJar.path(sha256);
        return prefix.endsWith(LOGS)
                ? "https://" + prefix.substring(0, prefix.length() - LOGS.length()) + path
                : path;
    }
}
