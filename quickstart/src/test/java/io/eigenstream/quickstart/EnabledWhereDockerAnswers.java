package io.eigenstream.quickstart;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips a class of tests where no Docker engine answers, saying why. Testcontainers' own condition may take minutes to
 * find that out.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(EnabledWhereDockerAnswers.EngineAnswers.class)
@interface EnabledWhereDockerAnswers {

    /** Asks the engine once for every class of tests. */
    final class EngineAnswers implements ExecutionCondition {

        private static final Probe ENGINE = Probe.of("docker", "info");

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (context.getTestMethod().isPresent()) {
                return ConditionEvaluationResult.enabled("the class is");
            }
            Optional<String> problem = ENGINE.problem();
            return problem.map(reason -> ConditionEvaluationResult.disabled("no Docker engine answers: " + reason))
                    .orElseGet(() -> ConditionEvaluationResult.enabled("a Docker engine answers"));
        }
    }
}
