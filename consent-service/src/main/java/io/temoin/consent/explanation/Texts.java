// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.explanation;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The texts of one kind in one language, from {@code <folder>/<language>.properties}. */
public final class Texts {

    private final String file;
    private final Properties texts = new Properties();

    private Texts(String file) {
        this.file = file;
    }

    /** Reads those of {@code folder} in {@code language}. */
    public static Texts in(String folder, Locale language) {
        Texts all = new Texts("/" + folder + "/" + language.toLanguageTag() + ".properties");
        all.read();
        return all;
    }

    /**
     * The text of that key.
     *
     * @throws IllegalStateException if there is none: nobody is shown the key instead
     */
    public String of(String key) {
        String text = find(key);
        if (text == null) {
            throw new IllegalStateException("there is no text " + key + " in " + file);
        }
        return text;
    }

    /** The text of that key; {@code null} when there is none. */
    public @Nullable String find(String key) {
        return texts.getProperty(key);
    }

    /** The keys of all texts. */
    public Set<String> keys() {
        return texts.stringPropertyNames();
    }

    private void read() {
        try (Reader reader =
                new InputStreamReader(
                        Objects.requireNonNull(Texts.class.getResourceAsStream(file), file),
                        StandardCharsets.UTF_8)) {
            texts.load(reader);
        } catch (IOException failure) {
            throw new UncheckedIOException("the texts " + file + " cannot be read", failure);
        }
    }
}
