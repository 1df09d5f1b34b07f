// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.notice.domain;

import java.util.List;
import java.util.Map;

/** In which languages people of a country are spoken to, where nobody says. */
final class SpokenLanguages {

    private static final Map<String, List<String>> OFFICIAL =
            Map.ofEntries(
                    Map.entry("AT", List.of("de")),
                    Map.entry("AU", List.of("en")),
                    Map.entry("BE", List.of("nl", "fr", "de")),
                    Map.entry("BL", List.of("fr")),
                    Map.entry("CA", List.of("en", "fr")),
                    Map.entry("CH", List.of("de", "fr", "it")),
                    Map.entry("DE", List.of("de")),
                    Map.entry("DK", List.of("da")),
                    Map.entry("ES", List.of("es")),
                    Map.entry("FR", List.of("fr")),
                    Map.entry("GB", List.of("en")),
                    Map.entry("GF", List.of("fr")),
                    Map.entry("GP", List.of("fr")),
                    Map.entry("IE", List.of("en")),
                    Map.entry("IT", List.of("it")),
                    Map.entry("LU", List.of("fr", "de", "lb")),
                    Map.entry("MF", List.of("fr")),
                    Map.entry("MQ", List.of("fr")),
                    Map.entry("NL", List.of("nl")),
                    Map.entry("PL", List.of("pl")),
                    Map.entry("PT", List.of("pt")),
                    Map.entry("RE", List.of("fr")),
                    Map.entry("US", List.of("en")),
                    Map.entry("YT", List.of("fr")));

    private SpokenLanguages() {}

    /** Primary language subtags; none for a country that no recording rule is about. */
    static List<String> of(String country) {
        return OFFICIAL.getOrDefault(country, List.of());
    }
}
