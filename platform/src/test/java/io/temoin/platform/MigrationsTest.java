// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Migrations can be used by two versions at a time: they expand, and contract a release later. */
class MigrationsTest {

    private static final Pattern VERSION =
            Pattern.compile("<artifactId>temoin</artifactId>\\s*<version>([^<]+)</version>");
    private static final String NOW = "0.4.0-SNAPSHOT";

    @Test
    void expandAndContractOnlyOneReleaseLater() throws IOException {
        Path root = SourceTree.root();
        var version = VERSION.matcher(Files.readString(root.resolve("pom.xml")));
        assertThat(version.find()).isTrue();
        List<String> later = new ArrayList<>(migrations(root));
        later.removeAll(baseline());

        assertThat(later)
                .allSatisfy(
                        file ->
                                assertThat(
                                                MigrationRules.violations(
                                                        file,
                                                        Files.readString(root.resolve(file)),
                                                        version.group(1)))
                                        .isEmpty());
    }

    @Test
    void includeTheWholeBaseline() throws IOException {
        assertThat(baseline()).hasSizeGreaterThan(10);
        assertThat(migrations(SourceTree.root())).containsAll(baseline());
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '"',
            textBlock =
                    """
                    drop table consent => drops
                    DROP TABLE IF EXISTS consent => drops
                    drop index consent_of_processor => drops
                    drop index concurrently consent_of_processor => drops
                    drop view consents => drops
                    drop function due(uuid) => drops
                    drop trigger keep_destroyed on shreddable_key => drops
                    alter table consent drop column channel => drops
                    alter table consent drop channel => drops
                    alter table consent alter channel drop default => drops
                    alter table consent drop constraint consent_pkey => drops
                    alter table a drop constraint b, add constraint c check (d > 0) => drops
                    do $$ begin drop table consent => drops
                    do $$ begin execute 'drop table ' || name => drops
                    alter table consent rename to permission => renames
                    alter table consent rename column channel to medium => renames
                    alter table consent rename channel to medium => renames
                    alter index consent_of_processor rename to by_processor => renames
                    alter type stage rename value 'OPEN' to 'BEGUN' => renames
                    alter table consent set schema archive => renames
                    alter table consent alter column channel type text => changes a type
                    alter table consent alter channel type text => changes a type
                    alter table consent alter channel set data type text => changes a type
                    alter table consent alter column channel set not null => requires
                    alter table consent alter channel set  not  null => requires
                    alter table consent add column since date not null => adds a column
                    alter table consent add since date not null => adds a column
                    alter table a add column if not exists since date not null => adds a column
                    alter table consent add a int default 1, add b int not null => adds a column
                    alter table consent add column id uuid primary key => adds a column
                    alter table a add column n numeric(3, 1) not null check (n > 0) => adds a column
                    do $$ begin execute format('alter table %I add x int not null', a) => adds a column
                    """)
    void mayNot(String statement, String problem) {
        var sql = "-- What it is for.\ncreate table other (id uuid);\n\n" + statement + ";\n";

        assertThat(MigrationRules.violations("db/x/V1002__x.sql", sql, NOW))
                .singleElement()
                .asString()
                .startsWith("db/x/V1002__x.sql:4: " + problem)
                .contains("later")
                .endsWith("'-- contract: <version that stopped using the old form>'.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table rename_log (id uuid primary key, since date not null)",
                "create index concurrently i on consent (channel) where channel is not null",
                "create or replace function due(uuid) returns boolean language sql return true",
                "alter table consent add column since date",
                "alter table consent add column since date not null default current_date",
                "alter table consent add column n bigserial not null",
                "alter table consent add column n int not null generated always as identity",
                "alter table consent add column n int check (n is not null or since is null)",
                "alter table consent add constraint positive check (n > 0) not valid",
                "alter table consent alter column channel drop not null",
                "alter table consent alter column channel set default 'PHONE'",
                "alter table a drop constraint b, add constraint b check (c > -1)",
                "alter type stage add value 'CLOSED'",
                "alter table consent enable row level security",
                "create temporary table t on commit drop as select 1",
                "comment on table consent is 'We do not drop table, rename or set not null here'",
                "insert into note values ('drop column; rename; it''s fine')",
                "-- drop table consent\n select 1",
                "/* alter table consent rename to permission; */ select 1",
                "create trigger t before update on a for each row execute function keep('drop x')",
            })
    void may(String statement) {
        assertThat(MigrationRules.violations("x.sql", statement + ";\n", NOW)).isEmpty();
    }

    @Test
    void mayContractBelowALineThatNamesAnEarlierVersion() {
        var sql =
                """
                -- Nobody asks for the channel any more.
                -- contract: 0.3.0
                alter table consent
                  drop column channel,
                  drop column medium;
                alter table consent
                  add column origin text,
                  drop column basis; -- contract: 0.3.0
                drop table origin;
                """;

        assertThat(MigrationRules.violations("x.sql", sql, NOW))
                .as("the line holds for the statement below it, and for no other")
                .satisfiesExactly(
                        column -> assertThat(column).startsWith("x.sql:8: drops"),
                        table -> assertThat(table).startsWith("x.sql:9: drops"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "0.4.0", "0.10.0", "0.3", "0.3.0 or so"})
    void mayNotContractWithoutAnEarlierVersion(String version) {
        var sql = "-- contract: " + version + "\ndrop table consent;\n";

        assertThat(MigrationRules.violations("x.sql", sql, NOW))
                .singleElement()
                .asString()
                .startsWith("x.sql:1: '%s' is not a version before %s.".formatted(version, NOW));
    }

    private static List<String> migrations(Path root) throws IOException {
        List<String> migrations = new ArrayList<>();
        try (Stream<Path> modules = Files.list(root)) {
            for (Path module : modules.sorted().toList()) {
                Path folder = module.resolve("src/main/resources/db");
                if (Files.isDirectory(folder)) {
                    try (Stream<Path> files = Files.walk(folder)) {
                        files.filter(file -> file.toString().endsWith(".sql"))
                                .map(file -> root.relativize(file).toString())
                                .forEach(migrations::add);
                    }
                }
            }
        }
        return migrations;
    }

    private static List<String> baseline() {
        try (var list = MigrationsTest.class.getResourceAsStream("/baseline-migrations.txt")) {
            return new String(Objects.requireNonNull(list).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
