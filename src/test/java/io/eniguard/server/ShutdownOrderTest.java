package io.eniguard.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests the order of the steps of the shutdown. */
class ShutdownOrderTest {

    /** Other steps wait, for example for a write to the API server. New reviews should go to other replicas meanwhile. */
    @Test
    void readinessFailsBeforeAnyOtherStep() {
        List<Method> steps = steps();
        int first = steps.stream().mapToInt(ShutdownOrderTest::priority).min().orElseThrow();

        assertEquals(
                List.of("WebhookServer.retire"),
                steps.stream()
                        .filter(step -> priority(step) == first)
                        .map(step -> step.getDeclaringClass().getSimpleName() + "." + step.getName())
                        .toList());
    }

    private static List<Method> steps() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.eniguard.server").stream()
                        .map(JavaClass::getMethods)
                        .flatMap(methods -> methods.stream()
                                .filter(method -> method.getRawParameterTypes().stream()
                                        .anyMatch(type -> type.isEquivalentTo(ShutdownEvent.class))))
                        .map(JavaMethod::reflect)
                        .toList();
    }

    /** CDI uses the default priority for observers without one. */
    private static int priority(Method step) {
        return Optional.ofNullable(step.getParameters()[0].getAnnotation(Priority.class))
                .map(Priority::value)
                .orElse(ObserverMethod.DEFAULT_PRIORITY);
    }
}
