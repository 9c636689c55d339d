package phoenix.engine.receiver.replay;

import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;

/**
 * What a user writes for the receiver {@code capture}.
 *
 * @param speed 1 is as recorded, 2 twice as fast; 0 as fast as the pipeline takes it
 * @param repeat how many times the file is played; 0 is for ever
 */
public record CaptureConfig(String file, double speed, int repeat, Times times) {

    /** The times that points have. */
    enum Times {
        /** Those in the file. */
        ORIGINAL,
        /** Moved, so that the file begins when it is played. */
        SHIFTED
    }

    private static final Field<String> FILE = Field.required(
            FieldType.string(),
            "file",
            "A capture, or what the Collector's file exporter wrote; relative to the working directory");
    private static final Field<Double> SPEED = Field.float64(
                    "speed", 1, "1 is as recorded, 2 twice as fast, 0 as fast as the pipeline takes it")
            .must(speed -> speed >= 0 && speed <= 1e6, "be between 0 and 1000000");
    private static final Field<Integer> REPEAT = Field.int32(
                    "repeat", 1, "How many times the file is played; 0 is for ever")
            .atLeast(0);
    private static final Field<Times> TIMES = Field.choice(
            "times",
            Times.ORIGINAL,
            "original: points keep their times; shifted: all are moved alike, so that the file begins now");

    static final ConfigSpec<CaptureConfig> SPEC = ConfigSpec.of(
            v -> new CaptureConfig(v.get(FILE), v.get(SPEED), v.get(REPEAT), v.get(TIMES)), FILE, SPEED, REPEAT, TIMES);
}
