package phoenix.verify.launcher;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/** Stands for Phoenix in the tests of the launcher: shows what reached it. */
final class LaunchedProgram {
    private LaunchedProgram() {}

    public static void main(String[] args) throws InterruptedException {
        switch (args[0]) {
            case "exit" -> System.exit(Integer.parseInt(args[1]));
            case "jvm" ->
                System.out.println(ManagementFactory.getRuntimeMXBean().getInputArguments() + " some.property="
                        + System.getProperty("some.property"));
            case "wait" -> {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("ended by a signal")));
                System.out.println("waiting");
                new CountDownLatch(1).await();
            }
            default -> System.out.println(Arrays.toString(args));
        }
    }
}
