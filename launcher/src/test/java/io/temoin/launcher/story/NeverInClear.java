// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.launcher.suite.Suite;
import io.temoin.launcher.suite.SuiteFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The numbers that the story called and the words that were said are nowhere in clear, whether
 * their people were erased or not: in no file of the suite (databases with their write-ahead logs,
 * topics, audio, logs, temporary files), in no row of any table, which PostgreSQL may have
 * compressed, and in no message of any topic, which Kafka has.
 *
 * <p>What is not personal is looked for in the same way and found, or the search proves nothing.
 */
public final class NeverInClear {

    private static final List<String> DATABASES =
            List.of(
                    "consent",
                    "consent_keys",
                    "recording",
                    "recording_keys",
                    "retention",
                    "retention_keys",
                    "audit",
                    "audit_keys");

    /** Two plays of two people each; the second of each was erased in the end. */
    private static final int CALLS = 4;

    private final SuiteLedger ledger;
    private final SuiteFolder folder;

    /** Of a suite on which the story has been played. */
    public NeverInClear(Suite suite) {
        this.ledger = new SuiteLedger(suite);
        this.folder = suite.folder();
    }

    /** Looks everywhere for everything. */
    public void check() {
        var pseudonym =
                ledger.ask(
                                "consent",
                                "select payload ->> 'subject' from event where type = ?",
                                "ConsentGiven")
                        .getFirst();
        var needles = new TreeMap<String, String>();
        needles.put("the pseudonym", pseudonym);
        for (var call = 0; call < CALLS; call++) {
            needles.putAll(notations("199%06d".formatted(call)));
        }
        needles.put("the audio", new String(new DemoCall().sample(), ISO_8859_1));
        needles.put("the audio in hexadecimal", HexFormat.of().formatHex(new DemoCall().sample()));

        var all = new Needles(needles);
        assertThat(inFiles(all)).as("in files").containsOnlyKeys("the pseudonym");
        assertThat(inTables(all)).as("in tables").containsOnlyKeys("the pseudonym");
        assertThat(inTopics(all)).as("in topics").containsOnlyKeys("the pseudonym");
    }

    /** A French number as people and machines write it. */
    private static Map<String, String> notations(String national) {
        var international = "+33" + national;
        var pairs = new ArrayList<String>();
        for (int at = 1; at < national.length(); at += 2) {
            pairs.add(national.substring(at, at + 2));
        }
        var written = new TreeMap<String, String>();
        written.put("E.164", "33" + national);
        written.put("dialled at home", "0" + national);
        written.put("with spaces", "0" + national.charAt(0) + " " + String.join(" ", pairs));
        written.put("with dots", "0" + national.charAt(0) + "." + String.join(".", pairs));
        written.put("dialled from abroad", "0033" + national);
        written.put(
                "spaced from abroad", "+33 " + national.charAt(0) + " " + String.join(" ", pairs));
        written.put("in a URL", "%2B33" + national);
        written.put("in UTF-16", new String(international.getBytes(UTF_16LE), ISO_8859_1));
        written.put("in hexadecimal", HexFormat.of().formatHex(international.getBytes(UTF_8)));
        for (int before = 0; before < 3; before++) {
            // Without the characters at both ends, which depend on what stands beside it.
            var encoded =
                    Base64.getEncoder()
                            .encodeToString((" ".repeat(before) + international).getBytes(UTF_8));
            written.put("in Base64 at " + before, encoded.substring(before == 0 ? 0 : 4, 16));
        }
        var named = new TreeMap<String, String>();
        written.forEach((how, number) -> named.put(national + " " + how, number));
        return named;
    }

    private Map<String, Set<String>> inFiles(Needles needles) {
        var found = new TreeMap<String, Set<String>>();
        try (var files = Files.walk(folder.path())) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> note(file.toString(), needles.in(read(file)), found));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            // Removed meanwhile: what is not there tells nothing.
            return new byte[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Set<String>> inTables(Needles needles) {
        var found = new TreeMap<String, Set<String>>();
        for (var database : DATABASES) {
            for (var table :
                    ledger.ask(
                            database,
                            "select quote_ident(table_name) from information_schema.tables"
                                    + " where table_schema = 'public'"
                                    + " and table_type = 'BASE TABLE'")) {
                ledger.ask(database, "select t::text from " + table + " t")
                        .forEach(row -> note(database + "." + table, needles.in(row), found));
            }
        }
        return found;
    }

    private Map<String, Set<String>> inTopics(Needles needles) {
        var found = new TreeMap<String, Set<String>>();
        for (var message : ledger.everyMessage()) {
            var text = new StringBuilder();
            text.append(message.key());
            if (message.value() != null) {
                text.append(new String(message.value(), ISO_8859_1));
            }
            message.headers()
                    .forEach(header -> text.append(new String(header.value(), ISO_8859_1)));
            note(message.topic(), needles.in(text.toString()), found);
        }
        return found;
    }

    private static void note(String place, Set<String> names, Map<String, Set<String>> found) {
        names.forEach(name -> found.computeIfAbsent(name, _ -> new TreeSet<>()).add(place));
    }
}
