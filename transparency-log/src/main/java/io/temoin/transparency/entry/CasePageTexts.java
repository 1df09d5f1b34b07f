// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.entry;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The texts of {@link CasePage} in one language: {@code case-page/<language>.properties}. */
final class CasePageTexts {

    private static final String FIELD = "field.";

    private final Properties texts = new Properties();

    /** Reads the texts of a language. */
    CasePageTexts(BundleLanguage language) {
        String file = "case-page/" + language.tag() + ".properties";
        try (InputStream content =
                Objects.requireNonNull(CasePageTexts.class.getResourceAsStream(file), file)) {
            texts.load(new InputStreamReader(content, StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A text, which is HTML. */
    String get(String key) {
        return Objects.requireNonNull(texts.getProperty(key), key);
    }

    /** What the page calls a field; its own name if it is none that entries have. */
    String field(String name) {
        return EvidenceFields.NAMES.contains(name) ? get(FIELD + name) : CasePage.escaped(name);
    }

    /** The names of all fields that entries have, by what the page calls them. */
    Map<String, String> fields() {
        return EvidenceFields.NAMES.stream()
                .collect(Collectors.toMap(this::field, Function.identity()));
    }

    /** The keys of all texts. */
    Set<String> keys() {
        return texts.stringPropertyNames();
    }
}
