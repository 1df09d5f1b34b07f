// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.temoin.chassis.testing.ContractFiles;
import io.temoin.consent.rules.domain.RulePack;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulePacksTest {

    private static final Instant AUTUMN = Instant.parse("2026-11-24T09:30:00Z");

    private final RulePacks shipped = new RulePacks();

    /** The law in force at the call, as it was known at the decision. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "2026-08-10T22:00:00Z, 2026-08-10T22:00:00Z, X 1.9", // midnight in Paris
                "2026-08-10T21:59:59Z, 2026-08-10T22:00:00Z, -",
                "2026-11-24T09:30:00Z, 2026-11-24T09:30:00Z, X 1.10",
                "2026-11-24T09:30:00Z, 2026-09-30T23:59:59Z, X 1.9",
                "2026-11-24T09:30:00Z, 2026-10-01T00:00:00Z, X 1.10",
                "2026-11-24T09:30:00Z, 2026-07-22T23:59:59Z, -",
                "2027-01-01T09:30:00Z, 2026-09-30T00:00:00Z, X 1.9",
                "2027-01-01T09:30:00Z, 2027-01-01T09:30:00Z, -" // ended, as was known by then
            })
    void choosesByBothTimes(Instant at, Instant knownAt, @Nullable String expected) {
        var packs =
                new RulePacks(
                        List.of(
                                pack("1.10", "2026-10-01T00:00:00Z", "validTo: \"2027-01-01\""),
                                pack("1.9", "2026-07-23T00:00:00Z", ""),
                                pack("1.2", "2026-07-23T00:00:00Z", "")));

        var chosen = packs.inForce(List.of("FR"), at, knownAt);

        // A version known to be out of force does not hand over to an older one that is not.
        assertThat(chosen)
                .extracting(pack -> pack.id() + " " + pack.version())
                .isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FR,PL", "PL,FR", "PL", "NC", "XX"})
    void knowsNothingWhenOneOfThePlacesHasNoRules(String places) {
        assertThat(shipped.inForce(List.of(places.split(",", -1)), AUTUMN, AUTUMN)).isEmpty();
    }

    @Test
    void placesOfOneLawHaveOneAnswer() {
        var common = shipped.inForce(List.of("MQ", "FR"), AUTUMN, AUTUMN);

        assertThat(common).containsExactly(shipped.inForce("FR", AUTUMN));
    }

    @ParameterizedTest
    @CsvSource({
        "FR DE, FR-2026 DE-2021",
        "DE FR, DE-2021 FR-2026",
        "US CA, US-FED-2025 CA-2008",
        "RE GB MQ, FR-2026 GB-2019"
    })
    void placesOfTwoLawsHaveBothEachOnce(String places, String laws) {
        assertThat(shipped.inForce(List.of(places.split(" ", -1)), AUTUMN, AUTUMN))
                .extracting(RulePack::id)
                .containsExactly(laws.split(" ", -1));
    }

    /** A02: the law changes overnight, in Paris. */
    @ParameterizedTest
    @CsvSource({
        "2016-05-31T21:59:59Z, -",
        "2016-05-31T22:00:00Z, FR-2014",
        "2023-02-28T22:59:59Z, FR-2014",
        "2023-02-28T23:00:00Z, FR-2023",
        "2026-08-10T21:59:59Z, FR-2023",
        "2026-08-10T22:00:00Z, FR-2026"
    })
    void franceHasHadThreeLaws(Instant at, String law) {
        // Of the first, nobody could know more than that it is there.
        assertThat(shipped.inForce(List.of("FR"), at, AUTUMN))
                .extracting(RulePack::id)
                .isEqualTo(law.equals("-") ? List.of() : List.of(law));
    }

    /**
     * Nothing was decided in production before the first release: no version may be known later
     * than its law holds, or a decision of the first days, asked again, rests on less than the law.
     */
    @Test
    void everyLawIsKnownWholeWhenItBegins() {
        assertThat(shipped.all())
                .allSatisfy(
                        pack -> {
                            assertThat(LocalDate.ofInstant(pack.knownSince(), ZoneOffset.UTC))
                                    .as("%s", pack.ruleSet())
                                    .isBeforeOrEqualTo(pack.validFrom());
                            assertThat(pack.places())
                                    .allSatisfy(
                                            place ->
                                                    assertThat(onItsFirstDay(pack, place))
                                                            .isEqualTo(asKnownToday(pack, place)));
                        });
    }

    private @Nullable RulePack onItsFirstDay(RulePack pack, String place) {
        return shipped.inForce(place, noonOfTheFirstDay(pack));
    }

    private @Nullable RulePack asKnownToday(RulePack pack, String place) {
        return shipped.inForce(List.of(place), noonOfTheFirstDay(pack), AUTUMN).getFirst();
    }

    private static Instant noonOfTheFirstDay(RulePack pack) {
        return pack.validFrom().atTime(12, 0).atZone(pack.zone()).toInstant();
    }

    /** Kept for who will compare it with the law, and never in force. */
    @Test
    void aPackThatMustBeCheckedGovernsNothing() throws IOException {
        var unchecked =
                RulePackFile.parse(
                                stream(
                                        text().replace(
                                                        "confidence: SECONDARY_VERBATIM",
                                                        "confidence: MUST_BE_CHECKED")))
                        .pack();

        assertThat(new RulePacks(List.of(unchecked)).inForce("FR", AUTUMN)).isNull();
    }

    /** Tenants will write their own, by the same schema. */
    @ParameterizedTest
    @MethodSource("shippedFiles")
    void whatIsShippedIsOfTheFormThatIsPublished(String name) throws IOException {
        var schema = schema();
        var yaml = new YAMLMapper();

        try (var file = RulePacks.class.getResourceAsStream("/rules/" + name + ".yaml")) {
            assertThat(schema.validate(yaml.readTree(file))).isEmpty();
        }
        assertThat(schema.validate(yaml.readTree(without("source:")))).isNotEmpty();
        assertThat(schema.validate(yaml.readTree(text() + "\nwindow: {}\n"))).isNotEmpty();
    }

    static JsonSchema schema() {
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(
                        ContractFiles.read(
                                ContractFiles.folder().resolve("rules/rule-pack.schema.json")),
                        SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    }

    static List<String> shippedFiles() {
        return RulePacks.FILES;
    }

    /** A file that is forgotten in the list would be a law that does not hold. */
    @Test
    void everyFileIsRead() throws IOException, URISyntaxException {
        var folder = Path.of(RulePacks.class.getResource("/rules").toURI());

        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", "")))
                    .containsExactlyInAnyOrderElementsOf(RulePacks.FILES);
        }
    }

    @Test
    void refusesAWordThatIsThereTwice() {
        assertThatIOException()
                .isThrownBy(() -> RulePackFile.parse(stream(text() + "\nstartWithin: PT9S\n")))
                .withMessageContaining("startWithin");
    }

    @Test
    void refusesTwoPacksOfOneName() {
        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                new RulePacks(
                                        List.of(
                                                pack("1.1", "2026-07-23T00:00:00Z", ""),
                                                pack("1.1", "2026-07-24T00:00:00Z", ""))))
                .withMessageContaining("two rules");
    }

    /** A rule that is not read would be a rule that does not hold. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "source:",
                "  reference:",
                "knownSince:",
                "jurisdictions:",
                "validFrom:",
                "startWithin:"
            })
    void refusesAPackThatLacks(String line) {
        assertThatIOException()
                .isThrownBy(() -> RulePackFile.parse(without(line)))
                .withMessageContaining(line.strip().replace(":", ""));
    }

    @Test
    void refusesAPackWithWordsOfItsOwn() {
        assertThatIOException()
                .isThrownBy(() -> RulePackFile.parse(stream(text() + "\nwindow: {}\n")))
                .withMessageContaining("window");
    }

    private static RulePack pack(String version, String knownSince, String more) {
        var text =
                text().replace("id: FR-2026", "id: X")
                        .replace("version: \"2026.4\"", "version: \"" + version + "\"")
                        .replace("\"2026-07-23T00:00:00Z\"", "\"" + knownSince + "\"")
                        .replace("zone: Europe/Paris", "zone: Europe/Paris\n" + more);
        try {
            return RulePackFile.parse(stream(text)).pack();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Without a line and what belongs to it. */
    private static InputStream without(String start) {
        var indent = start.length() - start.stripLeading().length();
        var kept = new StringBuilder();
        var dropping = false;
        for (var line : text().split("\n", -1)) {
            var depth = line.length() - line.stripLeading().length();
            dropping = line.startsWith(start) || (dropping && depth > indent);
            if (!dropping) {
                kept.append(line).append('\n');
            }
        }
        return stream(kept.toString());
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text() {
        try (var file = RulePacks.class.getResourceAsStream("/rules/FR-2026.4.yaml")) {
            return new String(
                    Stream.ofNullable(file).findFirst().orElseThrow().readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
