package io.mimar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class LogTest {
  /** Messages hold what workers said, which may be machines of others. */
  @Test
  void whatATerminalWouldObeyIsNotLogged() throws JoranException {
    PrintStream err = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    try {
      System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
      JoranConfigurator configurator = new JoranConfigurator();
      configurator.setContext(context);
      configurator.doConfigure(LogTest.class.getResource("/mimar-logback.xml"));
      context.getLogger("a.B").warn("a\033[2Jb\u009b\n\tc", new IllegalStateException("d\033[2J"));
    } finally {
      context.stop();
      System.setErr(err);
    }
    String said = bytes.toString(StandardCharsets.UTF_8);
    assertTrue(said.contains(" WARN  B a?[2Jb?\n\tc\n"), said);
    assertTrue(said.contains("IllegalStateException: d?[2J\n"), said);
    assertEquals(1, said.lines().filter(l -> l.contains("IllegalStateException")).count(), said);
  }
}
