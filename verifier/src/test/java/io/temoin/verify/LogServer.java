// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import java.util.zip.GZIPOutputStream;

/**
 * Shows a log in a folder on a web server, to several who ask at a time. Bundles are sent
 * compressed without being asked, as the specification allows.
 */
final class LogServer implements AutoCloseable {

    private final Path folder;
    private final ToIntFunction<String> status;
    private final Map<String, CountDownLatch> answered = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    /**
     * Starts it.
     *
     * @param status with what a path is answered, when it is; with 200, if there is such a file
     */
    LogServer(Path folder, ToIntFunction<String> status) throws IOException {
        this.folder = folder;
        this.status = status;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/log/", this::serve);
        server.start();
    }

    /** Where the log is. */
    String url() {
        return "http://"
                + server.getAddress().getAddress().getHostAddress()
                + ":"
                + server.getAddress().getPort()
                + "/log";
    }

    /** Waits until a path was answered; false if nobody asks for it. */
    boolean hasAnswered(String path) {
        try {
            return latch(path).await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring("/log/".length());
        Path file = folder.resolve(path);
        int said = status.applyAsInt(path);
        if (said != 200) {
            exchange.sendResponseHeaders(said, -1);
        } else if (!Files.isRegularFile(file)) {
            exchange.sendResponseHeaders(404, -1);
        } else {
            byte[] content = Files.readAllBytes(file);
            if (path.startsWith("tile/entries/")) {
                exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                content = zipped(content);
            }
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        }
        exchange.close();
        latch(path).countDown();
    }

    private CountDownLatch latch(String path) {
        return answered.computeIfAbsent(path, _ -> new CountDownLatch(1));
    }

    private static byte[] zipped(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(content);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
