// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import io.quarkus.test.junit.QuarkusTest;
import java.util.Arrays;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Leaves out the tests that start an application where a build is to be quick ({@code -Dquick}) and
 * no test is named ({@code -Dtest}). JUnit finds this by itself (META-INF/services).
 */
public final class QuickBuild implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean quick = System.getProperty("quick") != null && System.getProperty("test") == null;
        return quick && context.getTestClass().stream().anyMatch(QuickBuild::startsAnApplication)
                ? ConditionEvaluationResult.disabled("-Dquick starts no application")
                : ConditionEvaluationResult.enabled("");
    }

    /** By the name, since an application's class loader has an annotation of its own. */
    private static boolean startsAnApplication(Class<?> test) {
        return Arrays.stream(test.getAnnotations())
                .anyMatch(
                        one -> one.annotationType().getName().equals(QuarkusTest.class.getName()));
    }
}
