package interlock.bench;

import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks: {@code mvn -Pbench test}. It prints figures and asserts none. */
class AllBench {
    @Test
    void everyBenchmarkComesToAFigure() throws RunnerException {
        assertFalse(new Runner(new OptionsBuilder()
                        .include("interlock\\.bench\\..*" + System.getProperty("bench", ""))
                        .shouldFailOnError(true)
                        .build())
                .run()
                .isEmpty());
    }
}
