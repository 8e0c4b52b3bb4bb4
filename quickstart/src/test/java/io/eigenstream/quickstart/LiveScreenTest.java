package io.eigenstream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class LiveScreenTest {

    private final StringWriter text = new StringWriter();
    private final PrintWriter out = new PrintWriter(text);

    @Test
    void linesFollowEachOtherWithoutControlCharacters() {
        LiveScreen.LINES.open(out);
        LiveScreen.LINES.show(out, "first\n");
        LiveScreen.LINES.close(out, "last\n");

        assertThat(text).hasToString("first\n\nlast\n\n");
    }

    @Test
    void aTerminalIsLeftAsItWasWithTheLastViewOnIt() {
        LiveScreen.TERMINAL.open(out);
        LiveScreen.TERMINAL.show(out, "first\n");
        LiveScreen.TERMINAL.close(out, "last\n");

        String escape = "\u001b[";
        assertThat(text.toString())
                .startsWith(escape + "?1049h" + escape + "?25l" + escape + "Hfirst" + escape + "K\n" + escape + "J")
                .endsWith(escape + "?25h" + escape + "?1049llast\n");
    }
}
