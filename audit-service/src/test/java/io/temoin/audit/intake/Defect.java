// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The ways in which a message can be broken, and what becomes of each. */
@SuppressWarnings("ImmutableEnumChecker") // what breaks has no state
enum Defect {
    NO_HEADERS(Fate.PARKED, Draft::noHeaders),
    NO_HEADERS_AND_NO_KEY(
            Fate.COUNTED,
            draft -> {
                draft.noHeaders();
                draft.key = null;
            }),
    NO_KEY(Fate.STORED, draft -> draft.key = null),
    A_CLOUDEVENT_IN_STRUCTURED_MODE(
            Fate.PARKED,
            draft -> {
                draft.noHeaders();
                draft.header("content-type", "application/cloudevents+json");
                draft.json("{\"specversion\": \"1.0\", \"id\": \"1\", \"data\": {}}");
            }),
    ANOTHER_CONTENT_TYPE(Fate.STORED, draft -> draft.header("content-type", "text/plain")),
    ANOTHER_SPECVERSION(Fate.PARKED, draft -> draft.header("ce_specversion", "2.0")),
    NO_SPECVERSION(Fate.PARKED, draft -> draft.headers.remove("ce_specversion")),
    A_TYPE_OF_SOMEBODY_ELSE(Fate.PARKED, draft -> draft.header("ce_type", "com.example.X")),
    NO_ID(Fate.PARKED, draft -> draft.headers.remove("ce_id")),
    AN_EMPTY_ID(Fate.PARKED, draft -> draft.header("ce_id", "")),
    AN_ID_WITHOUT_VALUE(Fate.PARKED, draft -> draft.header("ce_id", null)),
    AN_ID_OF_HANDED_IN_ENTRIES(
            Fate.PARKED, draft -> draft.header("ce_id", "x-rhone-telecom:crm:1")),
    AN_ID_LONGER_THAN_AN_INDEX_HOLDS(Fate.PARKED, draft -> draft.header("ce_id", noise(4_000))),
    AN_ACTOR_LONGER_THAN_AN_INDEX_HOLDS(
            Fate.PARKED, draft -> draft.header("ce_actor", noise(4_000))),
    A_CORRELATION_LONGER_THAN_AN_INDEX_HOLDS(
            Fate.PARKED, draft -> draft.header("ce_correlationid", noise(4_000))),
    A_KEY_LONGER_THAN_AN_INDEX_HOLDS(
            Fate.PARKED,
            draft -> {
                draft.key += noise(4_000);
                draft.json("{");
            }),
    A_KEY_WITH_NUL(
            Fate.PARKED,
            draft -> {
                draft.key += "\u0000";
                draft.json("{");
            }),
    A_GOOD_MESSAGE_WITH_NUL_IN_ITS_KEY(Fate.STORED, draft -> draft.key += "\u0000"),
    A_TENANT_THAT_IS_NONE(Fate.PARKED, draft -> draft.header("ce_tenant", "Helios!")),
    A_TENANT_WITH_NUL(Fate.PARKED, draft -> draft.header("ce_tenant", "helios\u0000")),
    A_TENANT_THAT_IS_TOO_LONG(Fate.PARKED, draft -> draft.header("ce_tenant", noise(4_000))),
    A_TYPE_WITH_NUL(Fate.PARKED, draft -> draft.header("ce_type", "io.temoin.\u0000.X.v1")),
    AN_ID_WITH_NUL(Fate.PARKED, draft -> draft.header("ce_id", "a\u0000b")),
    A_WORKSTATION_WITH_NUL(Fate.PARKED, draft -> draft.header("ce_workstation", "a\u0000b")),
    HEADERS_THAT_ARE_NO_UTF_8(
            Fate.STORED,
            draft -> {
                draft.headers.remove("ce_role");
                draft.headers.add("ce_role", new byte[] {(byte) 0xff, (byte) 0xfe, 'a'});
            }),
    A_TIME_THAT_IS_NONE(Fate.PARKED, draft -> draft.header("ce_time", "yesterday")),
    A_TIME_OUT_OF_EVERY_RANGE(
            Fate.PARKED, draft -> draft.header("ce_time", "+1000000000-12-31T23:59:59.999999999Z")),
    A_TIME_BEFORE_ALL_EVENTS(
            Fate.PARKED, draft -> draft.header("ce_time", "-1000000000-01-01T00:00:00Z")),
    A_SEQUENCE_THAT_IS_NO_NUMBER(Fate.PARKED, draft -> draft.header("ce_sequence", "third")),
    A_SEQUENCE_THAT_IS_TOO_LARGE(Fate.PARKED, draft -> draft.header("ce_sequence", "9".repeat(20))),
    NULL(Fate.PARKED, draft -> draft.value = null),
    NOTHING(Fate.PARKED, draft -> draft.value = new byte[0]),
    NO_JSON(Fate.PARKED, draft -> draft.json("<event/>")),
    HALF_A_JSON(Fate.PARKED, draft -> draft.json("{\"recording\": \"r1\"")),
    BYTES(Fate.PARKED, draft -> draft.value = new byte[] {0, (byte) 0xff, (byte) 0xc0, 1}),
    JSON_WITHOUT_DATA(Fate.PARKED, draft -> draft.json("null")),
    A_LIST(Fate.PARKED, draft -> draft.json("[]")),
    A_TEXT(Fate.PARKED, draft -> draft.json("\"event\"")),
    A_NUMBER_WHERE_A_TEXT_IS_EXPECTED(
            Fate.STORED, draft -> draft.json("{\"recording\": 17, \"purpose\": 1.5}")),
    AN_OBJECT_WHERE_A_TEXT_IS_EXPECTED(
            Fate.STORED, draft -> draft.json("{\"recording\": {\"id\": []}, \"reason\": 3}")),
    NUL_IN_A_TEXT(Fate.PARKED, draft -> draft.json("{\"recording\": \"r\\u0000\"}")),
    NUL_IN_A_TEXT_THAT_NOBODY_READS(Fate.STORED, draft -> draft.json("{\"note\": \"r\\u0000\"}")),
    THE_MARK_BETWEEN_CODES_IN_A_CODE(
            Fate.PARKED, draft -> draft.json("{\"purposes\": [\"A\\u001fB\"]}")),
    AN_EMPTY_CODE(Fate.PARKED, draft -> draft.json("{\"purposes\": [\"A\", \"\"]}")),
    HALF_A_CHARACTER(Fate.PARKED, draft -> draft.json("{\"recording\": \"r\\ud800\"}")),
    A_TEXT_LONGER_THAN_AN_INDEX_HOLDS(
            Fate.PARKED, draft -> draft.json("{\"recording\": \"" + noise(4_000) + "\"}")),
    MORE_CODES_THAN_ANYBODY_READS(
            Fate.PARKED, draft -> draft.json("{\"purposes\": [" + codes(5_000) + "]}")),
    A_MEGABYTE(Fate.STORED, draft -> draft.json("{\"note\": \"" + noise(1_044_576) + "\"}")),
    A_MEGABYTE_OF_NOTHING(Fate.PARKED, draft -> draft.json("x".repeat(1_044_576))),
    A_THOUSAND_LEVELS(
            Fate.STORED, draft -> draft.json("{\"a\":".repeat(999) + "1" + "}".repeat(999))),
    A_HUNDRED_THOUSAND_LEVELS(
            Fate.PARKED,
            draft -> draft.json("{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000))),
    LONG_NAMES_ABOVE_MANY_VALUES(
            Fate.STORED,
            draft ->
                    draft.json(
                            ("{\"" + "a".repeat(40_000) + "\":").repeat(10)
                                    + "["
                                    + numbers(100_000)
                                    + "]"
                                    + "}".repeat(10)));

    /** What becomes of a message. */
    enum Fate {
        /** It is an entry. */
        STORED,
        /** The administrators of its tenant see it. */
        PARKED,
        /** It has no tenant: it is counted and among the dead letters, and nobody's to see. */
        COUNTED
    }

    final Fate fate;
    final Consumer<Draft> breaking;

    Defect(Fate fate, Consumer<Draft> breaking) {
        this.fate = fate;
        this.breaking = breaking;
    }

    /** What no compression makes small. */
    static String noise(int length) {
        Random random = new Random(20261124);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }

    private static String codes(int many) {
        return IntStream.range(0, many)
                .mapToObj(i -> "\"C" + i + "\"")
                .collect(Collectors.joining(","));
    }

    private static String numbers(int many) {
        return "1,".repeat(many - 1) + "1";
    }
}
