package io.eniguard.source.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.input.Input;
import io.eniguard.input.InputProblem;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** Tests that an input that exceeds a limit of the JVM is reported as a problem of this input. */
class DocumentReaderTest {

    @Test
    void aTextThatNeedsMoreMemoryIsNamed() {
        InputProblem problem = problem(new OutOfMemoryError("Java heap space"));
        assertEquals("-", problem.where());
        assertTrue(problem.reason().startsWith("needs more memory than the "), problem::reason);
    }

    @Test
    void aTextThatNeedsALargerStackIsNamed() {
        assertEquals(
                "-: nested deeper than 100 levels",
                problem(new StackOverflowError()).toString());
    }

    private static InputProblem problem(Error thrown) {
        InputStream failing = new InputStream() {
            @Override
            public int read() {
                throw thrown;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                throw thrown;
            }
        };
        return DocumentReader.read(Input.standardInput(failing)).error().orElseThrow();
    }
}
