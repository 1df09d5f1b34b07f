// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Where the resources of a log lie (c2sp.org/tlog-tiles). */
sealed interface LogSource {

    /** The content at this path below the log's address; empty if there is none. */
    Optional<byte[]> find(String path);

    /** The proof that the log of logs has what lies at this path; empty if there is none. */
    Optional<byte[]> proofOf(String path);

    /** How many of them are best read at a time. */
    int atOnce();

    /** The log at this address. */
    static LogSource at(String address) {
        URI uri;
        try {
            uri = URI.create(address.endsWith("/") ? address : address + "/");
        } catch (IllegalArgumentException _) {
            throw Arguments.wrong(address + " is not the address of a log.");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme();
        return switch (scheme) {
            case "file" -> new Folder(folder(uri));
            case "http", "https" -> web(uri);
            default -> throw Arguments.wrong(address + " is not an https:, http: or file: URL.");
        };
    }

    private static LogSource web(URI uri) {
        if (uri.getHost() == null) {
            throw Arguments.wrong(uri + " names no server.");
        }
        return new Web(uri, client());
    }

    private static Path folder(URI uri) {
        try {
            return Path.of(uri);
        } catch (IllegalArgumentException _) {
            throw Arguments.wrong(uri + " is not the address of a folder.");
        }
    }

    /**
     * As many as memory has room for if all are bundles of the longest entries, 16 MB, and lie
     * there twice while they are read; eight at most, for the patience of a server.
     */
    private static int mostAtOnce() {
        return Math.clamp(Runtime.getRuntime().maxMemory() / (3L * LocalFile.LONGEST), 1, 8);
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                .followRedirects(Redirect.NEVER)
                .build();
    }

    /** A log that was copied, or is exported, into a folder. */
    record Folder(Path root) implements LogSource {
        @Override
        public Optional<byte[]> find(String path) {
            Path file = root.resolve(path);
            // A channel reads no faster, and is more code for the JVM to compile first.
            try (InputStream content = new FileInputStream(file.toFile())) {
                return Optional.of(LocalFile.limited(content, path));
            } catch (IOException _) {
                if (Files.notExists(file)) {
                    return Optional.empty();
                }
                throw new CannotVerify("The file " + file + " cannot be read.");
            }
        }

        /** A folder has nothing below a file. */
        @Override
        public Optional<byte[]> proofOf(String path) {
            return find(path + ".tlog-proof");
        }

        /** More than processors, so that none is idle while the results wait for their order. */
        @Override
        public int atOnce() {
            return Math.min(2 * Runtime.getRuntime().availableProcessors(), mostAtOnce());
        }
    }

    /** A log on a web server. */
    record Web(URI prefix, HttpClient client) implements LogSource {

        private static final int OK = 200;
        private static final int NOT_FOUND = 404;
        private static final int GONE = 410;

        @Override
        public Optional<byte[]> find(String path) {
            URI uri = prefix.resolve(path);
            HttpRequest request =
                    HttpRequest.newBuilder(uri)
                            .timeout(Duration.ofSeconds(30))
                            .header("Accept-Encoding", "gzip, identity")
                            .build();
            try {
                HttpResponse<InputStream> response =
                        client.send(request, BodyHandlers.ofInputStream());
                try (InputStream body = response.body()) {
                    return content(uri, response, body);
                }
            } catch (IOException _) {
                throw new CannotVerify(uri + " cannot be read.");
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new CannotVerify("Reading " + uri + " was interrupted.");
            }
        }

        @Override
        public Optional<byte[]> proofOf(String path) {
            return find(path + "/proof");
        }

        /** Waiting for answers is what takes the time. */
        @Override
        public int atOnce() {
            return mostAtOnce();
        }

        private static Optional<byte[]> content(
                URI uri, HttpResponse<InputStream> response, InputStream body) throws IOException {
            return switch (response.statusCode()) {
                case OK -> {
                    boolean zipped =
                            response.headers()
                                    .firstValue("Content-Encoding")
                                    .filter("gzip"::equals)
                                    .isPresent();
                    InputStream plain = zipped ? new GZIPInputStream(body) : body;
                    yield Optional.of(LocalFile.limited(plain, uri.toString()));
                }
                case NOT_FOUND, GONE -> Optional.empty();
                default ->
                        throw new CannotVerify(
                                uri + " answers with status " + response.statusCode() + ".");
            };
        }
    }
}
