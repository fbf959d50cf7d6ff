package org.weerwoord.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import picocli.CommandLine;

/**
 * Opens a report in headless Chromium: Debian's packages chromium and chromium-driver. Where there
 * is none it is skipped, unless {@code -Dbrowser.required=true}.
 */
@ExtendWith(SparkSessionExtension.class)
class ReportInBrowserIT {

  private static final Path SCREENSHOTS = Path.of("target", "report-screenshots");

  private static final String HOSTILE =
      "{\"id\": \"hostile</script><script>alert(1)</script>\", \"lang\": \"nl\", \"date\":"
          + " \"2024-02-03\", \"source\": \"<img src=x onerror=alert(2)>\", \"url\":"
          + " \"javascript:alert(3)\", \"text\": \"Wethouder Bakker beschuldigt aannemer Smit van"
          + " fraude <script>alert(1)</script>. Smit ontkent \\u2028 de beschuldiging met klem"
          + " </script>. Smit beschuldigt Bakker op zijn beurt van laster \\u202e.\"}";

  @TempDir private static Path folder;
  private static ChromeDriver browser;
  private static String page;

  @BeforeAll
  static void openTheReport(SparkSession spark) throws IOException {
    Optional<Path> chromium = command("chromium", "chromium-browser", "google-chrome");
    Optional<Path> driver = command("chromedriver");
    if (!Boolean.getBoolean("browser.required")) {
      assumeTrue(
          chromium.isPresent() && driver.isPresent(),
          "Skipped: no chromium and chromedriver on the PATH; on Debian they are in the packages"
              + " chromium and chromium-driver");
    }
    assertThat(chromium).as("chromium on the PATH").isPresent();
    assertThat(driver).as("chromedriver on the PATH").isPresent();
    page = label().toUri().toString();
    browser = browser(chromium.get(), driver.get());
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.quit();
    }
  }

  private static Path label() throws IOException {
    Path hostile =
        Files.writeString(
            folder.resolve("hostile.jsonl"), HOSTILE + "\n<script>alert(4)</script>\n");
    CommandLine commandLine = Weerwoord.commandLine();
    StringWriter err = new StringWriter();
    commandLine.setOut(new PrintWriter(new StringWriter()));
    commandLine.setErr(new PrintWriter(err));
    int code =
        commandLine.execute(
            "label",
            "--input",
            hostile.toString(),
            "../seeds/articles",
            "../seeds/samples",
            "--output",
            folder.resolve("labelled").toString(),
            "--report");
    assertThat(code).as(err.toString()).isZero();
    return folder.resolve("labelled/_report/report.html");
  }

  private static ChromeDriver browser(Path chromium, Path driver) {
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.toFile());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--user-data-dir=" + folder.resolve("profile"));
    options.setCapability("goog:loggingPrefs", logs);
    return new ChromeDriver(
        new ChromeDriverService.Builder().usingDriverExecutable(driver.toFile()).build(), options);
  }

  private static Optional<Path> command(String... names) {
    return Stream.of(names)
        .flatMap(
            name ->
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @BeforeEach
  void load() {
    browser.manage().logs().get(LogType.BROWSER);
    browser.manage().logs().get(LogType.PERFORMANCE);
    browser.get(page);
  }

  @Test
  void opensWithoutAnErrorAnAlertOrARequest() {
    // An open alert would make this fail.
    assertThat(browser.getTitle()).isEqualTo("Accusations and answers: labelled");
    assertThat(browser.findElements(By.cssSelector("article.thread")))
        .anyMatch(thread -> thread.getText().contains("<script>alert(1)</script>"));
    assertThat(browser.findElements(By.cssSelector("img, iframe, script[src], link"))).isEmpty();
    assertThat(browser.findElements(By.tagName("a")))
        .noneMatch(link -> link.getDomAttribute("href").startsWith("javascript:"));
    assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).as("console").isEmpty();
    assertThat(
            browser.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> message.contains("\"Network.requestWillBeSent\""))
                .filter(message -> !message.contains("\"url\":\"" + page + "\"")))
        .as("requests but for the page")
        .isEmpty();
  }

  @Test
  void runsNoScriptButItsOwn() {
    browser.executeScript(
        "const script = document.createElement('script'); script.textContent ="
            + " 'document.title = \"taken\"'; document.body.append(script);");

    assertThat(browser.getTitle()).isEqualTo("Accusations and answers: labelled");
  }

  @Test
  void filtersThreadsAndTheirCounts() {
    int all = shown();
    assertThat(status()).startsWith(all + " of " + all + " threads shown, with ");

    choose("by-lang", "en");
    int english = shown();
    assertThat(english).isBetween(1, all - 1);
    assertThat(status()).startsWith(english + " of " + all + " threads shown");
    assertThat(visible()).allMatch(thread -> "en".equals(thread.getDomAttribute("data-lang")));

    browser.findElement(By.cssSelector("button[type=reset]")).click();
    assertThat(shown()).isEqualTo(all);

    choose("by-label", "counter-accusation");
    assertThat(shown()).isBetween(1, all - 1);
    assertThat(visible())
        .allMatch(thread -> thread.getDomAttribute("data-labels").contains("counter-accusation"));
  }

  @Test
  void filtersByAWholeNameOrAPartOfOne() {
    WebElement actor = browser.findElement(By.id("by-actor"));
    actor.sendKeys("bakker");
    assertThat(visible())
        .isNotEmpty()
        .allMatch(thread -> thread.getDomAttribute("data-actors").contains("Bakker"));

    actor.clear();
    actor.sendKeys("nobody of that name");
    assertThat(shown()).isZero();
    assertThat(status()).startsWith("0 of ");
  }

  @Test
  void filtersByDate() {
    browser.executeScript(
        "const from = document.getElementById('from'); from.value = '2022-07-15';"
            + "const to = document.getElementById('to'); to.value = '2022-07-20';"
            + "to.dispatchEvent(new Event('input', {bubbles: true}));");

    // Its date is a month, in which the span is.
    assertThat(visible())
        .isNotEmpty()
        .allMatch(thread -> thread.getText().contains("belgium-china-2022-07"));
  }

  @Test
  void unfoldsTheArticleAroundAThreadByTheKeyboard() {
    WebElement details = visible().get(0).findElement(By.tagName("details"));
    WebElement context = details.findElement(By.tagName("ol"));
    assertThat(context.isDisplayed()).isFalse();

    details.findElement(By.tagName("summary")).sendKeys(Keys.ENTER);

    assertThat(context.isDisplayed()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"phone, 390, 844, true", "desktop, 1280, 900, false"})
  void fitsTheScreen(String name, int width, int height, boolean mobile) throws IOException {
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", mobile));
    Files.createDirectories(SCREENSHOTS);
    for (String scheme : List.of("light", "dark")) {
      browser.executeCdpCommand(
          "Emulation.setEmulatedMedia",
          Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
      for (String section : List.of("counts", "time", "matrix", "threads", "model")) {
        browser.executeScript("document.getElementById(arguments[0]).scrollIntoView()", section);
        Files.write(
            SCREENSHOTS.resolve(name + "-" + scheme + "-" + section + ".png"),
            browser.getScreenshotAs(OutputType.BYTES));
      }
    }

    assertThat((Long) browser.executeScript("return document.documentElement.scrollWidth"))
        .as("width of the page: only tables may scroll sideways")
        .isLessThanOrEqualTo(width);
  }

  private static void choose(String select, String option) {
    browser
        .findElement(By.xpath("//select[@id='" + select + "']/option[.='" + option + "']"))
        .click();
  }

  private static String status() {
    return browser.findElement(By.id("shown")).getText();
  }

  private static int shown() {
    return visible().size();
  }

  private static List<WebElement> visible() {
    return browser.findElements(By.cssSelector("article.thread:not([hidden])"));
  }
}
