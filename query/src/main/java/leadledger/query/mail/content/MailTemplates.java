package leadledger.query.mail.content;

import java.util.Locale;
import java.util.Map;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** The two layouts of e-mails, {@code mail/letter.txt} and {@code mail/letter.html}. Safe for several threads. */
final class MailTemplates {

    private static final String TEXT = "letter.txt";
    private static final String HTML = "letter.html";

    private final ITemplateEngine engine = engine();

    private static SpringTemplateEngine engine() {
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.addTemplateResolver(resolver(TEXT, TemplateMode.TEXT));
        engine.addTemplateResolver(resolver(HTML, TemplateMode.HTML));
        return engine;
    }

    private static ClassLoaderTemplateResolver resolver(String file, TemplateMode mode) {
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver(MailTemplates.class.getClassLoader());
        resolver.setPrefix("mail/");
        resolver.getResolvablePatternSpec().addPattern(file);
        resolver.setTemplateMode(mode);
        resolver.setForceTemplateMode(true);
        resolver.setCharacterEncoding("UTF-8");
        resolver.setCacheable(true);
        return resolver;
    }

    String text(Letter letter) {
        return render(TEXT, letter);
    }

    String html(Letter letter) {
        return render(HTML, letter);
    }

    private String render(String template, Letter letter) {
        return engine.process(
                template,
                new Context(
                        Locale.ROOT,
                        Map.of(
                                "language", letter.language(),
                                "subject", letter.subject(),
                                "salutation", letter.salutation(),
                                "opening", letter.opening(),
                                "rows", letter.rows(),
                                "separator", letter.separator(),
                                "closing", letter.closing(),
                                "signature", letter.signature(),
                                "automatic", letter.automatic())));
    }
}
