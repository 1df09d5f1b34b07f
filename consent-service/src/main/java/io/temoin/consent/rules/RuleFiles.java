// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.temoin.eventsourcing.store.EventCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Reads law that is kept as YAML. Strictly: what is missing or not understood is a mistake, since a
 * rule would be lost.
 */
public final class RuleFiles {

    /** Orders versions such as 2026.10 part by part, by their numbers. */
    public static final Comparator<String> BY_VERSION =
            Comparator.comparing(RuleFiles::parts, Arrays::compare);

    private static final ObjectMapper YAML =
            new YAMLMapper().enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private static final ObjectReader STRICT =
            EventCodec.JSON
                    .reader()
                    .with(
                            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                            DeserializationFeature.WRAP_EXCEPTIONS);

    private RuleFiles() {}

    /**
     * What a file of this service says.
     *
     * @throws IllegalStateException when it is missing
     * @throws UncheckedIOException when it cannot be understood
     */
    public static <T> T read(String file, Class<T> type) {
        try (InputStream stream = RuleFiles.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("the rules " + file + " are missing");
            }
            return parse(stream, type);
        } catch (IOException failure) {
            throw new UncheckedIOException("the rules " + file + " cannot be read", failure);
        }
    }

    /** What a text says; fails on a word it does not know. */
    public static <T> T parse(InputStream yaml, Class<T> type) throws IOException {
        return STRICT.forType(type).readValue(YAML.readTree(yaml));
    }

    private static int[] parts(String version) {
        return Arrays.stream(version.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
    }
}
