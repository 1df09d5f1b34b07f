// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.explanation;

import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import org.jspecify.annotations.Nullable;

/** The languages explanations are written in. */
public enum ReaderLanguage {
    /** For English readers, and for those whose language is not here. */
    EN(Locale.ENGLISH),
    FR(Locale.FRENCH);

    private final Locale locale;

    ReaderLanguage(Locale locale) {
        this.locale = locale;
    }

    /** The language that a reader accepts best (RFC 9110 §12.5.4). */
    public static ReaderLanguage acceptedBy(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.isBlank()) {
            return EN;
        }
        try {
            Locale best =
                    Locale.lookup(
                            LanguageRange.parse(acceptLanguage), List.of(EN.locale, FR.locale));
            return Locale.FRENCH.equals(best) ? FR : EN;
        } catch (IllegalArgumentException _) {
            return EN; // no preference that anybody could read
        }
    }

    Locale locale() {
        return locale;
    }

    /** Its tag (BCP 47). */
    public String tag() {
        return locale.toLanguageTag();
    }
}
