package phoenix.engine.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import phoenix.engine.component.Listeners.Listener;
import phoenix.engine.isolation.GraphThreads;

@Timeout(60)
class ListenersTest {
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final Listeners listeners = new Listeners();
    private final BlockingQueue<String> taken = new LinkedBlockingQueue<>();
    private final InetSocketAddress address = freeAddress();

    private InetSocketAddress freeAddress() {
        try (Listener listener = listen("probe", ANY)) {
            return listener.address();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Listener listen(String name, InetSocketAddress where) throws IOException {
        return listeners.listen(where, 10, new GraphThreads("listeners-test"), socket -> {
            try (socket) {
                taken.add(name);
            } catch (IOException e) {
                taken.add(e.toString());
            }
        });
    }

    private String connect() throws IOException, InterruptedException {
        try (Socket _ = new Socket(address.getAddress(), address.getPort())) {
            return String.valueOf(taken.poll(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void anAddressGoesOverWithoutAMomentInWhichNobodyListens() throws Exception {
        Listener before = listen("before", address);
        assertThat(connect()).isEqualTo("before");
        listeners.beginHandOver();
        Listener after = listen("after", address);
        assertThat(connect()).isEqualTo("after");
        before.close();
        listeners.endHandOver();
        assertThat(connect()).isEqualTo("after");
        after.close();
        awaitRefusal();
    }

    /** The thread that waits for connections closes the socket, a moment later. */
    private void awaitRefusal() throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (System.nanoTime() < end) {
            try (Socket _ = new Socket(address.getAddress(), address.getPort())) {
                Thread.onSpinWait();
            } catch (ConnectException _) {
                return;
            }
        }
        throw new AssertionError("somebody still listens at " + address);
    }

    @Test
    void oneThatFailsGivesTheAddressBack() throws Exception {
        try (Listener _ = listen("before", address)) {
            listeners.beginHandOver();
            listen("after", address).close();
            listeners.endHandOver();
            assertThat(connect()).isEqualTo("before");
        }
    }

    @Test
    void nobodyTakesAnAddressAtOtherTimesOrTwice() throws Exception {
        try (Listener _ = listen("before", address)) {
            assertThatThrownBy(() -> listen("thief", address)).isInstanceOf(BindException.class);
            listeners.beginHandOver();
            try (Listener _ = listen("after", address)) {
                assertThatThrownBy(() -> listen("conflict", address)).isInstanceOf(BindException.class);
                assertThat(connect()).isEqualTo("after");
            }
        }
    }
}
