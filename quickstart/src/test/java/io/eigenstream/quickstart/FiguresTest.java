package io.eigenstream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void groupsThousandsInEveryLocale() {
        assertThat(Figures.count(1_234_567)).isEqualTo("1,234,567");
    }

    @Test
    void givesFiveSignificantDigits() {
        assertThat(Figures.number(0)).isEqualTo("0.00000");
        assertThat(Figures.number(387.03740439568793)).isEqualTo("387.04");
        assertThat(Figures.number(12345.678)).isEqualTo("12346");
        assertThat(Figures.number(0.5)).isEqualTo("0.50000");
        assertThat(Figures.number(1.5e60)).isEqualTo("1.5000e+60");
        assertThat(Figures.number(2e-9)).isEqualTo("2.0000e-09");
    }

    @Test
    void roundsAnglesUpBecauseTheyAreUpperBounds() {
        assertThat(Figures.angle(1)).isEqualTo("90.00°");
        assertThat(Figures.angle(0.5)).isIn("45.00°", "45.01°");
        assertThat(Figures.angle(Math.pow(Math.sin(Math.toRadians(0.121)), 2))).isEqualTo("0.13°");
        assertThat(Figures.angle(0)).isEqualTo("0.00°");
        assertThat(Figures.angle(1e-30)).isEqualTo("<0.01°");
    }
}
