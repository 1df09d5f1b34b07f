// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.vault;

import io.temoin.packageparts.vault.PartWriter;
import io.temoin.retention.rights.domain.OwnerService;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;

/**
 * The names in one reading of a part. They become names in the package, which a person unpacks: so
 * no name leads out of its folder, means something to a terminal, or replaces another file, also
 * where capitals do not count.
 */
final class PartNames {

    private static final Pattern TABLE = Pattern.compile("[a-z][a-z0-9-]{0,62}");
    private static final Pattern FILE =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}\\.[a-z0-9]{1,8}");

    private final OwnerService service;
    private final Set<String> seen = new HashSet<>();

    PartNames(OwnerService service) {
        this.service = service;
    }

    /** Whether an entry is a table; anything else is a file. */
    boolean isTable(ZipEntry entry) {
        return entry.getName().startsWith(PartWriter.TABLES);
    }

    /**
     * The name of a table.
     *
     * @throws PartAltered when no service names a table so, or it was there before
     */
    String table(ZipEntry entry) throws PartAltered {
        String name = entry.getName();
        return checked(
                entry,
                TABLE,
                name.endsWith(PartWriter.LINES)
                        ? name.substring(
                                PartWriter.TABLES.length(),
                                Math.max(
                                        PartWriter.TABLES.length(),
                                        name.length() - PartWriter.LINES.length()))
                        : "");
    }

    /**
     * The name of a file.
     *
     * @throws PartAltered when no service names a file so, or it was there before
     */
    String file(ZipEntry entry) throws PartAltered {
        String name = entry.getName();
        return checked(
                entry,
                FILE,
                name.startsWith(PartWriter.AUDIO) ? name.substring(PartWriter.AUDIO.length()) : "");
    }

    private String checked(ZipEntry entry, Pattern shape, String name) throws PartAltered {
        if (!shape.matcher(name).matches() || !seen.add(entry.getName().toLowerCase(Locale.ROOT))) {
            throw new PartAltered(service);
        }
        return name;
    }
}
