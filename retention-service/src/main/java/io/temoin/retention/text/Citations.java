// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.text;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Citations of texts of law. Policies cite a national text as its own country does, and that of the
 * European Union by its English name: each language has its own for it. What a controller cites in
 * a policy of its own stands as it wrote it, but for these names.
 */
final class Citations {

    private record Name(Pattern pattern, String words) {

        static Name of(String pattern, String words) {
            return new Name(Pattern.compile(pattern), words);
        }

        String in(String citation) {
            return pattern.matcher(citation).replaceAll(words);
        }
    }

    private static final List<Name> FRENCH =
            List.of(
                    Name.of("(GDPR|RGPD),? [Aa]rt\\. ?", "RGPD, art. "),
                    Name.of("GDPR", "RGPD"),
                    Name.of("MiFID II", "directive MiFID II"),
                    Name.of("Reg\\. \\(EU\\)", "règlement (UE)"),
                    Name.of("by analogy", "par analogie"),
                    Name.of(
                            "Temoin: until withdrawal, a year at most",
                            "pratique de Temoin, et non un texte : jusqu'au retrait, un an au plus"),
                    Name.of(
                            "Temoin: kept for as long as it must be honoured",
                            "pratique de Temoin, et non un texte : aussi longtemps qu'elle doit être"
                                    + " respectée"),
                    Name.of("; ", " ; "));

    private static final List<Name> ENGLISH =
            List.of(
                    Name.of("(GDPR|RGPD),? [Aa]rt\\. ?", "GDPR art. "),
                    Name.of("RGPD", "GDPR"),
                    Name.of("par analogie", "by analogy"),
                    Name.of("Temoin: ", "Temoin's practice, no law: "));

    private Citations() {}

    static String in(Locale language, String citation) {
        String cited = citation;
        for (Name name : language.equals(Locale.FRENCH) ? FRENCH : ENGLISH) {
            cited = name.in(cited);
        }
        return cited;
    }
}
