// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.vault;

import io.temoin.packageparts.vault.PartWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * Writes a part with a recording and a table that are each larger than the heap of this process,
 * and the package with it. Says so when it is whole.
 */
final class LargePackage {

    static final String WHOLE = "whole";

    private LargePackage() {}

    /** The folder of the part, and how many bytes its recording and its table have. */
    public static void main(String[] arguments) throws IOException {
        long size = Long.parseLong(arguments[1]);
        PartReader reader = StoredPart.in(Path.of(arguments[0]), stored -> writeTo(stored, size));
        reader.requireThere();
        StoredPart.Counted out = new StoredPart.Counted();
        StoredPart.packageOf(reader).writeTo(out, "passphrase", () -> {});
        if (out.bytes() < size) {
            throw new IllegalStateException("the package has only " + out.bytes() + " bytes");
        }
        System.out.println(WHOLE);
    }

    private static void writeTo(OutputStream stored, long size) throws IOException {
        PartWriter writer = new PartWriter(stored);
        writer.table("recordings", table -> rows(table, size));
        writer.audio("r1.wav", audio -> StoredPart.noise(audio, size));
        writer.finish();
    }

    private static void rows(PartWriter.Table table, long size) throws IOException {
        String filling = "x".repeat(1_000);
        for (long written = 0; written < size; written += filling.length()) {
            table.add(PartWriter.row().put("id", written).put("state", filling));
        }
    }
}
