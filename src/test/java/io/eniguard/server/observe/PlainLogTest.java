package io.eniguard.server.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.logging.Level;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;

class PlainLogTest {

    @Test
    void aMessageIsOneLineEvenIfItsValuesContainLineBreaks() {
        assertEquals(
                "Read a [31m ::error:: b from 50%|",
                shown("Read %s from 50%%", ExtLogRecord.FormatStyle.PRINTF, "a\u001B[31m\u009B\n::error::\u202E\rb"));
        assertEquals("a b {0}|", shown("a\nb {0}", ExtLogRecord.FormatStyle.NO_FORMAT));
        assertEquals("a b|", shown("a{0}", ExtLogRecord.FormatStyle.MESSAGE_FORMAT, "\u2028b"));
    }

    @Test
    void otherMessagesAreNotChanged() {
        assertEquals("Read é 7|", shown("Read %s %d", ExtLogRecord.FormatStyle.PRINTF, "é", 7));
    }

    private static String shown(String format, ExtLogRecord.FormatStyle style, Object... parameters) {
        ExtLogRecord message = new ExtLogRecord(Level.INFO, format, style, PlainLogTest.class.getName());
        message.setParameters(parameters);
        assertTrue(new PlainLog().isLoggable(message));
        return new PatternFormatter("%s|").format(message);
    }
}
