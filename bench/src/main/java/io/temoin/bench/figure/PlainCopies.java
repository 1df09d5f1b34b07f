// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import io.temoin.bench.load.HttpConnection;
import io.temoin.bench.load.LoadFailure;
import io.temoin.bench.load.RequestTemplate;
import io.temoin.bench.rig.Rig;
import io.temoin.bench.rig.ServerProcess;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * What a package does with the bytes of its recordings, without all the rest: they are copied into
 * one file, as a part is written, and that is fetched.
 *
 * @param sources the files
 * @param target folder of the plain rival
 */
record PlainCopies(List<Path> sources, Path target, URI rival, long bytes) {

    private static final int BUFFER = 1 << 16;

    /** Makes the files. */
    static PlainCopies of(Rig rig, ServerProcess bare, int count, long bytes) throws IOException {
        Path folder = rig.folder("recordings");
        byte[] noise = new byte[(int) bytes];
        new Random(42).nextBytes(noise);
        List<Path> sources = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sources.add(Files.write(folder.resolve(i + ".wav"), noise));
        }
        Files.createDirectories(rig.plainFiles());
        return new PlainCopies(sources, rig.plainFiles(), bare.address(), bytes);
    }

    /** Seconds of copy and download. */
    double seconds() throws IOException {
        UUID id = UUID.randomUUID();
        Path whole = target.resolve(id.toString());
        long began = System.nanoTime();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(whole), BUFFER)) {
            for (Path source : sources) {
                Files.copy(source, out);
            }
        }
        byte[] fetch = RequestTemplate.get(rival.resolve("/files/" + id), null, "").fill(0, 0);
        try (HttpConnection connection = new HttpConnection(rival)) {
            long length = connection.exchangeAndDrop(fetch).expectSuccess().length();
            if (length != sources.size() * bytes) {
                throw new LoadFailure("A copy of %,d bytes.".formatted(length));
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        Files.delete(whole);
        return seconds;
    }
}
