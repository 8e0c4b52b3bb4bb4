package io.eigenstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.eigenstream.benchmarks.LogPlot.Curve;
import io.eigenstream.benchmarks.LogPlot.Point;
import io.eigenstream.benchmarks.LogPlot.Style;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.stream.DoubleStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class FigureTest {

    @Test
    void placesNumbersByTheirLogarithm() {
        LogAxis axis = LogAxis.fitting(DoubleStream.of(100, 1, 10), 0, 50);

        assertThat(axis).isEqualTo(new LogAxis(1, 100, 0, 50));
        assertThat(axis.at(1)).isZero();
        assertThat(axis.at(10)).isCloseTo(25, within(1e-12));
        assertThat(axis.at(100)).isCloseTo(50, within(1e-12));
        assertThat(new LogAxis(7, 7, 0, 50).at(7)).isEqualTo(25);
    }

    @Test
    void widensAnAxisToWholePowersOfTen() {
        assertThat(new LogAxis(0.02, 30, 0, 1).toWholePowers()).isEqualTo(new LogAxis(0.01, 100, 0, 1));
        assertThat(new LogAxis(10, 10, 0, 1).toWholePowers()).isEqualTo(new LogAxis(10, 100, 0, 1));
    }

    @Test
    void marksPowersOfTenButNotTooMany() {
        assertThat(new LogAxis(0.01, 100, 0, 1).exponents()).containsExactly(-2, -1, 0, 1, 2);
        assertThat(new LogAxis(1e-13, 1e-1, 0, 1).exponents()).containsExactly(-13, -11, -9, -7, -5, -3, -1);
    }

    @Test
    void drawsLargerNumbersHigherAndLeavesOutWhatHasNoLogarithm()
            throws IOException, SAXException, ParserConfigurationException {
        Curve curve = new Curve(
                "error", Style.DOTS, "#0072b2", List.of(new Point(8, 1e-3), new Point(16, 1e-1), new Point(32, 0)));

        NodeList dots = document(new Figure(List.of(new LogPlot("a < b & c", List.of(curve)))))
                .getElementsByTagName("circle");

        // two points, and the two ends of the sample in the legend
        assertThat(dots.getLength()).isEqualTo(4);
        assertThat(number(dots, 1, "cx")).isGreaterThan(number(dots, 0, "cx"));
        assertThat(number(dots, 1, "cy")).isLessThan(number(dots, 0, "cy"));
    }

    @Test
    void explainsEveryCurveOnce() throws IOException, SAXException, ParserConfigurationException {
        Curve line = new Curve("error", Style.LINE, "#0072b2", List.of(new Point(8, 2), new Point(16, 1)));
        Curve dashed = new Curve("bound", Style.DASHED, "#777777", List.of(new Point(8, 4), new Point(16, 3)));
        LogPlot plot = new LogPlot("one", List.of(dashed, line));
        Document document = document(new Figure(List.of(plot, plot, plot, plot)));

        NodeList texts = document.getElementsByTagName("text");
        long explained = 0;
        for (int i = 0; i < texts.getLength(); i++) {
            explained += List.of("error", "bound").contains(texts.item(i).getTextContent()) ? 1 : 0;
        }

        assertThat(explained).isEqualTo(2);
        assertThat(document.getDocumentElement().getAttribute("width")).isEqualTo(Integer.toString(3 * LogPlot.WIDTH));
        assertThat(number(document.getElementsByTagName("svg"), 0, "height")).isGreaterThan(2 * LogPlot.HEIGHT);
    }

    private static Document document(Figure figure) throws IOException, SAXException, ParserConfigurationException {
        String svg = String.join("\n", figure.svg());
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static double number(NodeList elements, int i, String attribute) {
        return Double.parseDouble(((Element) elements.item(i)).getAttribute(attribute));
    }
}
