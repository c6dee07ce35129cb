package porchlight.odata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Dns;
import org.junit.jupiter.api.Test;
import porchlight.harness.Waiting;

class BoundedDnsTest {
    private final AtomicReference<Dns> servers = new AtomicReference<>();
    private final BoundedDns dns = new BoundedDns(name -> servers.get().lookup(name), Duration.ofMillis(200));

    @Test
    void nameServersThatAreSilentOrFailCostAShortWaitAndTheLastAddressesServe() throws Exception {
        var home = List.of(InetAddress.getByAddress(new byte[] {10, 0, 0, 1}));
        var moved = List.of(InetAddress.getByAddress(new byte[] {10, 0, 0, 2}));
        var silence = new CountDownLatch(1);
        Dns silent = name -> {
            try {
                silence.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
            return moved;
        };
        servers.set(silent);
        assertThrows(UnknownHostException.class, () -> dns.lookup("mls.example.com"));
        silence.countDown();
        Waiting.until(() -> known(moved));
        assertEquals(moved, dns.lookup("mls.example.com"));

        servers.set(name -> {
            throw new UnknownHostException(name);
        });
        assertEquals(moved, dns.lookup("mls.example.com"));
        assertThrows(UnknownHostException.class, () -> dns.lookup("other.example.com"));

        servers.set(name -> home);
        assertEquals(home, dns.lookup("mls.example.com"));
    }

    private boolean known(List<InetAddress> addresses) {
        try {
            return dns.lookup("mls.example.com").equals(addresses);
        } catch (UnknownHostException notYet) {
            return false;
        }
    }
}
