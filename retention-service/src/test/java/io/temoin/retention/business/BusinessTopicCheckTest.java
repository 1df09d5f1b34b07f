// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.business;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.temoin.retention.RetentionConfig;
import io.temoin.retention.business.BusinessTopics.Owner;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No topic is read of which nobody knows whose it is. */
class BusinessTopicCheckTest {

    private static final String FORM = "is not of the form tenant/controller=topic";

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void isOffAsItIsShipped(String nothing) {
        assertThat(complaint(config(nothing))).isEmpty();
        assertThat(isRead(config(nothing))).isFalse();
    }

    @Test
    void readsTheTopicsOfSeveralControllers() {
        var config =
                config(
                        "helios/rhone-telecom=crm.business, helios/loire-assurance=loire_Business-2,"
                                + "atlas/rhone-telecom=atlas.business");

        assertThat(complaint(config)).isEmpty();
        assertThat(isRead(config)).isTrue();
        assertThat(config.getValue(BusinessTopicSettings.TOPICS, String.class))
                .isEqualTo("atlas.business,crm.business,loire_Business-2");
        assertThat(BusinessTopics.of(mapped(config).businessTopics()).owners())
                .isEqualTo(
                        Map.of(
                                "crm.business", new Owner("helios", "rhone-telecom"),
                                "loire_Business-2", new Owner("helios", "loire-assurance"),
                                "atlas.business", new Owner("atlas", "rhone-telecom")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "crm.business | crm.business | " + FORM,
                "rhone-telecom=crm.business | rhone-telecom=crm.business | " + FORM,
                "helios/=crm.business | helios/=crm.business | " + FORM,
                "/rhone-telecom=crm.business | /rhone-telecom=crm.business | " + FORM,
                "helios/Rhône=crm.business | helios/Rhône=crm.business | " + FORM,
                "helios/rhone-telecom= | helios/rhone-telecom= | " + FORM,
                "helios/rhone-telecom=.. | helios/rhone-telecom=.. | " + FORM,
                "helios/rhone-telecom=crm* | helios/rhone-telecom=crm* | " + FORM,
                "a/b=x,,a/b=y | | " + FORM,
                "a/b=x, | | " + FORM,
                "a/b=x,a/c=x | a/c=x | is the second entry for its topic",
                "a/b=x,a/b=x | a/b=x | is the second entry for its topic",
                "a/b=consent.events | a/b=consent.events | names a topic of Temoin's own",
                "a/b=retention.dead-letter | a/b=retention.dead-letter | names a topic of Temoin's own",
                "a/b=audit.checkpoints | a/b=audit.checkpoints | names a topic of Temoin's own",
                "a/b=x,a/c=recording.events | a/c=recording.events | names a topic of Temoin's own"
            })
    void readsNothingOfWhatCannotBe(String setting, String entry, String why) {
        assertThat(complaint(config(setting)))
                .hasValueSatisfying(
                        text ->
                                assertThat(text)
                                        .startsWith("temoin.retention.business-topics must")
                                        .contains(
                                                "\"" + (entry == null ? "" : entry) + "\" " + why));
        assertThat(isRead(config(setting))).isFalse();
    }

    private static boolean isRead(SmallRyeConfig config) {
        return config.getValue(BusinessTopicSettings.ENABLED, boolean.class);
    }

    private static Optional<String> complaint(SmallRyeConfig config) {
        return new BusinessTopicCheck(mapped(config)).complaint();
    }

    private static RetentionConfig mapped(SmallRyeConfig config) {
        return config.getConfigMapping(RetentionConfig.class);
    }

    private static SmallRyeConfig config(String topics) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withSources(
                        new PropertiesConfigSource(
                                Map.of(BusinessTopics.SETTING, topics), "changed", 500))
                .withSources(new BusinessTopicSettings())
                .withMapping(RetentionConfig.class)
                .build();
    }
}
