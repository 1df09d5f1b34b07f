// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import io.temoin.bench.load.LoadFailure;
import io.temoin.bench.report.CpuWatch;
import io.temoin.bench.report.Goal;
import io.temoin.bench.report.Row;
import io.temoin.bench.rig.Rig;
import io.temoin.bench.rig.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Scrubbing lists of 50,000 against a list of five million, end to end. */
final class ScrubFigure implements Figure {

    private static final int LIST = 50_000;
    private static final int LISTED = LIST / 10;
    private static final int CONSENTED = LIST / 5;

    @Override
    public String name() {
        return "scrub";
    }

    @Override
    public List<Row> measure(Session session) throws IOException {
        Rig rig = session.rig();
        int rows = session.size(200_000, 5_000_000);
        Path file = rig.folder("registers").resolve("suppressed.csv");
        Lists.numbers(file, rows);
        List<Double> scrubbed = new ArrayList<>();
        try (ServerProcess consent = rig.consent()) {
            Lists lists = new Lists(rig, consent);
            lists.imported(file, rows);
            Contacts contacts = CommandLoad.ours(rig, consent).contacts(session.warmUp());
            int known = (int) Math.min(contacts.count(), CONSENTED);
            String list = list(contacts, known);
            session.warmUp(() -> rate(lists, list));
            rig.database("consent").settle();
            CpuWatch cpu = CpuWatch.start();
            for (int run = 0; run < session.runs(); run++) {
                scrubbed.add(rate(lists, list));
                session.say("  scrub: %,.0f numbers/s".formatted(scrubbed.getLast()));
            }
            return List.of(
                    new Row(
                            name(),
                            "scrubbing a list of %,d against %,d".formatted(LIST, rows),
                            "first byte sent to last result read, one list after the other",
                            "numbers/s",
                            scrubbed,
                            List.of(),
                            Goal.atLeast(20_000, 40_000),
                            cpu.foreign(),
                            "%,d of the numbers are listed, %,d people had consented."
                                    .formatted(LISTED, known)));
        }
    }

    private static double rate(Lists lists, String list) {
        long began = System.nanoTime();
        try {
            lists.scrubbed(list, LISTED);
        } catch (IOException failure) {
            throw new LoadFailure("a list could not be scrubbed", failure);
        }
        return LIST / ((System.nanoTime() - began) / 1e9);
    }

    /** Listed ones, people who consented, and people nobody ever heard of. */
    private static String list(Contacts contacts, int known) {
        List<String> numbers = new ArrayList<>(LIST);
        for (int i = 0; i < LISTED; i++) {
            numbers.add(Lists.number(i));
        }
        for (int i = 0; i < known; i++) {
            numbers.add("+336%08d".formatted(contacts.first() + i));
        }
        for (int i = 0; numbers.size() < LIST; i++) {
            numbers.add("+331%08d".formatted(10_000_000 + i * 3));
        }
        return Lists.json(
                Map.of(
                        "controller", "rhone-telecom",
                        "purpose", "PROSPECTING_CALL",
                        "offer", "fibre",
                        "numbers", numbers));
    }
}
