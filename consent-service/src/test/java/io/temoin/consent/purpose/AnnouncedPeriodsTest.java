// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.purpose;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.chassis.testing.ContractFiles;
import io.temoin.consent.purpose.domain.PurposeTemplate;
import io.temoin.consent.purpose.domain.RecordingStart;
import io.temoin.consent.recording.RecordingLaw;
import io.temoin.consent.recording.domain.RecordingPermission;
import io.temoin.consent.recording.domain.RecordingQuestion;
import io.temoin.consent.recording.domain.RecordingRule;
import io.temoin.consent.recording.domain.RecordingTerms;
import io.temoin.consent.recording.domain.RetentionPreview;
import io.temoin.consent.rules.RulePacks;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.consent.rules.domain.Sector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * How long people are told that a recording is kept: {@code
 * contracts/retention/announced-periods.csv}, which retention-service holds against what it keeps.
 * Written anew with {@code -Dtemoin.contracts.update=true}.
 */
class AnnouncedPeriodsTest {

    private static final Path FILE =
            ContractFiles.folder().resolve("retention/announced-periods.csv");
    private static final Pattern WORD_START = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    @Test
    void areThoseOfTheContract() throws IOException {
        var lines = new ArrayList<String>();
        lines.add("where,purpose,keepFor,from,bound");
        lines.addAll(receipts());
        lines.addAll(catalogue());
        var told = String.join("\n", lines) + "\n";
        if (Boolean.getBoolean("temoin.contracts.update")) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, told);
        }
        assertThat(ContractFiles.read(FILE)).isEqualTo(told);
    }

    /** Of every law that is applied, in every sector, drawn for all there is. */
    private static Set<String> receipts() {
        var lines = new TreeSet<String>();
        var packs = new RulePacks().all().stream().map(RulePack::recording).toList();
        for (RecordingRule rule : new RecordingLaw().all()) {
            if (rule.isVerified()) {
                var terms = RecordingTerms.strictest(List.of(rule), List.of());
                packs.forEach(pack -> lines.addAll(told(pack, terms)));
            }
        }
        return lines;
    }

    private static List<String> told(RulePack.@Nullable RecordingRules pack, RecordingTerms terms) {
        var recordings = EnumSet.noneOf(Purpose.class);
        Arrays.stream(Purpose.values()).filter(Purpose::isRecording).forEach(recordings::add);
        var sectors = new ArrayList<@Nullable Sector>(List.of(Sector.values()));
        sectors.add(null);
        return sectors.stream()
                .map(
                        sector ->
                                new RecordingQuestion(
                                        pack, terms, sector, recordings, recordings, null))
                .map(question -> question.answer().permission())
                .filter(Objects::nonNull)
                .flatMap(
                        permission ->
                                permission.retention().stream().map(it -> line(permission, it)))
                .toList();
    }

    private static String line(RecordingPermission permission, RetentionPreview kept) {
        return String.join(
                ",",
                permission.announcement(),
                kept.purpose().name(),
                kept.keepFor().toString(),
                kept.from().name(),
                Objects.requireNonNull(kept.bound()).name());
    }

    private static List<String> catalogue() {
        return new PurposeTemplates()
                .latest().purposes().stream()
                        .filter(template -> template.recording() != RecordingStart.NONE)
                        .map(AnnouncedPeriodsTest::line)
                        .toList();
    }

    private static String line(PurposeTemplate template) {
        return String.join(
                ",",
                "catalogue",
                template.code().value(),
                Objects.requireNonNull(template.keepFor()).toString(),
                WORD_START
                        .matcher(Objects.requireNonNull(template.from()))
                        .replaceAll("_")
                        .toUpperCase(java.util.Locale.ROOT),
                template.bound().name());
    }
}
