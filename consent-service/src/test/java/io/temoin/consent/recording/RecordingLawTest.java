// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.temoin.chassis.testing.ContractFiles;
import io.temoin.consent.recording.domain.RecordingRule;
import io.temoin.consent.rules.RuleFiles;
import io.temoin.consent.rules.domain.CalleePlace;
import io.temoin.consent.rules.domain.ExamplePlaces;
import io.temoin.consent.rules.domain.PlaceSource;
import io.temoin.consent.rules.domain.RecordingMode;
import io.temoin.consent.rules.domain.RuleSet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingLawTest {

    private static final Instant AUTUMN = Instant.parse("2026-11-25T09:30:00Z");

    private final RecordingLaw shipped = new RecordingLaw();

    /** Of the callee's place and the agent's, the stricter. */
    @ParameterizedTest(name = "{0} {1} called from {2}: {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                "FR, -,     -,     NOTICE_PLUS_OPTOUT, -",
                "FR, FR-67, FR,    NOTICE_PLUS_OPTOUT, -",
                "MQ, -,     FR,    NOTICE_PLUS_OPTOUT, -",
                "FR, -,     DE,    EXPLICIT_CONSENT,   -",
                "DE, -,     FR,    EXPLICIT_CONSENT,   -",
                "CH, -,     -,     EXPLICIT_CONSENT,   -",
                "DK, -,     -,     EXPLICIT_CONSENT,   -",
                "NL, -,     GB,    NOTICE_PLUS_OPTOUT, -",
                "AU, -,     -,     NOTICE_PLUS_OPTOUT, -",
                // nobody has looked at their laws
                "FR, -,     MA,    EXPLICIT_CONSENT,   MA",
                "XX, -,     FR,    EXPLICIT_CONSENT,   XX",
                "NC, -,     FR,    EXPLICIT_CONSENT,   NC",
                // somebody has, and was not sure
                "BE, -,     FR,    EXPLICIT_CONSENT,   BE",
                "ES, -,     FR,    EXPLICIT_CONSENT,   ES",
                "IE, -,     IE,    EXPLICIT_CONSENT,   IE",
                // states
                "US, US-TX, FR,    NOTICE_PLUS_OPTOUT, -",
                "US, US-CA, FR,    NOTICE_PLUS_OPTOUT, -",
                "US, US-MI, FR,    NOTICE_PLUS_OPTOUT, -",
                "US, US-FL, FR,    EXPLICIT_CONSENT,   -",
                "FR, -,     US-PA, EXPLICIT_CONSENT,   -",
                "US, -,     FR,    EXPLICIT_CONSENT,   -",
                "CA, CA-ON, -,     NOTICE_PLUS_OPTOUT, -",
                "CA, CA-QC, -,     EXPLICIT_CONSENT,   CA-QC",
                "CA, -,     -,     EXPLICIT_CONSENT,   CA"
            })
    void takesTheStricterOfBothEnds(
            String country,
            @Nullable String subdivision,
            @Nullable String agent,
            RecordingMode expected,
            @Nullable String unknown) {
        var callee = ExamplePlaces.in(List.of(country), List.of(), subdivision);

        var terms = shipped.terms(callee, agent, AUTUMN, AUTUMN);

        assertThat(terms.mode()).isEqualTo(expected);
        assertThat(terms.unknown()).isEqualTo(unknown == null ? List.of() : List.of(unknown));
    }

    /** The number says one country and the person another. */
    @Test
    void bothPlacesOfTheCalleeHaveASay() {
        var callee = ExamplePlaces.in(List.of("FR", "US"), List.of(), "US-NY");

        var terms = shipped.terms(callee, null, AUTUMN, AUTUMN);

        assertThat(terms.rules())
                .containsExactly(
                        new RuleSet("FR-RECORDING", "2026.1"),
                        new RuleSet("US-RECORDING", "2026.1"));
    }

    /** A number of one state whose owner lives in another: neither source outranks the other. */
    @ParameterizedTest(name = "a number of {0} at {1}: {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "US-MA, US-NY, EXPLICIT_CONSENT",
                "US-NY, US-MA, EXPLICIT_CONSENT",
                "US-NY, US-NY, NOTICE_PLUS_OPTOUT",
                "US-NY, -,     NOTICE_PLUS_OPTOUT",
                "US-MA, -,     EXPLICIT_CONSENT",
                "-,     US-NY, EXPLICIT_CONSENT" // a number that may be of any state
            })
    void takesTheStricterOfNumberAndAddress(
            @Nullable String ofNumber, @Nullable String ofAddress, RecordingMode expected) {
        var sources =
                Stream.of(
                                source(PlaceSource.Kind.NUMBER_PLAN, ofNumber),
                                ofAddress == null
                                        ? null
                                        : source(PlaceSource.Kind.ADDRESS, ofAddress))
                        .filter(Objects::nonNull)
                        .toList();

        var terms = shipped.terms(CalleePlace.of(sources, ofAddress), null, AUTUMN, AUTUMN);

        assertThat(terms.mode()).isEqualTo(expected);
    }

    private static PlaceSource source(PlaceSource.Kind kind, @Nullable String part) {
        return new PlaceSource(kind, "US", part == null ? List.of() : List.of(part), List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-25T09:30:00Z, 2026-11-25T09:30:00Z, 1.10",
        "2026-11-25T09:30:00Z, 2026-10-31T23:59:59Z, 1.9",
        "2026-11-25T09:30:00Z, 2026-05-19T23:59:59Z, none",
        "2026-04-01T21:59:59Z, 2026-11-25T09:30:00Z, none", // the day before, in Paris
        "2026-04-01T22:00:00Z, 2026-11-25T09:30:00Z, 1.10",
        "2027-01-01T09:30:00Z, 2026-10-01T00:00:00Z, 1.9",
        "2027-01-01T09:30:00Z, 2027-01-01T09:30:00Z, none" // ended, as was known by then
    })
    void choosesByBothTimes(Instant at, Instant knownAt, String expected) throws IOException {
        var law =
                new RecordingLaw(
                        List.of(
                                rule("1.9", "2026-05-20", ""),
                                rule("1.10", "2026-11-01", "validTo: \"2027-01-01\"\n")));

        var terms = law.terms(ExamplePlaces.in(List.of("FR"), List.of(), null), null, at, knownAt);

        assertThat(terms.rules())
                .extracting(RuleSet::version)
                .isEqualTo(expected.equals("none") ? List.of() : List.of(expected));
        assertThat(terms.unknown().isEmpty()).isEqualTo(!expected.equals("none"));
    }

    @Test
    void keepsTheAnnouncementsOfDuties() {
        assertThat(shipped.announcement("FR-NOTICE-INSURANCE-1"))
                .isNotNull()
                .satisfies(
                        announcement -> {
                            assertThat(announcement.language()).isEqualTo("fr");
                            assertThat(announcement.text())
                                    .contains("deux ans", "copie", "met fin");
                        });
        assertThat(shipped.announcement("FR-NOTICE-QUALITY-1")).isNull();
    }

    /** Every file is read, and of the form that is published. */
    @Test
    void whatIsShippedIsOfTheFormThatIsPublished() throws IOException {
        var schema =
                JsonSchemaFactory.getInstance(VersionFlag.V202012)
                        .getSchema(
                                ContractFiles.read(
                                        ContractFiles.folder()
                                                .resolve("rules/recording-rule.schema.json")),
                                SchemaValidatorsConfig.builder()
                                        .formatAssertionsEnabled(true)
                                        .build());
        var yaml = new YAMLMapper();
        for (var rule : shipped.all()) {
            var tree = new YAMLMapper().readTree(text(file(rule)));
            assertThat(schema.validate(tree)).as(rule.id()).isEmpty();
        }
        assertThat(schema.validate(yaml.readTree(without("source:")))).isNotEmpty();
        assertThat(schema.validate(yaml.readTree(text("FR") + "\nmoods: {}\n"))).isNotEmpty();
    }

    @Test
    void aRuleOfNobodysIsNotApplied() {
        assertThat(shipped.all())
                .filteredOn(rule -> !rule.isVerified())
                .extracting(RecordingRule::id)
                .containsExactlyInAnyOrder(
                        "AT-RECORDING",
                        "BE-RECORDING",
                        "CA-QC-RECORDING",
                        "ES-IT-PL-RECORDING",
                        "IE-LU-RECORDING",
                        "PT-RECORDING");
    }

    /** A file that is forgotten in the list would be a law that does not hold. */
    @Test
    void everyFileIsRead() throws Exception {
        var folder = Path.of(RecordingLaw.class.getResource("/recording-rules").toURI());

        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", "")))
                    .containsExactlyInAnyOrderElementsOf(RecordingLaw.FILES);
        }
    }

    @Test
    void refusesAWordThatIsThereTwice() {
        assertThatIOException()
                .isThrownBy(
                        () ->
                                RuleFiles.parse(
                                        stream(text("FR") + "\nmode: NOTICE\n"),
                                        RecordingRule.class))
                .withMessageContaining("mode");
    }

    @Test
    void refusesTwoRulesOfOneName() {
        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                new RecordingLaw(
                                        List.of(
                                                rule("1.1", "2026-05-20", ""),
                                                rule("1.1", "2026-05-21", ""))))
                .withMessageContaining("two rules");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"source:", "knownSince:", "places:", "mode:", "agreement:", "onRefusal:"})
    void refusesARuleThatLacks(String line) {
        assertThatIOException()
                .isThrownBy(() -> RuleFiles.parse(stream(without(line)), RecordingRule.class))
                .withMessageContaining(line.replace(":", ""));
    }

    /** That recording is ordered is said of calls. */
    @Test
    void refusesAPlaceThatOrdersEveryCall() {
        var text = text("FR").replace("mode: NOTICE_PLUS_OPTOUT", "mode: MANDATORY");

        assertThatIOException()
                .isThrownBy(() -> RuleFiles.parse(stream(text), RecordingRule.class))
                .withMessageContaining("duty");
    }

    private static RecordingRule rule(String version, String knownSince, String more)
            throws IOException {
        var text =
                text("FR")
                        .replace("version: \"2026.1\"", "version: \"" + version + "\"")
                        .replace("2026-05-20T", knownSince + "T")
                        .replace("zone:", more + "zone:");
        return RuleFiles.parse(stream(text), RecordingRule.class);
    }

    private static String without(String start) {
        var dropping = new boolean[1];
        return Stream.of(text("FR").split("\n", -1))
                .filter(
                        line -> {
                            dropping[0] =
                                    line.startsWith(start) || (dropping[0] && line.startsWith(" "));
                            return !dropping[0];
                        })
                .reduce("", (text, line) -> text + line + "\n");
    }

    private static String file(RecordingRule rule) {
        return rule.id().equals("US-ALL-PARTY")
                        || rule.id().equals("US-MIXED")
                        || rule.id().equals("US-ON-THE-RECORD")
                ? rule.id()
                : rule.id().replace("-RECORDING", "");
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(String name) {
        try (var file =
                RecordingLaw.class.getResourceAsStream(
                        "/recording-rules/" + name + "-2026.1.yaml")) {
            return new String(
                    Stream.ofNullable(file).findFirst().orElseThrow().readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
