// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The load generator wrk, one thread of C: at these rates a few percent of what it drives. */
public final class Wrk implements Load.Generator {

    private static final Pattern RESULT =
            Pattern.compile(
                    "RESULT requests=(\\d+) micros=(\\d+) refused=(\\d+) broken=(\\d+)"
                            + " p50=(\\d+) p99=(\\d+)");

    private final String program;
    private final Path script;

    /**
     * @param program the executable
     * @param folder where its script is put
     */
    public Wrk(String program, Path folder) throws IOException {
        this.program = program;
        this.script = folder.resolve("replay.lua");
        try (InputStream source =
                Objects.requireNonNull(Wrk.class.getResourceAsStream("replay.lua"))) {
            Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public String name() {
        return "wrk";
    }

    @Override
    public Load.Result run(Load load) {
        List<String> command =
                List.of(
                        program,
                        "-t1",
                        "-c" + load.clients(),
                        "-d" + load.duration().toSeconds() + "s",
                        "--timeout",
                        "20s",
                        "-s",
                        script.toString(),
                        load.target().toString());
        Map<String, String> settings = new HashMap<>();
        settings.put("BENCH_TEMPLATE", load.template().text());
        settings.put("BENCH_KEY", Long.toString(load.firstKey()));
        settings.put("BENCH_NUMBER", Long.toString(load.firstNumber()));
        settings.put("BENCH_CYCLE", Long.toString(load.cycle()));
        return result(Commands.output(command, settings));
    }

    private static Load.Result result(String output) {
        Matcher found = RESULT.matcher(output);
        if (!found.find()) {
            throw new LoadFailure("wrk printed no result:\n" + output);
        }
        long requests = Long.parseLong(found.group(1));
        long failed = Long.parseLong(found.group(3)) + Long.parseLong(found.group(4));
        if (failed > 0) {
            throw new LoadFailure(
                    "%d of %d requests failed:%n%s".formatted(failed, requests, output));
        }
        return new Load.Result(
                requests,
                requests * 1e6 / Long.parseLong(found.group(2)),
                Long.parseLong(found.group(5)) / 1e3,
                Long.parseLong(found.group(6)) / 1e3);
    }
}
