// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SamplesTest {

    @Test
    void theMedianIsTheMiddleOfTheSortedValues() {
        assertThat(Samples.median(List.of(9.0, 1.0, 5.0))).isEqualTo(5);
        assertThat(Samples.median(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(3);
    }

    @Test
    void aPercentileIsAValueThatOccurred() {
        List<Double> hundred = IntStream.rangeClosed(1, 100).mapToObj(i -> (double) i).toList();

        assertThat(Samples.percentile(hundred, 99)).isEqualTo(99);
        assertThat(Samples.percentile(hundred, 100)).isEqualTo(100);
        assertThat(Samples.percentile(List.of(7.0), 99)).isEqualTo(7);
    }

    @Test
    void nothingHasNoMedian() {
        assertThatThrownBy(() -> Samples.median(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
