package interlock.report.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import interlock.report.Report;
import interlock.report.Report.Signal;
import interlock.report.Report.Status;
import interlock.report.TimelineReport;
import interlock.report.TimelineReport.SignalLife;
import interlock.vocabulary.Level;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * The report page in a real browser: Chromium, without a window. Where there is none these tests are left out, but not in
 * CI.
 */
class ReportPageTest {
    private static final List<String> BROWSERS =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    private static final List<String> DRIVERS =
            List.of("/usr/bin/chromedriver", "/usr/lib/chromium-browser/chromedriver");
    private static final Path PICTURES = Path.of("target", "pictures");
    private static final String HEDGING = "9974686cd8cd";
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    @TempDir
    private static Path folder;

    private static ChromeDriver browser;
    private static Path shipped;

    @BeforeAll
    static void aBrowser() throws IOException {
        Optional<Path> program = there(BROWSERS);
        Optional<Path> driver = there(DRIVERS);
        boolean both = program.isPresent() && driver.isPresent();
        if (System.getenv("CI") != null) {
            assertThat(both).as("Chromium and its driver are installed").isTrue();
        }
        Assumptions.assumeTrue(both, "the report page is not looked at: Chromium and chromedriver are not installed");
        // It warns that it knows no newer protocol than its own, which nothing here needs.
        SELENIUM.setLevel(java.util.logging.Level.SEVERE);
        LoggingPreferences logging = new LoggingPreferences();
        logging.enable(LogType.BROWSER, java.util.logging.Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program.orElseThrow().toFile());
        options.setCapability("goog:loggingPrefs", logging);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--force-prefers-reduced-motion",
                "--user-data-dir=" + Files.createDirectory(folder.resolve("profile")));
        browser = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driver.orElseThrow().toFile())
                        .build(),
                options);
        browser.manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
        shipped = Files.writeString(folder.resolve("shipped.html"), ReportHtml.of(Pages.shipped(), Pages.timeline()));
    }

    private static Optional<Path> there(List<String> programs) {
        return programs.stream().map(Path::of).filter(Files::isExecutable).findFirst();
    }

    private static Path page(String name, Report report) throws IOException {
        return Files.writeString(folder.resolve(name + ".html"), ReportHtml.of(report, Pages.timelineOf(report)));
    }

    @AfterAll
    static void noBrowser() {
        if (browser != null) {
            browser.quit();
        }
    }

    @BeforeEach
    void thePageIsOpened() {
        emulate(1280, "light");
        open(shipped, "");
    }

    @AfterEach
    void theConsoleStaysEmpty() {
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll())
                .extracting(LogEntry::getMessage)
                .isEmpty();
    }

    // ---- hands and eyes

    private static void open(Path page, String fragment) {
        browser.get("about:blank");
        browser.get(page.toUri() + fragment);
        // On a busy machine the browser says so before it is there.
        until("return location.protocol === 'file:' && document.readyState === 'complete'");
    }

    private static void emulate(int width, String scheme) {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    private static Object js(String script, Object... arguments) {
        return browser.executeScript(script, arguments);
    }

    private static long count(String selector) {
        return ((Number) Objects.requireNonNull(js("return document.querySelectorAll(arguments[0]).length", selector)))
                .longValue();
    }

    private static String text(String selector) {
        return browser.findElement(By.cssSelector(selector)).getText();
    }

    /** The ids of the signals that are to be seen, in their order. */
    private static List<String> signals() {
        return list(
                "return [...document.querySelectorAll('.signal')].filter(s => s.checkVisibility()).map(s => s.dataset.id)");
    }

    private static List<String> list(String script, Object... arguments) {
        return ((List<?>) Objects.requireNonNull(js(script, arguments)))
                .stream().map(String::valueOf).toList();
    }

    private static List<String> expected(Predicate<Signal> kept) {
        return Pages.shipped().signals().stream().filter(kept).map(Signal::id).toList();
    }

    private static Signal hedging() {
        return Pages.shipped().signals().stream()
                .filter(s -> s.id().equals(HEDGING))
                .findFirst()
                .orElseThrow();
    }

    private static void unfold(String signal) {
        js("document.getElementById(arguments[0]).querySelector('summary').click()", "signal-" + signal);
        until("return document.getElementById('signal-" + signal + "').querySelector('.step') !== null");
    }

    /** Clicks as a person does: on what has come to rest. What comes into sight is only then laid out and moves what is below. */
    private static void press(WebElement element) {
        js("arguments[0].scrollIntoView({block: 'center'})", element);
        for (int tries = 0, still = 0; tries < 300 && still < 3; tries++) {
            Object before = js("return arguments[0].getBoundingClientRect().top", element);
            pause();
            still = before.equals(js("return arguments[0].getBoundingClientRect().top", element)) ? still + 1 : 0;
        }
        element.click();
    }

    private static void pause() {
        pause(10);
    }

    private static void pause(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for what the page does a moment later. */
    private static void until(String script) {
        for (int tries = 0; tries < 3_000 && !Boolean.TRUE.equals(js(script)); tries++) {
            pause();
        }
        assertThat(js(script)).as(script).isEqualTo(true);
    }

    // ---- filter and search

    @Test
    void allIsThereAtFirstAndNothingWasFetched() {
        assertThat(signals()).isEqualTo(expected(s -> true));
        assertThat(text("#count")).isEqualTo(Pages.shipped().signals().size() + " signals");
        assertThat(list("return performance.getEntriesByType('resource').map(e => e.name)"))
                .isEmpty();
        assertThat(text("h1")).contains("2026-01-30");
    }

    @Test
    void searchingKeepsWhatHoldsEveryWord() {
        browser.findElement(By.id("search")).sendKeys("HEDGING amazon");
        until("return document.getElementById('count').textContent.includes(' of ')");
        assertThat(signals())
                .contains(HEDGING)
                .isEqualTo(expected(s -> told(s).contains("hedging") && told(s).contains("amazon")));
        assertThat(signals()).hasSizeLessThan(20);
        assertThat(text("#count"))
                .isEqualTo(signals().size() + " of " + Pages.shipped().signals().size() + " signals");
    }

    /** All that a signal says, and all that its facts and their documents say. */
    private static String told(Signal s) {
        Set<String> facts = new TreeSet<>();
        Stream.concat(Stream.of(s.proof()), s.alternatives().stream()).forEach(p -> facts(p, facts));
        s.missing().stream().map(Report.Missing::fact).filter(Objects::nonNull).forEach(facts::add);
        String said = facts.stream()
                .filter(id -> Pages.shipped().facts().containsKey(id))
                .map(id -> id
                        + Pages.shipped().facts().get(id).says()
                        + Pages.shipped().facts().get(id).evidence())
                .collect(Collectors.joining());
        return (s.policy() + s.narrative() + s.ifPending() + s.parties() + said).toLowerCase(Locale.ROOT);
    }

    private static void facts(String premise, Set<String> found) {
        Report.Proof proof = Pages.shipped().proofs().get(premise);
        if (proof == null) {
            found.add(premise);
        } else {
            proof.premises().forEach(p -> facts(p, found));
        }
    }

    @Test
    void searchingFindsQuotesOfDocuments() {
        String quote = "led directly by OpenAI CEO Sam Altman";
        Set<String> quoting = Pages.shipped().facts().entrySet().stream()
                .filter(f -> f.getValue().evidence().stream()
                        .anyMatch(e -> e.quote() != null && e.quote().contains(quote)))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        assertThat(quoting).contains("amazon-openai-talks");
        browser.findElement(By.id("search")).sendKeys(quote);
        until("return document.getElementById('count').textContent.includes(' of ')");
        assertThat(signals()).contains(HEDGING);
        assertThat(signals())
                .allSatisfy(id -> assertThat(Pages.shipped().signals().stream()
                                .filter(s -> s.id().equals(id))
                                .flatMap(s -> s.evidence().facts().stream()))
                        .containsAnyElementsOf(quoting));
    }

    @Test
    void whatIsNowhereIsSaidToBeNowhereAndAllComesBack() {
        browser.findElement(By.id("search")).sendKeys("nobody says this");
        until("return !document.getElementById('none').hidden");
        assertThat(signals()).isEmpty();
        press(browser.findElement(By.id("reset-none")));
        assertThat(signals()).isEqualTo(expected(s -> true));
        assertThat(browser.findElement(By.id("search")).getDomProperty("value")).isEmpty();
        assertThat(browser.switchTo().activeElement().getDomAttribute("id")).isEqualTo("search");
    }

    @Test
    void everyFilterKeepsWhatItNames() {
        browser.findElement(By.cssSelector("#levels label:has(input[value=INFO])"))
                .click();
        assertThat(signals()).isEqualTo(expected(s -> s.level() != Level.INFO));
        browser.findElement(By.cssSelector("#status option[value=CONTINGENT]")).click();
        assertThat(signals()).isEqualTo(expected(s -> s.level() != Level.INFO && s.status() == Status.CONTINGENT));
        browser.findElement(By.cssSelector("#pack option[value=strategic]")).click();
        assertThat(signals())
                .isEqualTo(expected(s -> s.level() != Level.INFO
                        && s.status() == Status.CONTINGENT
                        && s.policy().pack().equals("strategic")));
        browser.findElement(By.cssSelector("#party option[value=anthropic]")).click();
        List<String> kept = expected(s -> s.level() != Level.INFO
                && s.status() == Status.CONTINGENT
                && s.policy().pack().equals("strategic")
                && s.concerns().contains("anthropic"));
        assertThat(kept).isNotEmpty();
        assertThat(signals()).isEqualTo(kept);
        press(browser.findElement(By.id("reset")));
        assertThat(signals()).isEqualTo(expected(s -> true));
        assertThat(count("#levels input:checked")).isEqualTo(4);
    }

    @Test
    void theFactsFollowTheSignals() {
        browser.findElement(By.cssSelector("#pack option[value=sovereign]")).click();
        assertThat(
                        list(
                                "return [...document.querySelectorAll('.dated')].filter(d => d.checkVisibility()).map(d => d.dataset.fact)"))
                .contains("mgx-openai-stake", "mgx-xai-stake")
                .doesNotContain("amazon-openai-talks");
        assertThat(text("#facts-count"))
                .contains(" of " + Pages.shipped().facts().size());
    }

    @Test
    void aCellOfTheMatrixKeepsItsSignals() {
        List<Report.Cell> cells = Pages.shipped().summary().matrix();
        assertThat(count(".cell")).isEqualTo(cells.size());
        for (int i : List.of(0, cells.size() / 2)) {
            WebElement cell = browser.findElement(By.cssSelector(".cell[data-cell='" + i + "']"));
            press(cell);
            assertThat(new TreeSet<>(signals()))
                    .isEqualTo(new TreeSet<>(cells.get(i).signals()));
            assertThat(cell.getDomAttribute("aria-pressed")).isEqualTo("true");
            assertThat(cell.getDomAttribute("aria-label")).contains(cells.get(i).likelihood());
            press(cell);
            assertThat(signals()).isEqualTo(expected(s -> true));
        }
    }

    @Test
    void theMatrixPlacesASignalFromTheLowerEndToTheUpper() {
        // Of the hedge: severity 20 to 40, unlikely to very likely; nothing multiplies the two.
        assertThat(
                        list(
                                "return [...document.querySelectorAll('.cell')].filter(c => c.dataset.says === 'severity 20 to 40, unlikely to very likely').map(c => getComputedStyle(c).gridColumnStart + '/' + getComputedStyle(c).gridColumnEnd)"))
                .containsExactly("4/8");
        assertThat(list("return [...document.querySelectorAll('.words span')].map(s => s.textContent)"))
                .containsExactly(
                        "excluded",
                        "almost no chance",
                        "very unlikely",
                        "unlikely",
                        "roughly even",
                        "likely",
                        "very likely",
                        "almost certain",
                        "certain");
    }

    // ---- proofs

    @Test
    void aProofUnfoldsToFactsQuotesAndDocuments() {
        assertThat(count(".step")).isZero();
        unfold(HEDGING);
        press(browser.findElement(By.xpath("//details[@data-id='" + HEDGING + "']//button[.='Unfold all']")));
        until("return document.querySelectorAll('#signal-" + HEDGING + " .proof q').length > 5");
        String proof = (String) Objects.requireNonNull(
                js("return document.querySelector(arguments[0]).innerText", "#signal-" + HEDGING + " .proof"));
        assertThat(proof)
                .contains(
                        "strategic.hedging.scale: $5bn",
                        "own proposal",
                        "79.8 for second-largest exposure",
                        "In talks: Amazon invests up to $50bn in OpenAI",
                        "Amazon in talks for up to $50B stake in OpenAI",
                        "sentence 1",
                        "B1: source usually reliable, claim confirmed",
                        "rules/shared/holdings.drl:",
                        "facts/amazon-openai/talks.yaml:");
        Set<String> drawn = new TreeSet<>(list("return [...document.querySelectorAll('#signal-" + HEDGING
                + " .proof [data-proof]')].map(d => d.dataset.proof)"));
        assertThat(drawn).isEqualTo(reachable(hedging().proof()));
        assertThat(count("#signal-" + HEDGING + " .proof details:not([open])")).isZero();
    }

    private static Set<String> reachable(String proof) {
        Set<String> found = new TreeSet<>(Set.of(proof));
        Pages.shipped().proofs().get(proof).premises().stream()
                .filter(id -> Pages.shipped().proofs().containsKey(id))
                .forEach(p -> found.addAll(reachable(p)));
        return found;
    }

    @Test
    void whatWasFoundAbsentIsToldInWords() {
        Signal signal = Pages.shipped().signals().stream()
                .filter(s -> !Pages.shipped().proofs().get(s.proof()).absent().isEmpty())
                .findFirst()
                .orElseThrow();
        unfold(signal.id());
        assertThat((String) js("return document.getElementById(arguments[0]).innerText", "signal-" + signal.id()))
                .contains(Pages.shipped().proofs().get(signal.proof()).absent().get(0));
    }

    @Test
    void linksLeadFromASignalToAFactAndBack() {
        unfold(HEDGING);
        press(browser.findElement(By.cssSelector("#signal-" + HEDGING + " a[href='#fact-amazon-openai-talks']")));
        until("return document.querySelector('#fact-amazon-openai-talks .signals-of') !== null");
        assertThat(browser.findElement(By.cssSelector("#fact-amazon-openai-talks q"))
                        .isDisplayed())
                .isTrue();
        assertThat(
                        list(
                                "return [...document.querySelectorAll('#fact-amazon-openai-talks .signals-of a')].map(a => a.hash)"))
                .contains("#signal-" + HEDGING);
        js("document.getElementById('signal-" + HEDGING + "').open = false");
        press(browser.findElement(
                By.cssSelector("#fact-amazon-openai-talks .signals-of a[href='#signal-" + HEDGING + "']")));
        until("return document.getElementById('signal-" + HEDGING + "').open");
    }

    @Test
    void anAddressThatNamesASignalOpensIt() {
        open(shipped, "#signal-" + HEDGING);
        until("return document.querySelector('#signal-" + HEDGING + "[open] .step') !== null");
        assertThat(count(".signal[open]")).isEqualTo(1);
    }

    // ---- the network

    @Test
    void aChosenSignalLightsItsPathAndNothingElse() {
        assertThat(count(".tie.on")).isZero();
        unfold(HEDGING);
        assertThat(list("return [...document.querySelectorAll('.canvas .tie.on')].map(t => t.dataset.fact)"))
                .containsExactlyInAnyOrder("amazon-anthropic-stake", "amazon-openai-talks", "openai-anthropic-rivalry");
        assertThat(list("return [...document.querySelectorAll('.node.on')].map(n => n.dataset.party)"))
                .containsExactlyInAnyOrder("amazon", "anthropic", "openai");
        assertThat(list("return [...document.querySelectorAll('.node.subject')].map(n => n.dataset.party)"))
                .containsExactly("amazon");
        assertThat(list("return [...document.querySelectorAll('.canvas .label')].map(l => l.textContent)"))
                .contains("up to $50bn");
        assertThat(text("#ties")).contains("The path of Hyperscaler hedging", "Amazon invests up to $50bn in OpenAI");
        assertThat(count(".dot.on")).isGreaterThan(2);
        js("document.getElementById('signal-" + HEDGING + "').querySelector('summary').click()");
        until("return document.querySelectorAll('.tie.on').length === 0");
        assertThat(text("#ties")).doesNotContain("The path of");
    }

    @Test
    void aPartyIsFoundAndChosenByKeys() {
        js("document.querySelector('.node[tabindex=\"0\"]').focus()");
        String first = browser.switchTo().activeElement().getDomAttribute("data-party");
        browser.switchTo().activeElement().sendKeys(Keys.ARROW_RIGHT);
        WebElement second = browser.switchTo().activeElement();
        String party = second.getDomAttribute("data-party");
        assertThat(party).isNotEqualTo(first);
        assertThat(count(".node[tabindex='0']")).isEqualTo(1);
        second.sendKeys(Keys.ENTER);
        assertThat(signals()).isEqualTo(expected(s -> s.concerns().contains(party)));
        assertThat(second.getDomAttribute("aria-pressed")).isEqualTo("true");
        assertThat(text("#ties")).startsWith("Ties of ");
        assertThat(count(".tie.on")).isPositive();
        second.sendKeys(" ");
        assertThat(signals()).isEqualTo(expected(s -> true));
    }

    @Test
    void theButtonOfASignalLeadsToTheNetwork() {
        unfold(HEDGING);
        unfold(expected(s -> true).get(0));
        press(browser.findElement(By.xpath("//details[@data-id='" + HEDGING + "']//button[.='Show in the network']")));
        assertThat(list("return [...document.querySelectorAll('.node.subject')].map(n => n.dataset.party)"))
                .containsExactly("amazon");
        assertThat(browser.switchTo().activeElement().getDomAttribute("id")).isEqualTo("network");
    }

    // ---- signals over time

    private static List<String> courses() {
        return list(
                "return [...document.querySelectorAll('#timeline .course[data-id]')].filter(c => c.checkVisibility()).map(c => c.dataset.id)");
    }

    @Test
    void everySignalHasItsCourseInWordsAsABarAndInTheTable() {
        assertThat(courses()).isEqualTo(expected(s -> true));
        TimelineReport timeline = Pages.timeline();
        for (SignalLife life : timeline.signals()) {
            WebElement row = browser.findElement(By.id("course-" + life.id()));
            assertThat(String.valueOf(js("return arguments[0].querySelector('.since').textContent", row)))
                    .matches("(Since (before )?|Ended )[0-9]{4}-[0-9]{2}-[0-9]{2}.*");
            assertThat(list(
                            "return [...arguments[0].querySelectorAll('rect')].map(r => r.querySelector('title').textContent)",
                            row))
                    .isEqualTo(life.periods().stream()
                            .map(p -> p.from() + " to " + p.to() + ": " + TimelineText.standing(p.standing()))
                            .toList());
            assertThat(list(
                            "return [...document.querySelectorAll('#courses-table tr')].filter(r => r.dataset.id === arguments[0]).map(r => r.lastElementChild.textContent)",
                            life.id()))
                    .containsExactly(life.changes().stream()
                            .map(c -> c.date() + " " + TimelineText.words(c))
                            .collect(Collectors.joining("; ")));
        }
        js("document.querySelector('#courses-table > summary').click()");
        assertThat(text("#courses-table")).contains("became established");
    }

    @Test
    void barsStandWhereTheirDaysAre() {
        TimelineReport timeline = Pages.timeline();
        double days =
                ChronoUnit.DAYS.between(timeline.span().from(), timeline.span().to()) + 1;
        for (SignalLife life : timeline.signals().subList(0, 5)) {
            double expected = ChronoUnit.DAYS.between(
                            timeline.span().from(), life.periods().get(0).from())
                    / days;
            double share = ((Number)
                            Objects.requireNonNull(
                                    js(
                                            "const row = document.getElementById('course-" + life.id()
                                                    + "'); row.scrollIntoView(); const svg = row.querySelector('svg').getBoundingClientRect();"
                                                    + "return (row.querySelector('rect').getBoundingClientRect().left - svg.left) / svg.width + 1e-9")))
                    .doubleValue();
            assertThat(share).isCloseTo(expected, within(0.003));
        }
    }

    @Test
    void theTimelineFollowsTheFilterAndLeadsToTheSignal() {
        browser.findElement(By.cssSelector("#pack option[value=sovereign]")).click();
        assertThat(courses()).isEqualTo(signals()).isNotEmpty();
        assertThat(text("#courses-count"))
                .isEqualTo(courses().size() + " of " + Pages.shipped().signals().size() + ", the signals shown");
        press(browser.findElement(By.id("reset")));
        press(browser.findElement(By.cssSelector("#course-" + HEDGING + " a")));
        until("return document.querySelector('#signal-" + HEDGING + " .step') !== null");
        assertThat(count(".course.lit")).isEqualTo(1);
        press(browser.findElement(By.cssSelector("#signal-" + HEDGING + " .terms a[href='#course-" + HEDGING + "']")));
        until("const r = document.getElementById('course-" + HEDGING
                + "').getBoundingClientRect(); return r.top > 0 && r.bottom < innerHeight");
        assertThat(String.valueOf(js("return document.activeElement.getAttribute('href')")))
                .isEqualTo("#signal-" + HEDGING);
    }

    @Test
    void aPageWithoutItSaysHowToHaveTheTimeline() throws IOException {
        open(Files.writeString(folder.resolve("without.html"), ReportHtml.of(Pages.shipped())), "");
        assertThat(text("#timeline")).contains("./interlock run --timeline -o report.html");
        assertThat(courses()).isEmpty();
        browser.findElement(By.cssSelector("#pack option[value=sovereign]")).click();
        assertThat(signals()).isNotEmpty();
    }

    // ---- keys, colours, paper, barriers

    @Test
    void keysAloneReachADocument() {
        Actions keys = new Actions(browser);
        keys.sendKeys(Keys.TAB).perform();
        assertThat(browser.switchTo().activeElement().getText()).isEqualTo("Skip to the signals");
        keys.sendKeys(Keys.ENTER).sendKeys(Keys.TAB).perform();
        WebElement summary = browser.switchTo().activeElement();
        assertThat(summary.getTagName()).isEqualTo("summary");
        keys.sendKeys(Keys.ENTER).perform();
        until("return document.querySelector('.signal[open] .step') !== null");
        int tabs = 0;
        while (!"Unfold all".equals(browser.switchTo().activeElement().getText()) && tabs++ < 40) {
            keys.sendKeys(Keys.TAB).perform();
        }
        keys.sendKeys(Keys.ENTER).perform();
        tabs = 0;
        while (!isDocument(browser.switchTo().activeElement()) && tabs++ < 60) {
            keys.sendKeys(Keys.TAB).perform();
        }
        assertThat(isDocument(browser.switchTo().activeElement())).isTrue();
    }

    private static boolean isDocument(WebElement element) {
        String href = element.getDomAttribute("href");
        return href != null && href.startsWith("http");
    }

    @Test
    void theColoursFollowTheSystemOrTheSwitch() {
        String light = background();
        browser.findElement(By.cssSelector(".theme label:nth-of-type(3)")).click();
        String dark = background();
        assertThat(dark).isNotEqualTo(light);
        emulate(1280, "dark");
        browser.findElement(By.cssSelector(".theme label:nth-of-type(2)")).click();
        assertThat(background()).isEqualTo(light);
        browser.findElement(By.cssSelector(".theme label:nth-of-type(1)")).click();
        assertThat(background()).isEqualTo(dark);
    }

    private static String background() {
        return String.valueOf(js("return getComputedStyle(document.body).backgroundColor"));
    }

    @Test
    void onPaperNothingIsFolded() {
        unfold(HEDGING);
        js("dispatchEvent(new Event('beforeprint'))");
        assertThat(count(".signal:not([open]), .dated > .fact:not([open])")).isZero();
        js("dispatchEvent(new Event('afterprint'))");
        until("return document.querySelectorAll('[data-printed]').length === 0");
        assertThat(count(".signal[open]")).isEqualTo(1);
        assertThat(count(".fact[open]")).isZero();
        // What was not unfolded by a reader is not worked out for paper.
        assertThat(count(".proof .step")).isEqualTo(count("#signal-" + HEDGING + " .proof .step"));
        Object paper = browser.executeCdpCommand("Page.printToPDF", Map.of()).get("data");
        byte[] pdf = Base64.getDecoder().decode(String.valueOf(paper));
        assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        assertThat(pdf.length).isGreaterThan(100_000);
    }

    @Test
    void withoutScriptsEverySignalAndEveryQuoteIsStillThere() throws IOException {
        Path still = folder.resolve("still.html");
        // As a browser shows it that runs no script, but for the sentence that says so.
        String page = Files.readString(shipped);
        Files.writeString(still, page.substring(0, page.indexOf("<script type=")) + "</body></html>");
        open(still, "");
        assertThat(signals()).hasSize(Pages.shipped().signals().size());
        assertThat(browser.findElement(By.id("filter")).isDisplayed()).isFalse();
        assertThat(browser.findElement(By.id("theme")).isDisplayed()).isFalse();
        press(browser.findElement(By.cssSelector("#signal-" + HEDGING + " > summary")));
        assertThat(text("#signal-" + HEDGING + " .terms")).contains("In talks: Amazon invests up to $50bn in OpenAI");
        press(browser.findElement(By.cssSelector("#fact-amazon-openai-talks > summary")));
        assertThat(text("#fact-amazon-openai-talks")).contains("Amazon in talks for up to $50B stake in OpenAI");
        assertThat(count(".node")).isGreaterThan(20);
    }

    @Test
    void noBarrierIsFound() throws IOException {
        assertThat(barriers()).isEmpty();
        unfold(HEDGING);
        js("document.querySelector('#signal-" + HEDGING + " .actions button').click()");
        js("document.getElementById('fact-amazon-openai-talks').open = true");
        js("document.querySelectorAll('#timeline details').forEach(d => { d.open = true; })");
        assertThat(barriers()).isEmpty();
        emulate(1280, "dark");
        assertThat(barriers()).isEmpty();
        emulate(375, "light");
        assertThat(barriers()).isEmpty();
    }

    private static List<String> barriers() throws IOException {
        if (js("return typeof axe") instanceof String kind && kind.equals("undefined")) {
            try (InputStream in = Objects.requireNonNull(ReportPageTest.class.getResourceAsStream("/axe.min.js"))) {
                js(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        Object found = browser.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document, { resultTypes: ['violations'] }).then(
                    (r) => done([String(r.passes.length), ...r.violations.map((v) => v.id + ': ' + v.help + ' at ' + v.nodes.slice(0, 3).map((n) => n.target + ' ' + n.html.slice(0, 160) + ' ' + n.failureSummary).join(' | '))]),
                    (e) => done(['0', String(e)]));
                """);
        List<String> told = ((List<?>) Objects.requireNonNull(found))
                .stream().map(String::valueOf).toList();
        assertThat(Integer.parseInt(told.get(0)))
                .as("rules that looked and passed: " + told)
                .isGreaterThan(20);
        return told.subList(1, told.size());
    }

    @Test
    void nothingIsCutOffAtThreeWidthsByDayAndNight() throws IOException {
        Files.createDirectories(PICTURES);
        for (int width : List.of(375, 768, 1280)) {
            for (String scheme : List.of("light", "dark")) {
                emulate(width, scheme);
                open(shipped, "");
                unfold(HEDGING);
                js("scrollTo(0, 0)");
                assertThat(((Number) Objects.requireNonNull(js("return document.documentElement.scrollWidth")))
                                .intValue())
                        .as("width of the page on a screen of " + width)
                        .isLessThanOrEqualTo(width);
                assertThat(
                                list(
                                        "return [...document.querySelectorAll('.signal summary, .dated, .tally, .matrix, .filter, h1, .terms')].filter(e => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.className)"))
                        .isEmpty();
                byte[] picture = browser.getScreenshotAs(OutputType.BYTES);
                Files.write(PICTURES.resolve("report-" + width + "-" + scheme + ".png"), picture);
                assertThat(picture.length).isGreaterThan(10_000);
                js("document.getElementById('timeline').scrollIntoView()");
                assertThat(
                                list(
                                        "return [...document.querySelectorAll('.course, .course svg, .whose')].filter(e => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.id)"))
                        .isEmpty();
                Files.write(
                        PICTURES.resolve("timeline-" + width + "-" + scheme + ".png"),
                        browser.getScreenshotAs(OutputType.BYTES));
            }
        }
    }

    // ---- strangers and crowds

    @Test
    void whatAStrangerWroteIsTextAndNothingElse() throws IOException {
        open(page("hostile", Pages.hostile()), "");
        js("document.querySelectorAll('.signal > summary').forEach(s => s.click())");
        until("return document.querySelectorAll('.signal .step').length >= "
                + Pages.shipped().signals().size());
        js("document.querySelectorAll('.actions button:first-child').forEach(b => b.click())");
        js("document.querySelectorAll('details').forEach(d => { d.open = true; })");
        js(
                "document.querySelectorAll('.node').forEach(n => { n.dispatchEvent(new MouseEvent('click', { bubbles: true })); n.dispatchEvent(new MouseEvent('click', { bubbles: true })); })");
        assertThat(browser.getTitle()).isEqualTo("Interlock report");
        assertThat(count("img, iframe, object, embed, [onerror], [onclick]")).isZero();
        assertThat(count("script")).isEqualTo(2);
        assertThat(count("style")).isEqualTo(1);
        assertThat(count("a[href^='javascript']")).isZero();
        String told = String.valueOf(js("return document.querySelector('main').textContent"));
        assertThat(told).contains(Pages.HOSTILE.replace('\u202e', '\uFFFD')).doesNotContain("\u202e");
        assertThat(Stream.of("q", "h4", ".step > summary", ".label, .node text, #ties")
                        .filter(place -> !String.valueOf(js(
                                        "return [...document.querySelectorAll(arguments[0])].map(e => e.textContent).join()",
                                        place))
                                .contains("</script></style>"))
                        .collect(Collectors.toSet()))
                .isEmpty();
    }

    /**
     * What a reader of a thousand signals waits for: the frames of scrolling through the whole page, and the tasks that
     * typing and filtering take. The figures go to a file; that all of it comes to an end is all that is held.
     */
    @Test
    void scrollingAndTypingOverAThousandSignalsIsMeasured() throws IOException {
        open(page("measured", Pages.large()), "");
        Object scrolled = browser.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                window.tasks = [];
                new PerformanceObserver((l) => l.getEntries().forEach((e) => tasks.push(Math.round(e.duration)))).observe({ type: 'longtask' });
                const frames = [];
                let last = performance.now();
                let at = 0;
                const step = (now) => {
                  frames.push(now - last);
                  last = now;
                  at += 2000;
                  scrollTo(0, at);
                  if (at < document.documentElement.scrollHeight && frames.length < 150) {
                    requestAnimationFrame(step);
                  } else {
                    frames.sort((a, b) => a - b);
                    setTimeout(() => done('scrolling: ' + frames.length + ' frames, median ' + Math.round(frames[frames.length >> 1]) + ' ms, slowest ' + Math.round(frames[frames.length - 1]) + ' ms, long tasks ' + JSON.stringify(tasks)), 300);
                  }
                };
                requestAnimationFrame(step);
                """);
        js("scrollTo(0, 0); tasks.length = 0;");
        for (String letter : List.of("h", "e", "d", "g")) {
            browser.findElement(By.id("search")).sendKeys(letter);
            pause();
        }
        until("return document.getElementById('count').textContent.includes(' of ')");
        Object typed = browser.executeAsyncScript(
                "const done = arguments[arguments.length - 1]; setTimeout(() => done('typing: long tasks ' + JSON.stringify(tasks)), 500)");
        js("tasks.length = 0;");
        browser.findElement(By.cssSelector("#levels label:has(input[value=INFO])"))
                .click();
        Object filtered = browser.executeAsyncScript(
                "const done = arguments[arguments.length - 1]; setTimeout(() => done('filtering: long tasks ' + JSON.stringify(tasks)), 500)");
        assertThat(signals()).isNotEmpty().hasSizeLessThan(1_000);
        Files.createDirectories(PICTURES);
        Files.writeString(PICTURES.resolve("thousand-signals.txt"), scrolled + "\n" + typed + "\n" + filtered + "\n");
    }

    /** What was touched of the page while something was done, by the class or the name of each element. */
    private static List<String> touched(Runnable doing) {
        js("""
                window.touched = new Set();
                window.watching = new MutationObserver((l) => l.forEach((m) => touched.add(m.target.nodeType === 1 ? m.target : m.target.parentElement)));
                watching.observe(document.querySelector('main'), { subtree: true, childList: true, attributes: true, characterData: true });
                """);
        doing.run();
        return list(
                "watching.takeRecords().forEach((m) => touched.add(m.target)); watching.disconnect(); return [...touched].map((e) => e.className.baseVal ?? (e.id || e.className || e.localName))");
    }

    @Test
    void aKeyTouchesOnlyWhatItChanges() throws IOException {
        open(page("touched", Pages.large()), "");
        WebElement search = browser.findElement(By.id("search"));
        search.sendKeys("hedging");
        until("return document.getElementById('count').textContent.includes(' of ')");
        int hedging = signals().size();
        assertThat(hedging).isBetween(10, 100);
        String told = text("#count");
        // One letter less finds the same, so nothing is otherwise.
        assertThat(touched(() -> {
                    search.sendKeys(Keys.BACK_SPACE);
                    pause(400);
                }))
                .isEmpty();
        assertThat(text("#count")).isEqualTo(told);
        List<String> narrowed = touched(() -> {
            search.sendKeys("g " + HEDGING + "-7");
            until("return document.getElementById('count').textContent.startsWith('1 of ')");
        });
        assertThat(signals()).containsExactly(HEDGING + "-7");
        // Its row, its course, its line in the table; the facts that go with it and what holds all these.
        assertThat(narrowed).contains("count").hasSizeBetween(3 * (hedging - 1), 1_000);
    }

    @Test
    void whatIsFarDownIsFoundByTheBrowserAndReachedByItsAddress() throws IOException {
        Report large = Pages.large();
        Path page = page("far", large);
        open(page, "");
        String last = large.signals().get(999).id();
        String far = "return document.getElementById('signal-" + last
                + "').checkVisibility({ contentVisibilityAuto: true })";
        assertThat(js(far)).isEqualTo(false);
        String says = large.signals().get(999).parties().get(0).name();
        assertThat(says).endsWith(last.substring(last.lastIndexOf('-')).replace('-', ' '));
        assertThat(js(
                        "return find(arguments[0])",
                        large.signals().get(999).narrative().substring(0, 60)))
                .isEqualTo(true);
        until("return scrollY > 20000");
        open(page, "#signal-" + last);
        until(far);
        until("const r = document.getElementById('signal-" + last
                + "').getBoundingClientRect(); return r.top >= 0 && r.top < innerHeight");
    }

    @Test
    void aThousandSignalsAreListedAndTheirProofsMadeOnlyWhenAskedFor() throws IOException {
        Report large = Pages.large();
        open(page("large", large), "");
        assertThat(signals()).hasSize(1_000);
        assertThat(count(".step")).isZero();
        long before = count("*");
        // A row of a signal with its course through time and the entries of its facts; no proof, quote or tie of its
        // own.
        assertThat(before).isLessThan(125_000);
        assertThat(count(".node")).isEqualTo(Network.MOST);
        // A row out of sight is not laid out, and hiding one does not number the others anew: that took seconds.
        assertThat(
                        list(
                                "return [...new Set([...document.querySelectorAll('li')].map(l => getComputedStyle(l).display))]"))
                .containsExactly("block");
        assertThat(
                        list(
                                "return [...document.querySelectorAll('.signal, .course[data-id], .dated, .open')].filter(r => r.closest('.batch') === null)"))
                .isEmpty();
        assertThat(
                        list(
                                "return [...new Set([...document.querySelectorAll('.batch, .strip')].map(l => getComputedStyle(l).contentVisibility))]"))
                .containsExactly("auto");
        // The browser watches each of these on every frame.
        assertThat(
                        list(
                                "return [...document.querySelectorAll('body *')].filter(l => getComputedStyle(l).contentVisibility === 'auto')"))
                .hasSizeLessThan(400);
        assertThat(
                        list(
                                "return [...document.querySelectorAll('.signal, .course[data-id], .dated, .open, .dot')].filter(r => r.checkVisibility({ contentVisibilityAuto: true }))"))
                .isNotEmpty()
                .hasSizeLessThan(200);
        browser.findElement(By.id("search")).sendKeys("hedging " + HEDGING + "-7");
        until("return document.getElementById('count').textContent.includes(' of ')");
        assertThat(signals()).containsExactly(HEDGING + "-7");
        unfold(HEDGING + "-7");
        assertThat(count(".signal .step")).isBetween(1L, 60L);
        assertThat(list("return [...document.querySelectorAll('.node.on')].map(n => n.dataset.party)"))
                .contains("amazon-7", "anthropic-7", "openai-7");
        assertThat(count(".tie.on")).isEqualTo(3);
        press(browser.findElement(By.id("reset")));
        assertThat(signals()).hasSize(1_000);
    }
}
