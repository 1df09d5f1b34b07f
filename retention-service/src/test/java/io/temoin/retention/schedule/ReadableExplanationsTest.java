// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.temoin.chassis.requests.ReaderLanguage;
import io.temoin.retention.engine.domain.ConflictGround;
import io.temoin.retention.engine.domain.DispositionBasis;
import io.temoin.retention.engine.domain.ReviewGround;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionTrigger;
import io.temoin.retention.register.domain.RefusalReason;
import io.temoin.retention.schedule.domain.Sentence;
import io.temoin.retention.schedule.domain.Sentence.FactName;
import io.temoin.retention.schedule.domain.Sentence.Message;
import io.temoin.retention.text.PersonText;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every sentence of an explanation, with every value of each of its facts: access packages repeat
 * them to the person, who reads them without knowing what a code is, in one language.
 */
class ReadableExplanationsTest {

    private static final List<Object> CITATIONS =
            List.of(
                    "GDPR art. 17(3)(e), 21(1)",
                    "GDPR art. 12, 5(2)",
                    "C. assurances art. R.112-7",
                    "MiFID II art. 16(7); Reg. (EU) 2017/565 art. 76",
                    "CNIL, by analogy",
                    "GDPR art. 21; Temoin: kept for as long as it must be honoured",
                    "Temoin: until withdrawal, a year at most",
                    "CNIL, L'écoute et l'enregistrement des appels sur le lieu de travail;"
                            + " référentiel durées RH (2026-04-02)");

    private static List<Object> values(FactName name) {
        return switch (name) {
            case PURPOSE -> List.of((Object[]) Purpose.values());
            case TRIGGER -> List.of((Object[]) RetentionTrigger.values());
            case BASIS -> List.of((Object[]) DispositionBasis.values());
            case REFUSAL -> List.of((Object[]) RefusalReason.values());
            case GROUND ->
                    Stream.concat(
                                    Stream.of((Object[]) ConflictGround.values()),
                                    Stream.of((Object[]) ReviewGround.values()))
                            .toList();
            case REFERENCE -> CITATIONS;
            case PERIOD, SUSPENDED_FOR ->
                    List.of(Period.ofMonths(6), Period.of(1, 1, 1), Period.ofDays(0));
            case POLICY_VERSION -> List.of(1);
            case JURISDICTION, COUNTRY -> List.of("FR", "GB", "US", "DE");
            case ZONE -> List.of(ZoneId.of("Europe/Paris"));
            case DUE_AT -> List.of(LocalDateTime.of(2026, 12, 1, 9, 5));
            case FROM,
                    UNTIL,
                    KEEP_UNTIL,
                    DESTROY_BY,
                    DUE_ON,
                    ORDERED_ON,
                    DECIDED_ON,
                    DESTROYED_ON,
                    FROZEN_UNTIL,
                    SUSPENDED_SINCE,
                    EXTENDED_ON ->
                    List.of(LocalDate.of(2026, 12, 1), LocalDate.of(2027, 5, 24));
        };
    }

    /** Each value of each fact, beside the first of the others. */
    private static List<Sentence> sentences(Message message) {
        Map<FactName, Object> first = new EnumMap<>(FactName.class);
        message.facts().forEach(fact -> first.put(fact, values(fact).getFirst()));
        List<Sentence> all = new ArrayList<>(List.of(new Sentence(message, first)));
        for (FactName fact : message.facts()) {
            for (Object value : values(fact)) {
                Map<FactName, Object> other = new EnumMap<>(first);
                other.put(fact, value);
                all.add(new Sentence(message, other));
            }
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource
    void isForAPerson(Message message) {
        for (Locale language : ReaderLanguage.ALL) {
            for (Sentence sentence : sentences(message)) {
                PersonText.isForAPerson(ExplanationTexts.in(language).of(sentence), language);
            }
        }
    }
}
