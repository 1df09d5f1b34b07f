// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The language that a reader gets texts in. */
public final class ReaderLanguage {

    /** The languages of every text; the first for readers who accept none of them. */
    public static final List<Locale> ALL = List.of(Locale.ENGLISH, Locale.FRENCH);

    private ReaderLanguage() {}

    /** The one that a reader accepts best, by {@code Accept-Language} (RFC 9110 §12.5.4). */
    public static Locale acceptedBy(@Nullable String acceptLanguage) {
        String ranges = acceptLanguage == null ? "" : acceptLanguage.strip();
        try {
            Locale found = Locale.lookup(Locale.LanguageRange.parse(ranges), ALL);
            return found == null ? ALL.getFirst() : found;
        } catch (IllegalArgumentException _) {
            return ALL.getFirst(); // no language is named by what cannot be read
        }
    }
}
