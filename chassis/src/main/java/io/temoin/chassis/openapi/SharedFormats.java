// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.openapi;

import java.util.Map;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/**
 * The forms of texts that mean the same in every service. A member or parameter of one of these
 * names has its form unless it says another one itself.
 */
final class SharedFormats {

    private static final String PARTY = "^[a-z0-9][a-z0-9-]{0,62}$";

    private static final Map<String, String> PATTERNS =
            Map.of(
                    "controller",
                    PARTY,
                    "processor",
                    PARTY,
                    "engagedBy",
                    PARTY,
                    "subject",
                    "^[0-9a-f]{32}$",
                    "sha256",
                    "^[0-9a-f]{64}$",
                    "country",
                    "^[A-Z]{2}$");

    private static final Map<String, String> FORMATS =
            Map.of("keepFor", "duration", "validFor", "duration");

    private SharedFormats() {}

    /** Gives the members of an object their forms. */
    static void ofMembers(Schema schema) {
        if (schema.getProperties() != null) {
            schema.getProperties().forEach(SharedFormats::of);
        }
    }

    /** Gives a text its form, by its name. */
    static void of(String name, Schema schema) {
        if (isPlainText(schema)) {
            schema.setPattern(PATTERNS.get(name));
            schema.setFormat(FORMATS.get(name));
        }
    }

    private static boolean isPlainText(Schema schema) {
        return schema.getType() != null
                && schema.getType().contains(SchemaType.STRING)
                && schema.getFormat() == null
                && schema.getPattern() == null
                && schema.getEnumeration() == null;
    }
}
