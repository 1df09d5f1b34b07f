// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The story without what differs from one play to the next. Ids are numbered in the order in which
 * they appear, so that it still shows which of them are the same.
 */
public final class Normalised {

    private static final Pattern UUID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Map<Pattern, String> MASKS = masks();

    private Normalised() {}

    /** The text with ids, instants, dates, tokens, pseudonyms, numbers and ports masked. */
    public static String of(String text) {
        var masked = text;
        for (var mask : MASKS.entrySet()) {
            masked = mask.getKey().matcher(masked).replaceAll(mask.getValue());
        }
        var ids = new LinkedHashMap<String, String>();
        return UUID.matcher(masked)
                .replaceAll(
                        match ->
                                ids.computeIfAbsent(
                                        match.group(), _ -> "<id-" + (ids.size() + 1) + ">"));
    }

    private static Map<Pattern, String> masks() {
        var masks = new LinkedHashMap<Pattern, String>();
        masks.put(Pattern.compile("eyJ[\\w-]+(\\.[\\w-]*)*…?"), "<jws>");
        masks.put(Pattern.compile("(\"token\" : )\"[^\"]*\""), "$1\"<token>\"");
        masks.put(Pattern.compile("((?:LISTENING|PACKAGE_TOKEN)=)\\S+"), "$1<token>");
        masks.put(Pattern.compile("(\"passphrase\" : )\"[^\"]*\""), "$1\"<passphrase>\"");
        masks.put(Pattern.compile("\\((?!210500 )\\d{5,} bytes\\)"), "(<size> bytes)");
        masks.put(Pattern.compile("(\"bytes\" : )\\d+"), "$1<size>");
        masks.put(Pattern.compile("(\"(?:leaf|entry|proof)\" : )\"[^\"]{24}…\""), "$1\"<signed>\"");
        masks.put(
                Pattern.compile("(\"(?:digest|keyFingerprint)\" : (?:\\[ )?)\"[0-9a-f]{64}\""),
                "$1\"<digest>\"");
        masks.put(Pattern.compile("(\"kid\" : )\"[^\"]*\""), "$1\"<kid>\"");
        masks.put(Pattern.compile("(\"x\" : )\"[^\"]*\""), "$1\"<public key>\"");
        masks.put(Pattern.compile("(\"(?:next|keyFingerprint)\" : )\"[^\"]*\""), "$1\"<opaque>\"");
        masks.put(Pattern.compile("cursor=[\\w.%=-]+"), "cursor=<opaque>");
        masks.put(Pattern.compile("(\"subject\" ?: ?)\"[^\"]*\""), "$1\"<subject>\"");
        masks.put(Pattern.compile("subject=[\\w.%-]+"), "subject=<subject>");
        masks.put(Pattern.compile("contact-([a-z-]+?)-[\\w]{16,}"), "contact-$1-<subject>");
        masks.put(
                Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?Z"),
                "<instant>");
        masks.put(
                Pattern.compile("\\d{1,2} [A-Z][a-z]+ \\d{4}, \\d{2}:\\d{2} \\([\\w/]+\\)"),
                "<moment>");
        masks.put(Pattern.compile("\\b\\d{1,2} \\p{Lu}\\p{Ll}{2,8} 20\\d{2}\\b"), "<date>");
        masks.put(Pattern.compile("\\d{4}-\\d{2}-\\d{2}(?![\\d-])(?<!2026-04-02)"), "<date>");
        masks.put(Pattern.compile("\\+33199\\d{6}"), "<number>");
        masks.put(Pattern.compile("127\\.0\\.0\\.1:\\d+"), "127.0.0.1:<port>");
        masks.put(Pattern.compile("logs/[0-9a-f]{32}"), "logs/<log>");
        masks.put(Pattern.compile("(?m)^\\d+$"), "<size>");
        masks.put(Pattern.compile("(?m)^[\\w+/]{43}=$"), "<root>");
        masks.put(Pattern.compile("(?m)^(— \\S+) [\\w+/=]+$"), "$1 <signature>");
        masks.put(Pattern.compile("(?m)^Event-Position: \\S+$"), "Event-Position: <position>");
        masks.put(Pattern.compile("(\"sequence\" : )\\d+"), "$1<sequence>");
        // what clocks show where the person is
        masks.put(Pattern.compile("(\"value\" : \")\\d{2}:\\d{2}(?=\")"), "$1<time>");
        masks.put(Pattern.compile("\\d{2}:\\d{2}(?= in the time zone)"), "<time>");
        return masks;
    }
}
