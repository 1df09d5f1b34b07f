// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The story as the documents tell it: whole in {@code docs/story.md}, in short in the README. Both
 * are what was really printed; {@code -Dtemoin.docs.update=true} writes them anew.
 */
final class StoryDocuments {

    private static final String BEGIN = "<!-- story:begin -->";
    private static final String END = "<!-- story:end -->";
    private static final Pattern REQUEST =
            Pattern.compile("\\$ curl -i (?:-X (\\w+) )?\"\\$(\\w+)([^\"]*)\".*");
    private static final Pattern ACTOR = Pattern.compile(".*Bearer \\$TOKEN_(\\w+)\".*");
    private static final Pattern FIELD =
            Pattern.compile("  \"(type|verdict|state|mode|length|ordered)\" : \"?([^\",]+)\"?,?");
    private static final Pattern REASON = Pattern.compile(" +\"code\" : \"([A-Z_]+)\",?");

    private StoryDocuments() {}

    /** Fails unless the documents hold this story. */
    static void check(String normalised) {
        compare("docs/story.md", normalised.strip());
        compare("README.md", inShort(normalised));
    }

    private static void compare(String document, String story) {
        Path file = SourceTree.root().resolve(document);
        String text = read(file);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        assertThat(end).as("%s has the marks of the story", document).isGreaterThan(begin);
        String block = "\n\n```text\n" + story + "\n```\n\n";
        if (Boolean.getBoolean("temoin.docs.update")) {
            write(file, text.substring(0, begin) + block + text.substring(end));
        } else {
            assertThat(text.substring(begin, end))
                    .as("the story in %s (-Dtemoin.docs.update=true writes it anew)", document)
                    .isEqualTo(block);
        }
    }

    /** Titles, requests, outcomes and what they prove; no bodies. */
    private static String inShort(String story) {
        List<String> lines = new ArrayList<>();
        String request = "";
        for (String line : story.lines().toList()) {
            Matcher asked = REQUEST.matcher(line);
            Matcher actor = ACTOR.matcher(line);
            if (line.startsWith("=== ")) {
                lines.add("");
                lines.add(line.substring(4));
            } else if (line.startsWith("  => ")) {
                lines.add("   => " + line.substring(5));
            } else if (asked.matches()) {
                String method = asked.group(1) == null ? "GET" : asked.group(1);
                request = method + " $" + asked.group(2) + asked.group(3);
            } else if (actor.matches()) {
                request += "  as " + actor.group(1).toLowerCase(java.util.Locale.ROOT);
            } else if (line.startsWith("HTTP ")) {
                lines.add("   " + request);
                lines.add("      " + line);
            } else {
                addOutcome(lines, line);
            }
        }
        return String.join("\n", lines).strip();
    }

    private static void addOutcome(List<String> lines, String line) {
        Matcher field = FIELD.matcher(line);
        Matcher reason = REASON.matcher(line);
        String more = "";
        if (field.matches()) {
            more = "  " + field.group(2).replace("urn:problem:temoin:", "");
        } else if (reason.matches()) {
            more = "  " + reason.group(1);
        }
        if (!more.isEmpty() && !lines.isEmpty() && lines.getLast().startsWith("      HTTP")) {
            lines.add(lines.removeLast() + more);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
