// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.temoin.chassis.testing.ContractFiles;
import io.temoin.retention.engine.domain.BusinessEvent;
import io.temoin.retention.engine.domain.RetentionFacts;
import io.temoin.retention.policy.domain.DefaultPolicy;
import io.temoin.retention.policy.domain.DefaultPolicy.WhileDisabled;
import io.temoin.retention.policy.domain.PackVersions;
import io.temoin.retention.policy.domain.PolicyPack;
import io.temoin.retention.policy.domain.PolicySource.Confidence;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionPolicy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyPacksTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
    private static final Instant AUTUMN = Instant.parse("2026-11-24T09:30:00Z");
    private static final YAMLMapper YAML = new YAMLMapper();

    private final PolicyPacks shipped = new PolicyPacks();

    static List<String> shippedFiles() {
        return PolicyPacks.FILES;
    }

    /** A file that is forgotten in the list would be a period that does not hold. */
    @Test
    void everyFileIsRead() throws IOException, URISyntaxException {
        var folder =
                Path.of(Objects.requireNonNull(PolicyPacks.class.getResource("/policies")).toURI());

        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", "")))
                    .containsExactlyInAnyOrderElementsOf(PolicyPacks.FILES);
        }
    }

    @ParameterizedTest
    @MethodSource("shippedFiles")
    void everyFileIsOfTheFormThatIsPublished(String name) {
        var schema = schema();
        assertThat(schema.validate(file(name))).isEmpty();
        assertThat(schema.validate(changed(name, pack -> pack.remove("knownSince")))).isNotEmpty();
        assertThat(schema.validate(changed(name, pack -> policy(pack).remove("source"))))
                .isNotEmpty();
        assertThat(schema.validate(changed(name, pack -> policy(pack).put("atmost", "P6M"))))
                .isNotEmpty();
        assertThat(
                        schema.validate(
                                changed(
                                        name,
                                        pack ->
                                                policy(pack)
                                                        .put("enabled", true)
                                                        .put("toVerify", "the period"))))
                .isNotEmpty();
    }

    @Test
    void everyPolicyIsSourcedAndReviewed() {
        assertThat(policies())
                .hasSizeGreaterThan(26)
                .allSatisfy(
                        policy -> {
                            assertThat(policy.source().reference()).isNotBlank();
                            assertThat(policy.source().reviewedOn()).isBeforeOrEqualTo(DAY);
                        });
    }

    /** The table of purposes, by its codes: each is there for the place of the installation. */
    @Test
    void everyPurposeOfTheCatalogueHasAPolicyInFrance() {
        assertThat(
                        shipped.versions().inForce("FR", DAY, AUTUMN).stream()
                                .flatMap(pack -> pack.policies().stream())
                                .map(DefaultPolicy::purpose))
                .containsExactlyInAnyOrder(Purpose.values());
    }

    /** What nobody has compared with the law is there to be read, and decides nothing. */
    @Test
    void whatIsUnsureIsDisabled() {
        assertThat(policies())
                .filteredOn(policy -> !policy.enabled())
                .extracting(DefaultPolicy::purpose)
                .containsExactlyInAnyOrder(
                        Purpose.EMERGENCY,
                        Purpose.CUSTOMER_SERVICE,
                        Purpose.COMPLAINT,
                        Purpose.FRAUD,
                        Purpose.DSR_FILE,
                        Purpose.BREACH_REGISTER,
                        Purpose.MODEL_TRAINING,
                        Purpose.QUALITY); // of Belgium
        assertThat(policies())
                .filteredOn(policy -> policy.source().confidence() == Confidence.MUST_BE_CHECKED)
                .hasSize(7)
                .allSatisfy(
                        policy -> {
                            assertThat(policy.enabled()).isFalse();
                            assertThat(policy.toVerify()).isNotBlank();
                        });
    }

    /** The one purpose of calls whose text is unsure: they stay as they were, none is destroyed. */
    @Test
    void emergencyCallsAreKeptAlthoughTheirPeriodIsUnsure() {
        assertThat(policies())
                .filteredOn(policy -> policy.whileDisabled() == WhileDisabled.KEEP)
                .extracting(DefaultPolicy::purpose)
                .containsExactly(Purpose.EMERGENCY);
        assertThat(ShippedPolicies.france().inForce(List.of(Purpose.EMERGENCY), DAY))
                .singleElement()
                .satisfies(
                        policy -> {
                            assertThat(policy.atLeast()).isEqualTo(Period.ofYears(5));
                            assertThat(policy.atMost()).isNull();
                            assertThat(policy.destructionDuty()).isFalse();
                        });
    }

    /** What ran from anything else would be kept for ever. */
    @Test
    void recordingsAreKeptFromWhatIsKnownOfThem() {
        var at = Instant.parse("2026-11-24T10:04:10Z");
        var facts =
                new RetentionFacts(at, ZoneId.of("Europe/Paris"), List.of(), List.of(), Map.of());
        for (BusinessEvent event : BusinessEvent.values()) {
            facts = facts.with(event, at);
        }
        var known = facts;

        assertThat(policies())
                .filteredOn(policy -> policy.purpose().isRecording())
                .hasSizeGreaterThan(10)
                .allSatisfy(
                        policy ->
                                assertThat(known.dayOf(policy.from()))
                                        .as("%s", policy.purpose())
                                        .isNotNull());
    }

    /** Each line: purpose, trigger, minimum, maximum, duty to destroy. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "FR, TRAINING, RECORDING_ENDED, -, P6M, false",
                "FR, EVALUATION, RECORDING_ENDED, -, P6M, false",
                "FR, QUALITY, RECORDING_ENDED, -, P6M, false",
                "FR, INCIVILITY, RECORDING_ENDED, -, P6M, false",
                "FR, ANALYSIS_SHEET, SHEET_CREATED, -, P1Y, false",
                "FR, CONTRACT_PROOF, CONTRACT_CONCLUDED, -, P5Y, false",
                "FR, INSURANCE_SALE, CONTRACT_SIGNED, P2Y, P2Y, true",
                "FR, INSURANCE_NO_SALE, PROPOSAL_MADE, -, P1M, true",
                "FR, INVESTMENT_ORDER, RECORDING_ENDED, P5Y, -, false",
                "DE, INVESTMENT_ORDER, RECORDING_ENDED, P5Y, -, false",
                "GB, INVESTMENT_ORDER, RECORDING_ENDED, P5Y, -, false",
                "FR, MEDICAL_REGULATION, RECORDING_ENDED, P5Y, -, false",
                "FR, TESTIMONIAL, CONSENT_GIVEN, -, P1Y, false",
                "FR, PROSPECTING_CALL, CONSENT_GIVEN, -, P1Y, false",
                "FR, PROSPECT_FILE, LAST_CONTACT_FROM_PERSON, -, P3Y, false",
                "FR, CONSENT_EVIDENCE, CONSENT_COLLECTED, P3Y, -, false",
                "DE, CONSENT_EVIDENCE, CONSENT_USED, P5Y, -, false",
                "US, CONSENT_EVIDENCE, CONSENT_USED, P5Y, -, false",
                "FR, INFO_REQUEST_EVIDENCE, REQUEST_RECEIVED, P3Y, -, false",
                "FR, SECURITY_LOG, ENTRY_WRITTEN, P6M, P1Y, false"
            })
    void providesThePeriodsOfTheTable(
            String place,
            Purpose purpose,
            String from,
            @Nullable Period atLeast,
            @Nullable Period atMost,
            boolean duty) {
        assertThat(ShippedPolicies.in(place).inForce(List.of(purpose), DAY))
                .singleElement()
                .satisfies(
                        policy -> {
                            assertThat(policy.trigger()).hasToString(from);
                            assertThat(policy.atLeast()).isEqualTo(atLeast);
                            assertThat(policy.atMost()).isEqualTo(atMost);
                            assertThat(policy.destructionDuty()).isEqualTo(duty);
                        });
    }

    /** No local law is claimed where none was read: what was announced binds there. */
    @ParameterizedTest
    @ValueSource(strings = {"DE", "GB", "NL", "US"})
    void ofListeningNoForeignLawIsClaimed(String place) {
        assertThat(ShippedPolicies.in(place).all())
                .extracting(RetentionPolicy::purpose)
                .doesNotContain(Purpose.QUALITY, Purpose.TRAINING, Purpose.EVALUATION);
    }

    /** The pack in force on the day, as it was known at the decision. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "2026-11-24, 2026-11-24T09:30:00Z, 2026.10",
                "2026-11-24, 2026-09-30T23:59:59Z, 2026.9",
                "2026-11-24, 2026-06-30T23:59:59Z, -",
                "2026-12-31, 2026-11-24T09:30:00Z, 2026.10",
                "2027-01-01, 2026-11-24T09:30:00Z, -", // ended, as was known by then
                "2027-01-01, 2026-09-30T23:59:59Z, 2026.9"
            })
    void choosesByBothTimes(LocalDate day, Instant knownAt, @Nullable String expected) {
        var versions =
                new PackVersions(
                        List.of(
                                pack("2026.10", "2026-10-01T00:00:00Z", "2027-01-01"),
                                pack("2026.9", "2026-07-01T00:00:00Z", null)));

        assertThat(versions.inForce("DE", day, knownAt))
                .extracting(PolicyPack::version)
                .isEqualTo(Stream.ofNullable(expected).toList());
    }

    @Test
    void refusesTwoPacksOfOneName() {
        var pack = pack("2026.9", "2026-07-01T00:00:00Z", null);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PackVersions(List.of(pack, pack)))
                .withMessageContaining("two packs");
    }

    @Test
    void refusesPoliciesThatOverlap() {
        var other = read(changed("DE-2026.1", pack -> pack.put("id", "DE-OTHER")));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new PackVersions(
                                        List.of(
                                                pack("2026.9", "2026-07-01T00:00:00Z", null),
                                                other)))
                .withMessageContaining("overlap");
    }

    /** A bound that is not read would be a bound that does not hold. */
    @ParameterizedTest
    @ValueSource(strings = {"purpose", "version", "source", "enabled", "from"})
    void refusesAPolicyThatLacks(String member) {
        var lacking = changed("DE-2026.1", pack -> policy(pack).remove(member));
        assertThatIOException().isThrownBy(() -> parse(lacking));
    }

    @ParameterizedTest
    @CsvSource({
        "toVerify, the period, verified",
        "atMost, P4Y, below",
        "whileDisabled, KEEP, minimum",
        "until, P4Y, until"
    })
    void refusesAPolicyThatContradictsItself(String member, String value, String complaint) {
        var contradicting = changed("DE-2026.1", pack -> policy(pack).put(member, value));
        assertThatIOException()
                .isThrownBy(() -> parse(contradicting))
                .withMessageContaining(complaint);
    }

    private List<DefaultPolicy> policies() {
        return shipped.versions().all().stream().flatMap(pack -> pack.policies().stream()).toList();
    }

    private static PolicyPack pack(String version, String knownSince, @Nullable String validTo) {
        return read(
                changed(
                        "DE-2026.1",
                        pack -> {
                            pack.put("version", version).put("knownSince", knownSince);
                            if (validTo != null) {
                                pack.put("validTo", validTo);
                            }
                        }));
    }

    private static ObjectNode policy(ObjectNode pack) {
        return (ObjectNode) pack.path("policies").get(0);
    }

    private static PolicyPack read(JsonNode pack) {
        try {
            return parse(pack);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static PolicyPack parse(JsonNode pack) throws IOException {
        return PolicyPacks.parse(
                new ByteArrayInputStream(pack.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static JsonNode changed(String name, Consumer<ObjectNode> change) {
        var pack = (ObjectNode) file(name);
        change.accept(pack);
        return pack;
    }

    private static JsonNode file(String name) {
        try (var file = PolicyPacks.class.getResourceAsStream("/policies/" + name + ".yaml")) {
            return YAML.readTree(Objects.requireNonNull(file, name));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static JsonSchema schema() {
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(
                        ContractFiles.read(
                                ContractFiles.folder()
                                        .resolve("retention/policy-pack.schema.json")),
                        SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    }
}
