package io.eniguard.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.review.Reviewer;
import jakarta.json.bind.JsonbBuilder;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.yasson.YassonJsonb;
import org.junit.jupiter.api.Test;

/** Tests that the rehearsal loads the classes that the first real reviews need. */
class RehearsalTest {

    /** These classes create the parts of the CEL library when they are loaded, which takes seconds. */
    private static final List<String> DIALECTS =
            List.of("io.eniguard.cel.CelDialect$Karpenter", "io.eniguard.cel.CelDialect$Nodeadm");

    @Test
    void theRehearsalLoadsTheLibraryForBothDialectsOfExpressions() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader usual = thread.getContextClassLoader();
        try (OwnClasses own = new OwnClasses()) {
            thread.setContextClassLoader(own);
            Class<?> run = own.loadClass(Run.class.getName());
            DIALECTS.forEach(name -> assertFalse(own.hasLoaded(name), name));
            assertEquals(own, run.getClassLoader());
            ((Runnable) run.getDeclaredConstructor().newInstance()).run();
            DIALECTS.forEach(name -> assertTrue(own.hasLoaded(name), name));
        } finally {
            thread.setContextClassLoader(usual);
        }
    }

    /** Runs the rehearsal. */
    public static final class Run implements Runnable {

        @Override
        public void run() {
            YassonJsonb jsonb = (YassonJsonb) JsonbBuilder.create();
            Rehearsal.run(new ReviewReader(jsonb), new Reviewer(), new AnswerWriter(jsonb));
        }
    }

    /** Loads all classes again, because other tests may have loaded them already. */
    private static final class OwnClasses extends URLClassLoader {

        OwnClasses() {
            super(classPath(), ClassLoader.getPlatformClassLoader());
        }

        private static URL[] classPath() {
            return Stream.of(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
                    .map(OwnClasses::url)
                    .toArray(URL[]::new);
        }

        private static URL url(String entry) {
            try {
                return Path.of(entry).toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException(entry, e);
            }
        }

        boolean hasLoaded(String name) {
            return findLoadedClass(name) != null;
        }
    }
}
