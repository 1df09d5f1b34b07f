// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.temoin.audit.intake.domain.IntakeProblem;
import io.temoin.chassis.ChassisProblem;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.Rejected.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON that others wrote, strictly: a field that is said twice is not read as either, and
 * nothing follows behind the end.
 */
final class JsonTexts {

    /** In bytes, as every JSON body of the suite. */
    private static final int LIMIT = 1024 * 1024;

    /** No event of a known schema is so deep. */
    private static final int DEEPEST = 100;

    private static final ObjectMapper STRICT =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEEPEST)
                                                    .build())
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .build();

    private JsonTexts() {}

    /**
     * The one JSON value that {@code body} is.
     *
     * @throws Rejected when it is none, or too large
     */
    static JsonNode one(@Nullable String body) {
        List<JsonNode> all = several(body);
        if (all.size() != 1) {
            throw unreadable("");
        }
        return all.getFirst();
    }

    /**
     * The JSON values that follow one another in {@code body}, as in JSON Lines.
     *
     * @throws Rejected when one is unreadable, or all together are too large
     */
    static List<JsonNode> several(@Nullable String body) {
        byte[] bytes = (body == null ? "" : body).getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LIMIT) {
            throw new Rejected(IntakeProblem.REQUEST_TOO_LARGE, "The body is too large.");
        }
        List<JsonNode> all = new ArrayList<>();
        try (JsonParser parser = STRICT.createParser(bytes)) {
            read(parser, all);
        } catch (IOException failure) {
            throw new UncheckedIOException("bytes in memory can be read", failure);
        }
        return all;
    }

    private static void read(JsonParser parser, List<JsonNode> all) throws IOException {
        try {
            while (parser.nextToken() != null) {
                all.add(STRICT.readTree(parser));
            }
        } catch (JsonProcessingException _) {
            // Its message may quote the body.
            String place = parser.getParsingContext().pathAsPointer().toString();
            throw unreadable(all.isEmpty() ? place : "/" + all.size() + place);
        }
    }

    private static Rejected unreadable(String pointer) {
        return invalid(
                List.of(
                        new Violation(
                                pointer,
                                "unreadable",
                                "This is not JSON of the expected form, or says a field twice.")));
    }

    /** The refusal of a request by everything that is wrong with it. */
    static Rejected invalid(List<Violation> violations) {
        return new Rejected(
                ChassisProblem.REQUEST_INVALID,
                "The request cannot be taken as it is; each violation says where and why.",
                violations);
    }
}
