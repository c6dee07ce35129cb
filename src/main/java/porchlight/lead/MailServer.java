package porchlight.lead;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/** The mail server that sends letters. */
public final class MailServer {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String TIMEOUT = "15000";

    private final Session session;
    private final URI server;
    private final String from;
    private final String fromName;

    /**
     * @param server {@code smtp://} or {@code smtps://}, with user and password if required
     * @param from the sender's address
     */
    public MailServer(URI server, String from, String fromName) {
        this.server = server;
        this.from = from;
        this.fromName = fromName;
        var tls = server.getScheme().equals("smtps");
        var properties = new Properties();
        properties.put("mail.transport.protocol", "smtp");
        properties.put("mail.smtp.host", server.getHost());
        properties.put("mail.smtp.port", Integer.toString(server.getPort() > 0 ? server.getPort() : tls ? 465 : 587));
        properties.put("mail.smtp.ssl.enable", Boolean.toString(tls));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.starttls.enable", "true");
        // Passwords are never sent unencrypted.
        properties.put(
                "mail.smtp.starttls.required",
                Boolean.toString(!tls && server.getUserInfo() != null && !LOOPBACK.contains(server.getHost())));
        properties.put("mail.smtp.auth", Boolean.toString(server.getUserInfo() != null));
        for (var wait : new String[] {"connectiontimeout", "timeout", "writetimeout"})
            properties.put("mail.smtp." + wait, TIMEOUT);
        properties.put("mail.mime.charset", "UTF-8");
        session = Session.getInstance(properties);
    }

    /** Connects and signs in, but sends nothing. Empty if that works. */
    public Optional<String> problem() {
        try (var transport = session.getTransport()) {
            connect(transport);
            return Optional.empty();
        } catch (MessagingException fault) {
            return Optional.ofNullable(undeliverable(fault).getMessage());
        }
    }

    private void connect(Transport transport) throws MessagingException {
        var account = server.getUserInfo() == null
                ? new String[0]
                : server.getUserInfo().split(":", 2);
        transport.connect(account.length > 0 ? account[0] : null, account.length > 1 ? account[1] : null);
    }

    /**
     * Sends one letter.
     *
     * @param replyTo where replies go, null for the sender
     * @param html the same letter as HTML
     * @param id of the letter, the same if it is sent again
     * @param automatic whether it is an automatic reply (RFC 3834)
     */
    void send(String to, @Nullable String replyTo, Letter letter, String html, String id, boolean automatic)
            throws Undeliverable {
        try {
            var message = message(to, replyTo, letter, html, id, automatic);
            try (var transport = session.getTransport()) {
                connect(transport);
                transport.sendMessage(message, message.getAllRecipients());
            }
        } catch (MessagingException fault) {
            throw undeliverable(fault);
        } catch (UnsupportedEncodingException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }

    private MimeMessage message(
            String to, @Nullable String replyTo, Letter letter, String html, String id, boolean automatic)
            throws MessagingException, UnsupportedEncodingException {
        var message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", "<" + id + "@" + from.substring(from.lastIndexOf('@') + 1) + ">");
            }
        };
        message.setFrom(new InternetAddress(from, fromName, StandardCharsets.UTF_8.name()));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(to, true));
        if (replyTo != null) message.setReplyTo(new InternetAddress[] {new InternetAddress(replyTo, true)});
        message.setSubject(letter.subject(), StandardCharsets.UTF_8.name());
        message.setSentDate(new Date());
        if (automatic) message.setHeader("Auto-Submitted", "auto-replied");
        var text = new MimeBodyPart();
        text.setText(letter.text(), StandardCharsets.UTF_8.name());
        var page = new MimeBodyPart();
        page.setText(html, StandardCharsets.UTF_8.name(), "html");
        message.setContent(new MimeMultipart("alternative", text, page));
        message.saveChanges();
        return message;
    }

    /** Servers quote addresses in their replies, so only the reply code is reported. */
    private static Undeliverable undeliverable(MessagingException fault) {
        if (fault instanceof AuthenticationFailedException) return Undeliverable.ourAccount();
        if (fault instanceof AddressException) return Undeliverable.permanent("an address that no mail can go to");
        var code = code(fault);
        if (code >= 500 && isAboutSender(fault)) return Undeliverable.ourSender(Integer.toString(code));
        if (code >= 500) return Undeliverable.permanent("the mail server answered " + code);
        if (code > 0) return Undeliverable.temporary("the mail server answered " + code);
        var cause = fault.getNextException();
        return Undeliverable.temporary("the mail server cannot be reached: "
                + (cause == null ? fault : cause).getClass().getSimpleName());
    }

    private static boolean isAboutSender(Exception fault) {
        for (Exception each = fault;
                each != null;
                each = each instanceof MessagingException outer ? outer.getNextException() : null)
            if (each instanceof SMTPSenderFailedException) return true;
        return false;
    }

    /** The SMTP reply code, preferably the recipient's; 0 if there was none. */
    private static int code(Exception fault) {
        var found = 0;
        for (Exception each = fault;
                each != null;
                each = each instanceof MessagingException outer ? outer.getNextException() : null) {
            if (each instanceof SMTPAddressFailedException refused) return refused.getReturnCode();
            if (each instanceof SMTPSenderFailedException refused) found = refused.getReturnCode();
            if (each instanceof SMTPSendFailedException refused && refused.getReturnCode() > 0)
                found = refused.getReturnCode();
        }
        return found;
    }
}
