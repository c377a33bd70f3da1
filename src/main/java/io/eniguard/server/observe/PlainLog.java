package io.eniguard.server.observe;

import io.eniguard.text.PlainText;
import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/**
 * Keeps each log message on one line and removes characters that control a terminal. Messages may contain ids, file names and answers of
 * other programs. The filter is switched on in {@code application.properties}.
 */
@LoggingFilter(name = "plain")
public final class PlainLog implements Filter {

    private static final Formatter MESSAGE = new PatternFormatter("%s");

    @Override
    public boolean isLoggable(LogRecord logged) {
        if (logged instanceof ExtLogRecord message && message.getMessage() != null) {
            String text = MESSAGE.formatMessage(message);
            String plain = PlainText.oneLine(text);
            if (!plain.equals(text)) {
                message.setMessage(plain, ExtLogRecord.FormatStyle.NO_FORMAT);
            }
        }
        return true;
    }
}
