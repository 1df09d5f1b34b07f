// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.temoin.transparency.Mutations;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.tree.ConsistencyProof;
import io.temoin.transparency.tree.Hash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests and answers of witnesses; all texts are the examples of c2sp.org/tlog-witness. */
class WitnessProtocolTest {

    private static final String CHECKPOINT =
            """
            example.com/behind-the-sofa
            20852163
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

            \u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
            \u2014 example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
            """;
    private static final String HASHES =
            """
            PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
            jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
            5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
            /6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=
            """;
    private static final String REQUEST = "old 20852014\n" + HASHES + "\n" + CHECKPOINT;
    private static final String ANSWER =
            """
            \u2014 witness.example/w1 CMp+6LWBU0anHGH5aNDTJkH/gj79sG+T6+iP2ThYN5krrDJbR1HDnucjL39QsZTSvVjyQLrdk3DXDqI5G2HgLatVs0pWh6Up69HVOw==
            \u2014 witness.example/w1 I7rEps0pvK2UqkS2gSpVUDhrhVtQV9lgF6pRrWAvjJHjyWpW7VcE3SiOlVlbQNt64vWhO+DlkL0+UfzuOBMh9ChdMkP1vi/lCAsmlw==
            \u2014 witness.example/w2 AWui8Sk55XjYLOijihBjhqEH6nS1ndDymE0a+6idX7pLcnoB+dhnz0854aLZgrrKbYKA7nC3HNJhm/kWl7oJlqU3rXXvpysAdyP3wQ==
            """;

    @Test
    void readsTheRequestOfTheSpecification() {
        AddCheckpoint request = AddCheckpoint.parse(bytes(REQUEST));
        assertThat(request.oldSize()).isEqualTo(20_852_014);
        assertThat(request.hashes()).hasSize(4);
        assertThat(request.note().signatures()).hasSize(2);
        assertThat(request.checkpoint().head().size()).isEqualTo(20_852_163);
        assertThat(request.bytes()).isEqualTo(bytes(REQUEST));
    }

    /** The example's proof is shortened: these sizes need more hashes, and that is said. */
    @Test
    void refusesAProofThatCannotBeOneOfTheseSizes() {
        AddCheckpoint request = AddCheckpoint.parse(bytes(REQUEST));
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(request::consistency)
                .withMessageContaining(
                        "has 4 hashes; from size 20852014 to size 20852163 it needs");
    }

    @Test
    void writesARequestFromAProof() {
        AddCheckpoint request =
                AddCheckpoint.of(
                        new ConsistencyProof(0, 20_852_163, List.of()),
                        AddCheckpoint.parse(bytes(REQUEST)).note());
        assertThat(request.bytes()).isEqualTo(bytes("old 0\n\n" + CHECKPOINT));
        assertThat(request.consistency().from()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "old\n\n",
                "old \n\n",
                "old 01\n\n",
                "old -1\n\n",
                "old x\n\n",
                "new 1\n\n",
                "old 20852164\n\n",
                "old 1\nold 1\n\n",
                "old 1\nAAAA\n\n",
                "old 1\n",
                "old 1\n\n\n",
                "old 1\r\n\n",
                "old  1\n\n",
                " old 1\n\n"
            })
    void refusesWhatIsNoRequest(String start) {
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> AddCheckpoint.parse(bytes(start + CHECKPOINT)));
    }

    @Test
    void refusesMoreThan63Hashes() {
        String line = HASHES.substring(0, 45);
        assertThat(
                        AddCheckpoint.parse(bytes("old 1\n" + line.repeat(63) + "\n" + CHECKPOINT))
                                .hashes())
                .hasSize(63);
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(
                        () ->
                                AddCheckpoint.parse(
                                        bytes("old 1\n" + line.repeat(64) + "\n" + CHECKPOINT)));
        AddCheckpoint full =
                AddCheckpoint.parse(bytes("old 1\n" + line.repeat(63) + "\n" + CHECKPOINT));
        List<Hash> more = new ArrayList<>(full.hashes());
        more.addAll(full.hashes());
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> new AddCheckpoint(1, more, full.note()));
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> new AddCheckpoint(-1, List.of(), full.note()));
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> AddCheckpoint.parse(new byte[2_000_001]));
    }

    @Test
    void readsTheAnswersOfTheSpecification() {
        WitnessAnswer.Cosigned cosigned = WitnessAnswer.Cosigned.parse(bytes(ANSWER));
        assertThat(cosigned.signatures()).hasSize(3);
        assertThat(cosigned.body()).isEqualTo(ANSWER);
        assertThat(WitnessAnswer.Conflict.parse(bytes("20852014\n")))
                .isEqualTo(new WitnessAnswer.Conflict(20_852_014));
        assertThat(new WitnessAnswer.Conflict(0).body()).isEqualTo("0\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "x\n", "\u2014 a b\n", "20852014", "1\n2\n", "01\n", " 1\n"})
    void refusesWhatIsNoAnswer(String body) {
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> WitnessAnswer.Cosigned.parse(bytes(body)));
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> WitnessAnswer.Conflict.parse(bytes(body)));
    }

    @Test
    void refusesAnswersThatAreTooMuch() {
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> WitnessAnswer.Cosigned.parse(bytes(ANSWER.repeat(34))));
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> WitnessAnswer.Cosigned.parse(new byte[1_000_001]));
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> new WitnessAnswer.Cosigned(List.of()));
        assertThatExceptionOfType(Untrusted.class).isThrownBy(() -> new WitnessAnswer.Conflict(-1));
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void isRefusedOrReadAndWrittenTheSame(long seed) {
        Mutations.refusedOrTheSame(
                bytes(REQUEST), seed, 3_000, bytes -> AddCheckpoint.parse(bytes).bytes());
        Mutations.refusedOrTheSame(
                bytes(ANSWER),
                seed,
                3_000,
                bytes -> bytes(WitnessAnswer.Cosigned.parse(bytes).body()));
        Mutations.refusedOrTheSame(
                bytes("20852014\n"),
                seed,
                3_000,
                bytes -> bytes(WitnessAnswer.Conflict.parse(bytes).body()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
