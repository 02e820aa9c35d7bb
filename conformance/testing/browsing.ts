// A real Chromium without a window, for tests of pages: what a page says on its console, asks of the network or runs is noted.
// Knows where a browser is found; knows no page.

import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** A page that was opened from a file, and everything about it that should not have happened. */
export interface Opened {
  readonly page: Page;
  readonly trouble: readonly string[];
}

/** How the page is looked at. */
export interface Look {
  readonly colorScheme?: "light" | "dark";
  readonly width?: number;
  readonly javaScriptEnabled?: boolean;
}

/** A browser for the tests of one file. */
export class Browsing {
  readonly #browser: Browser;
  readonly #folder = mkdtempSync(join(tmpdir(), "browsing-"));
  #pages = 0;

  private constructor(browser: Browser) {
    this.#browser = browser;
  }

  /** Starts the browser. Throws when there is none: a test that is passed over in silence shows nothing. */
  static async start(): Promise<Browsing> {
    const executablePath = PLACES.find((place) => existsSync(place));
    if (executablePath === undefined) throw new Error(`There is no Chromium at ${PLACES.join(" or ")}.`);
    return new Browsing(await chromium.launch({ executablePath, args: ["--no-sandbox"] }));
  }

  /** Opens `text` as a page from a file. */
  async open(
    text: string,
    { colorScheme = "light", width = 1280, javaScriptEnabled = true }: Look = {},
  ): Promise<Opened> {
    this.#pages += 1;
    const file = join(this.#folder, `page-${this.#pages}.html`);
    writeFileSync(file, text);
    const context = await this.#browser.newContext({
      colorScheme,
      javaScriptEnabled,
      viewport: { width, height: 900 },
    });
    const page = await context.newPage();
    const trouble: string[] = [];
    const address = pathToFileURL(file).href;
    page.on("console", (message) => trouble.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => trouble.push(`error: ${error.message}`));
    page.on("dialog", (dialog) => trouble.push(`dialog: ${dialog.message()}`));
    page.on("request", (request) => {
      if (request.url().split("#")[0] !== address) trouble.push(`request: ${request.url()}`);
    });
    await page.goto(address);
    return { page, trouble };
  }

  async close(): Promise<void> {
    await this.#browser.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
