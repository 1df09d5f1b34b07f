// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.regex.Pattern;

/**
 * What this library may know. The suite's own rules are in architecture-rules, which comes after
 * this module; these say more, because witness and verifier run where none of the suite is.
 */
public final class LibraryArchitecture {

    private static final Pattern OUTSIDE =
            Pattern.compile(
                    "java\\.time\\.\\w+#now|java\\.time\\.Clock#system\\w*|java\\.util\\.UUID#randomUUID"
                            + "|java\\.lang\\.Math#random|java\\.lang\\.System#(currentTimeMillis|nanoTime|getenv|getProperty)"
                            + "|java\\.security\\.(SecureRandom|KeyPairGenerator)#.*"
                            + "|java\\.util\\.(Random|concurrent\\.ThreadLocalRandom)#.*");

    private static final DescribedPredicate<JavaCall<?>> ASKS_THE_OUTSIDE =
            DescribedPredicate.describe(
                    "ask a clock, chance or the environment",
                    call ->
                            OUTSIDE.matcher(call.getTargetOwner().getName() + "#" + call.getName())
                                    .matches());

    /** The JDK and the annotations of jspecify, which are not needed to run. */
    @ArchTest
    public static final ArchRule ONLY_THE_JDK_AND_JSPECIFY =
            classes()
                    .that()
                    .resideInAPackage("io.temoin..")
                    .should()
                    .onlyDependOnClassesThat(
                            resideInAnyPackage("java..", "javax.crypto..")
                                    .or(resideInAPackage("io.temoin.transparency.."))
                                    .or(resideInAPackage("org.jspecify..")));

    /** Time and salts come in; nothing is read or sent. */
    @ArchTest
    public static final ArchRule NO_CLOCK_NO_CHANCE =
            noClasses().should().callCodeUnitWhere(ASKS_THE_OUTSIDE);

    /** Files, sockets and threads are for whoever uses this. */
    @ArchTest
    public static final ArchRule NO_FILES_NO_NETWORK_NO_THREADS =
            noClasses()
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("java.net..")
                                    .or(resideInAPackage("java.nio.file.."))
                                    .or(resideInAPackage("java.util.concurrent.."))
                                    .or(
                                            DescribedPredicate.describe(
                                                    "are files or threads",
                                                    type ->
                                                            type.getName()
                                                                    .matches(
                                                                            "java\\.io\\.File.*|java\\.lang\\.Thread"))));

    /** Trees know nothing of notes, notes nothing of policies. */
    @ArchTest
    public static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("io.temoin.(*).(*)..").should().beFreeOfCycles();

    private LibraryArchitecture() {}
}
