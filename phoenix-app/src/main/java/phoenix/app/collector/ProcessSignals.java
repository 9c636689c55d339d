package phoenix.app.collector;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Consumer;
import phoenix.app.collector.CollectorCommand.Request;

/**
 * The signals of this process as requests. From then on they no longer end the process by themselves.
 *
 * <p>The JDK has one way to a signal, {@code sun.misc.Signal} of the module jdk.unsupported, and its compiler a warning
 * for it that nothing suppresses: hence the method handles.
 */
public final class ProcessSignals {
    private static final System.Logger LOG = System.getLogger(ProcessSignals.class.getName());

    private ProcessSignals() {}

    /** SIGTERM and SIGINT stop, SIGHUP reloads. */
    public static void handTo(Consumer<Request> requests) {
        on("TERM", () -> requests.accept(Request.STOP));
        on("INT", () -> requests.accept(Request.STOP));
        on("HUP", () -> requests.accept(Request.RELOAD));
    }

    private static void on(String name, Runnable action) {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        try {
            Class<?> signal = lookup.findClass("sun.misc.Signal");
            Class<?> handler = lookup.findClass("sun.misc.SignalHandler");
            MethodHandle run = lookup.findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                    .bindTo(action);
            Object asHandler =
                    MethodHandleProxies.asInterfaceInstance(handler, MethodHandles.dropArguments(run, 0, signal));
            Object named = lookup.findConstructor(signal, MethodType.methodType(void.class, String.class))
                    .invoke(name);
            Object _ = lookup.findStatic(signal, "handle", MethodType.methodType(handler, signal, handler))
                    .invoke(named, asHandler);
        } catch (Throwable e) { // what a method handle may throw
            LOG.log(System.Logger.Level.WARNING, "SIG" + name + " cannot be handled here: " + e);
        }
    }
}
