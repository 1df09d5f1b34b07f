// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import io.temoin.chassis.ChassisProblem;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Versions of a resource as HTTP has them (RFC 9110 §8.8.3): the ETag of an answer, and the
 * If-Match by which a change says what it changes, so that nobody overwrites what they never saw.
 */
public final class EntityTags {

    private static final String ANY = "*";
    private static final String TAG = "(?:W/)?\"[\\x21\\x23-\\x7e]*\"";
    private static final Pattern LIST = Pattern.compile(TAG + "(?:[ \\t]*,[ \\t]*" + TAG + ")*");

    /** A strong tag as {@link #of} makes them; If-Match compares no weak one (§13.1.1). */
    private static final Pattern OURS = Pattern.compile("(?<!W/)\"([1-9][0-9]{0,17})\"");

    private static final int LONGEST = 1_000;

    private EntityTags() {}

    /** The ETag of a version. */
    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /**
     * The versions that a change may be made to; {@code null} for any ({@code *}).
     *
     * @param ifMatch the header; missing or malformed is refused. A tag that is none of ours is the
     *     tag of no version.
     */
    public static @Nullable Set<Long> required(@Nullable String ifMatch) {
        if (ifMatch == null) {
            throw ChassisProblem.IF_MATCH_MISSING.at(
                    "If-Match",
                    "Send the ETag of the version you read as If-Match, so that your change cannot"
                            + " overwrite someone else's.");
        }
        return versions(ifMatch);
    }

    /** The same where a change without If-Match may be made to any version. */
    public static @Nullable Set<Long> optional(@Nullable String ifMatch) {
        return ifMatch == null ? null : versions(ifMatch);
    }

    private static @Nullable Set<Long> versions(String ifMatch) {
        String text = ifMatch.strip();
        if (text.equals(ANY)) {
            return null;
        }
        if (text.length() > LONGEST || !LIST.matcher(text).matches()) {
            throw ChassisProblem.HEADER_INVALID.at(
                    "If-Match", "If-Match must be * or ETags in quotes, separated by commas.");
        }
        Set<Long> versions = new TreeSet<>();
        Matcher ours = OURS.matcher(text);
        while (ours.find()) {
            versions.add(Long.parseLong(ours.group(1)));
        }
        return versions;
    }
}
