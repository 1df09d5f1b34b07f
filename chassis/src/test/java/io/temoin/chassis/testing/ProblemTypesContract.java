// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.chassis.requests.Problem;
import io.temoin.chassis.requests.ProblemTypes;
import io.temoin.chassis.requests.ProblemTypes.Text;
import io.temoin.chassis.requests.ReaderLanguage;
import io.temoin.eventsourcing.Rejected;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The texts of a service's problem types, and the pages made of them in {@code docs/problems}. Run
 * the test with {@code -Dtemoin.contracts.update=true} to write the pages.
 */
public final class ProblemTypesContract {

    private static final Path PAGES = ContractFiles.folder().resolveSibling("docs/problems");

    private final String service;
    private final ProblemTypes types = ProblemTypes.all();

    private ProblemTypesContract(String service) {
        this.service = service;
    }

    /**
     * The types of a service.
     *
     * @param service the module's name, such as {@code audit-service}
     */
    public static ProblemTypesContract of(String service) {
        return new ProblemTypesContract(service);
    }

    /** Asserts that each type of the service has its texts in every language, and its status. */
    public void everyTypeIsExplained() {
        List<String> gaps = new ArrayList<>();
        Map<String, Integer> statuses = statuses();
        statuses.forEach(
                (name, status) -> {
                    if (types.status(name) != status) {
                        gaps.add(name + ".status is not " + status);
                    }
                });
        Set<String> all = new TreeSet<>(types.names());
        all.addAll(statuses.keySet());
        for (String name : all) {
            for (Locale language : ReaderLanguage.ALL) {
                Text text = types.text(name, language);
                if (text == null || text.title().isBlank() || text.detail().isBlank()) {
                    gaps.add(name + " has no text in " + language);
                }
            }
            if (types.status(name) < 400) {
                gaps.add(name + " has no status");
            }
        }
        assertThat(gaps).as("problem-types/*.properties of %s", service).isEmpty();
    }

    /** Asserts that each type has its page, as it is made of the texts. */
    public void everyTypeHasItsPage() {
        List<String> differences = new ArrayList<>();
        for (String name : types.names()) {
            Path file = PAGES.resolve(name + ".md");
            if (Boolean.getBoolean("temoin.contracts.update")) {
                ContractFiles.write(file, page(name));
            }
            if (!file.toFile().exists() || !ContractFiles.read(file).equals(page(name))) {
                differences.add(file.toString());
            }
        }
        assertThat(differences).as("pages that are not as the texts of %s", service).isEmpty();
    }

    /** Asserts that what the code says to its callers is said in every language. */
    public void everySentenceIsTranslated() {
        Set<String> said = ProblemSentences.in(SuiteClasses.files());
        assertThat(said).hasSizeGreaterThan(50);
        for (Locale language : ReaderLanguage.ALL) {
            assertThat(said)
                    .filteredOn(sentence -> types.sentence(sentence, language) == null)
                    .as("not in problem-types/sentences.%s.json of %s", language, service)
                    .isEmpty();
        }
        SentenceFile.of(Locale.FRENCH).isToThePoint(said);
    }

    private String page(String name) {
        StringBuilder page = new StringBuilder();
        page.append("<!-- Generated from problem-types/*.properties; do not edit. -->\n");
        page.append("# `").append(name).append("`\n\n");
        page.append("`urn:problem:temoin:").append(name).append("` · HTTP ");
        page.append(types.status(name)).append('\n');
        for (Locale language : ReaderLanguage.ALL) {
            Text text = types.text(name, language);
            if (text != null) {
                page.append("\n## ").append(text.title());
                page.append(" (").append(language.getLanguage()).append(")\n\n");
                page.append(text.detail()).append('\n');
            }
        }
        return page.toString();
    }

    /** The statuses of the codes in the service's classes, and of the types in its document. */
    private Map<String, Integer> statuses() {
        Map<String, Integer> statuses = new TreeMap<>();
        OpenApiContract.of(service)
                .committed()
                .path("components")
                .path("examples")
                .properties()
                .stream()
                .filter(it -> it.getValue().at("/value/type").asText().startsWith("urn:problem:"))
                .forEach(
                        example ->
                                statuses.put(
                                        example.getKey(),
                                        example.getValue().at("/value/status").asInt()));
        SuiteClasses.in("io.temoin")
                .filter(type -> type.isAssignableTo(Rejected.Code.class) && type.isEnum())
                .filter(type -> !type.getName().contains("Test")) // of the libraries' test jars
                .forEach(type -> addCodes(type.reflect(), statuses));
        return statuses;
    }

    private static void addCodes(Class<?> codes, Map<String, Integer> statuses) {
        for (Object constant : codes.getEnumConstants()) {
            Problem problem = Problem.of(new Rejected((Rejected.Code) constant, ""), "", "");
            statuses.put(problem.name(), problem.status());
        }
    }
}
