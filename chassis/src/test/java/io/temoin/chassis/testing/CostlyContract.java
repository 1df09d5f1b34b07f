// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import io.temoin.chassis.requests.Costly;
import io.temoin.chassis.requests.ProblemTypes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Which operations of a service are costly, and what that means to those who call them. */
public final class CostlyContract {

    /** What the operations without limits of their own are called in the table. */
    private static final String CHEAP = "cheap";

    /** A request whose count takes longer than a second goes on uncounted; on a busy machine. */
    private static final int FEW = 3;

    private CostlyContract() {}

    /**
     * Asserts that the table {@code costly-operations.properties} of the service under test has
     * every operation of its document, and that the code says of each what the table says. Who adds
     * an operation has to decide.
     *
     * <p>What a router handler serves has no annotation: its own test shows its limit.
     */
    public static void isDecidedForEveryOperation() {
        Config config = ConfigProvider.getConfig();
        String service = config.getValue("quarkus.application.name", String.class);
        Map<String, String> table = table();
        Map<String, String> documented = new TreeMap<>();
        OpenApiContract.of(service)
                .eachOperation(
                        (_, _, operation) ->
                                documented.put(operation.path("operationId").asText(), ""));
        assertThat(table.keySet())
                .as("operations of costly-operations.properties")
                .containsExactlyInAnyOrderElementsOf(documented.keySet());

        Map<String, String> said = said("io.temoin." + service.replace("-service", ""));
        said.putAll(said("io.temoin.chassis"));
        said.keySet().retainAll(table.keySet());
        assertThat(said).isNotEmpty();
        assertThat(table).containsAllEntriesOf(said);

        for (String kind : table.values()) {
            if (!kind.equals(CHEAP)) {
                assertThat(config.getOptionalValue(setting(kind, "period"), String.class))
                        .as(setting(kind, "period"))
                        .isPresent();
                assertThat(ProblemTypes.all().sentence(words(kind), Locale.FRENCH))
                        .as("French of \"%s\" in a refusal", words(kind))
                        .isNotNull();
            }
        }
    }

    /**
     * Asserts that a caller is refused who used an operation as often as the settings allow, with
     * the name of the limit, and that others are served: another caller, and one of the same name
     * in another tenant.
     *
     * @param asking sends such a request with an access token; whatever it is answered, it is
     *     counted
     */
    public static void isLimited(
            String kind, Function<String, Answer> asking, String greedy, String... others) {
        int most = ConfigProvider.getConfig().getValue(setting(kind, "requests"), Integer.class);
        int served = 0;
        Answer answer = asking.apply(greedy);
        while (answer.status() != 429 && served < most + FEW) {
            served++;
            answer = asking.apply(greedy);
        }
        assertThat(answer.status()).as(answer.readable()).isEqualTo(429);
        assertThat(served).isGreaterThanOrEqualTo(most);
        assertThat(answer.at("/type")).isEqualTo("urn:problem:temoin:too-many-requests");
        assertThat(answer.at("/detail")).contains("your limit on " + words(kind));
        assertThat(answer.header("RateLimit-Policy"))
                .startsWith("\"%s\";q=%d;w=".formatted(kind, most));
        assertThat(answer.header("RateLimit"))
                .isEqualTo("\"%s\";r=0;t=%s".formatted(kind, answer.header("Retry-After")));
        for (String other : others) {
            assertThat(asking.apply(other).status()).isNotEqualTo(429);
        }
    }

    private static String words(String kind) {
        return kind.replace('-', ' ');
    }

    private static String setting(String kind, String name) {
        return "temoin.limits.costly." + kind + "." + name;
    }

    private static Map<String, String> table() {
        Properties lines = new Properties();
        try (InputStream in =
                CostlyContract.class
                        .getClassLoader()
                        .getResourceAsStream("costly-operations.properties")) {
            lines.load(Objects.requireNonNull(in, "costly-operations.properties"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Map<String, String> table = new TreeMap<>();
        lines.forEach(
                (kind, operations) -> {
                    for (String operation : operations.toString().split("\\s+")) {
                        assertThat(table.put(operation, kind.toString())).as(operation).isNull();
                    }
                });
        return table;
    }

    /** What the code says of each operation of a resource. */
    private static Map<String, String> said(String name) {
        return SuiteClasses.in(name)
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(Operation.class))
                .collect(
                        Collectors.toMap(
                                method -> method.getAnnotationOfType(Operation.class).operationId(),
                                CostlyContract::kind,
                                (one, _) -> one,
                                TreeMap::new));
    }

    private static String kind(JavaMethod method) {
        return method.tryGetAnnotationOfType(Costly.class).map(Costly::value).orElse(CHEAP);
    }
}
