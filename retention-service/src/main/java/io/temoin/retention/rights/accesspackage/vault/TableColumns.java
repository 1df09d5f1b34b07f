// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temoin.retention.rights.domain.OwnerService;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The columns of tables, in the order of their published schemas. */
final class TableColumns {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, List<String>> KNOWN = new ConcurrentHashMap<>();

    private TableColumns() {}

    /**
     * The columns of a table; none of one that has no schema, which a newer service may have: its
     * JSON has them all.
     */
    static List<String> of(OwnerService service, String table) {
        return KNOWN.computeIfAbsent(folder(service) + "/" + table, TableColumns::read);
    }

    /** The folder of a service, in a package as among the schemas. */
    static String folder(OwnerService service) {
        return service.name().toLowerCase(Locale.ROOT);
    }

    private static List<String> read(String table) {
        String resource = "/META-INF/temoin/access-package/" + table + ".schema.json";
        try (InputStream found = TableColumns.class.getResourceAsStream(resource)) {
            if (found == null) {
                return List.of();
            }
            JsonNode properties = JSON.readTree(found).path("items").path("properties");
            List<String> columns = new ArrayList<>();
            properties.fieldNames().forEachRemaining(columns::add);
            return List.copyOf(columns);
        } catch (IOException failure) {
            throw new UncheckedIOException("a schema cannot be read", failure);
        }
    }
}
