// What the page of reports shows, in a real browser: nothing that axe finds, nothing from elsewhere, nothing that runs.
// Knows what a reader sees; how the page is used is tried in page-use.browser.ts.

import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Report } from "../../../spec/report.ts";
import { Browsing } from "../../testing/browsing.ts";
import { goodReport, hostileReport, reportOfEverything, TODAY, told } from "../../testing/stories.ts";
import type { ReportStory } from "../story.ts";
import { htmlReport } from "./page.ts";

/** Axe looks at every element in every way it knows: half a minute on a busy machine. */
const AXE_LIMIT_MS = 240_000;

let browsing: Browsing;
let everything: Report;
let good: Report;
let hostile: Report;
beforeAll(async () => {
  browsing = await Browsing.start();
  [everything, good, hostile] = await Promise.all([reportOfEverything(), goodReport(), hostileReport()]);
});
afterAll(() => browsing?.close());

/** `story` with its first clauses only: axe looks at every element, and all clauses look alike. */
function short({ report, ...story }: ReportStory): ReportStory {
  return { ...story, report: { ...report, clauses: report.clauses.slice(0, 9) } };
}

/** The pages there are, by what they are of. */
function pages(): Readonly<Record<string, readonly ReportStory[]>> {
  return {
    "one report": [told(everything)],
    "a good report": [told(good)],
    "an expired one": [told(good, Date.parse(good.expiresAt))],
    "an unfinished one": [told({ ...good, status: "incomplete", seal: null })],
    "one of nothing": [
      told({ ...good, status: "incomplete", seal: null, cases: [], clauses: [], implementation: null }),
    ],
    "several reports": [told(everything), told(good)],
    "a hostile report": [told(hostile)],
    "several hostile reports": [told(hostile), told(everything)],
  };
}

function open(stories: readonly ReportStory[], look: Parameters<Browsing["open"]>[1] = {}) {
  return browsing.open(htmlReport(stories), look);
}

/** How green a colour is: how much more of it is green than the rest. */
async function greenness(page: Page, selector: string, property: "color" | "backgroundColor"): Promise<number> {
  const colour = await page
    .locator(selector)
    .first()
    .evaluate((element, name) => getComputedStyle(element)[name], property);
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return green - Math.max(red, blue);
}

describe("the page", () => {
  it.each([
    "one report",
    "a good report",
    "an expired one",
    "an unfinished one",
    "one of nothing",
    "several reports",
    "a hostile report",
    "several hostile reports",
  ])(
    "of %s asks nobody for anything, says nothing on the console and has nothing that axe finds, in light and dark",
    async (name) => {
      for (const colorScheme of ["light", "dark"] as const) {
        const { page, trouble } = await open((pages()[name] ?? []).map(short), { colorScheme });
        await page.evaluate(() => {
          for (const fold of document.querySelectorAll("details")) fold.open = true;
        });
        const { violations } = await new AxeBuilder({ page }).analyze();

        expect(
          violations.map(
            ({ id, nodes }) =>
              `${id}: ${nodes
                .map(({ html }) => html)
                .slice(0, 3)
                .join(" ")}`,
          ),
        ).toEqual([]);
        expect(trouble).toEqual([]);
        await page.context().close();
      }
    },
    AXE_LIMIT_MS,
  );

  it("opens with the verdict and the counts", async () => {
    const { page } = await open([told(everything)]);

    expect(await page.locator("h1").textContent()).toBe("Not conformant to CPython 3.11");
    expect(await page.locator(".figures").textContent()).toMatch(
      /cases passed\s*1\/8\s*failed\s*6\s*known failures\s*1\s*not applicable\s*1/,
    );
    expect(await page.locator("h1").boundingBox()).toMatchObject({ y: expect.toSatisfy((y: number) => y < 400) });
  });

  it("is green where a certificate holds, and nowhere in the verdict or the matrix where it does not", async () => {
    const { page } = await open([told(good)]);
    expect(await greenness(page, "h1", "color")).toBeGreaterThan(20);
    expect(await greenness(page, ".matrix .cell.kept", "color")).toBeGreaterThan(20);

    for (const name of ["an expired one", "an unfinished one"]) {
      const { page: other } = await open(pages()[name] ?? []);
      for (const selector of ["h1", ".figures dd", ".matrix .cell.kept", ".badge.kept"])
        expect(await greenness(other, selector, "color"), `${name}: ${selector}`).toBeLessThanOrEqual(0);
      expect(await greenness(other, ".bar .passed", "backgroundColor"), name).toBeLessThanOrEqual(10);
    }
  });

  it("leads from a cell to the clause, its scenarios, and what differs", async () => {
    const { page } = await open([told(everything)]);

    await page.locator('.matrix a.cell[data-clause="LOOP-01"]').click();
    const clause = page.locator("#LOOP-01");
    await clause.waitFor({ state: "visible" });
    expect(await clause.textContent()).toContain("Without a limit");
    await clause.getByRole("link", { name: "see what differs" }).first().click();

    expect(await page.locator("article.failure:target h3").textContent()).toBe("The title of case 0");
  });

  it("draws a divergence: lanes, arrows, what both did, and where they part", async () => {
    const { page } = await open([told(everything)]);
    const picture = page.locator("article.failure").first().locator(".picture");

    expect(await picture.locator(".heads").first().textContent()).toMatch(/peer\s*wire\s*kernel\s*channel\s*client/);
    expect(await picture.locator("> .water .row").count()).toBe(3);
    expect(await picture.locator(".expected .parting").textContent()).toMatch(
      /expected\s*channel client:\s*handle_read → "abc"/,
    );
    expect(await picture.locator(".observed .parting").textContent()).toMatch(
      /observed\s*channel client:\s*handle_close\("abc"\)/,
    );
    expect(await picture.locator(".observed .row.written").textContent()).toContain('prints on stdout: "gone"');
    const [head, card] = await Promise.all([
      picture.locator(".heads .channel").first().boundingBox(),
      picture.locator("> .water .row .card").first().boundingBox(),
    ]);
    const middle = (box: typeof head) => (box?.x ?? 0) + (box?.width ?? 0) / 2;
    expect(Math.abs(middle(head) - middle(card))).toBeLessThan(2);
  });

  it("names a failure of several reports once, with all whose it is", async () => {
    const other = { ...everything, implementation: { name: "another", version: "2", language: "C" } };
    const { page } = await open([told(everything), told(other), told(good)]);

    expect(await page.locator("article.failure").count()).toBe(7);
    expect(await page.locator("article.failure").first().locator(".chip").allTextContents()).toEqual([
      "CPython asyncore 3.11.7",
      "another 2",
    ]);
    expect(await page.locator(".compare tbody tr").count()).toBeGreaterThan(5);
    expect(await page.locator(".compare tbody tr").first().locator("td").allTextContents()).toEqual([
      expect.stringContaining("broken"),
      expect.stringContaining("broken"),
      expect.stringContaining("kept"),
    ]);
  });
});

describe("a hostile report", () => {
  it.each(["a hostile report", "several hostile reports"])("is shown in escapes and runs nothing: %s", async (name) => {
    const { page, trouble } = await open(pages()[name] ?? []);
    await page.evaluate(() => {
      for (const fold of document.querySelectorAll("details")) fold.open = true;
    });

    expect(await page.evaluate(() => (globalThis as { pwned?: number }).pwned)).toBeUndefined();
    expect(await page.locator("script").count()).toBe(1);
    expect(await page.locator("img, iframe, object, a[href^='javascript']").count()).toBe(0);
    const text = await page.locator("body").textContent();
    expect(text).toContain("<script>window.pwned=1</script>");
    expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    expect(text).toContain("\\u202e");
    expect(trouble).toEqual([]);
  });

  it("could not run a script of its own even where an escape were forgotten", async () => {
    const { page } = await browsing.open(
      htmlReport([told(good)]).replace("<main", "<script>window.pwned=1</script><main"),
    );

    expect(await page.evaluate(() => (globalThis as { pwned?: number }).pwned)).toBeUndefined();
  });
});

describe("on paper and on a telephone", () => {
  it("every fold is open in print, and closed again after", async () => {
    const { page } = await open([told(everything)]);
    const closed = () => page.locator("details:not([open])").count();
    const before = await closed();

    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    const inPrint = await closed();
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));

    expect([before > 0, inPrint, await closed()]).toEqual([true, 0, before]);
    expect((await page.pdf()).subarray(0, 5).toString()).toBe("%PDF-");
  });

  it.each(Object.keys({ "one report": 1, "several reports": 1, "a hostile report": 1 }))(
    "%s is never wider than the screen",
    async (name) => {
      const { page } = await open(pages()[name] ?? [], { width: 360 });
      await page.evaluate(() => {
        for (const fold of document.querySelectorAll("details")) fold.open = true;
      });

      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    },
  );

  it("the page is the same whenever it is made of the same report", () => {
    expect(htmlReport([told(everything, TODAY)])).toBe(htmlReport([told(everything, TODAY + 1)]));
  });
});
