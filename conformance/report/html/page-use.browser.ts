// How the page of reports is used, in a real browser: the filter and the keyboard.
// Knows what a reader does; what the page shows is tried in page.browser.ts.

import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Browsing, type Opened } from "../../testing/browsing.ts";
import { reportOfEverything, told } from "../../testing/stories.ts";
import { htmlReport } from "./page.ts";

let browsing: Browsing;
let html: string;
beforeAll(async () => {
  browsing = await Browsing.start();
  html = htmlReport([told(await reportOfEverything())]);
});
afterAll(() => browsing?.close());

function open(look: Parameters<Browsing["open"]>[1] = {}): Promise<Opened> {
  return browsing.open(html, look);
}

async function visibleClauses(page: Page): Promise<number> {
  return page.locator(".matrix a.cell:not(.out)").count();
}

describe("the filter", () => {
  it("shows what matches outcome, level, profile and text, counts it, and shows everything again", async () => {
    const { page } = await open();
    const all = await visibleClauses(page);
    const found = page.locator("#found");

    await page.getByLabel(/broken/).check();
    expect(await visibleClauses(page)).toBe(7);
    expect(await found.textContent()).toBe(`7 of ${all} clauses`);
    await page.getByLabel(/^must/).check();
    const both = await visibleClauses(page);
    expect(both).toBeLessThan(7);
    await page.getByRole("button", { name: "Show everything" }).click();
    await page.getByRole("searchbox").fill("LOOP-01");
    await expect.poll(() => visibleClauses(page)).toBeLessThan(all);
    expect(await page.locator("#LOOP-02").isHidden()).toBe(true);
    await page.getByRole("searchbox").fill("no such words anywhere");
    expect(await page.locator(".nothing-found").isVisible()).toBe(true);
    expect(await page.locator("article.failure:visible").count()).toBe(0);
    await page.keyboard.press("Escape");

    await expect.poll(() => visibleClauses(page)).toBe(all);
    expect(await page.locator("article.failure:visible").count()).toBe(7);
  });

  it("is not there without a script, and everything else is", async () => {
    const { page, trouble } = await open({ javaScriptEnabled: false });

    expect(await page.locator("#filter").isHidden()).toBe(true);
    expect(await page.locator("article.failure:visible").count()).toBe(7);
    await page.locator('.matrix a.cell[data-clause="LOOP-01"]').click();
    expect(await page.locator("#LOOP-01").isVisible()).toBe(true);
    expect(trouble).toEqual([]);
  });
});

describe("the keyboard", () => {
  it("reaches the clauses first, then everything, and sees where it is", async () => {
    const { page } = await open();

    await page.keyboard.press("Tab");
    expect(await page.locator(":focus").textContent()).toBe("Skip to the clauses");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await page.locator(":focus").getAttribute("id")).toBe("search");
    const outline = await page.locator(":focus").evaluate((element) => getComputedStyle(element).outlineStyle);
    expect(outline).toBe("solid");
  });

  it("walks the matrix by arrows, in one stop of the Tab key, past what is filtered out", async () => {
    const { page } = await open();
    const here = () => page.locator(":focus").getAttribute("data-clause");
    expect(await page.locator('.matrix a.cell[tabindex="0"]').count()).toBe(1);

    await page.locator('.matrix a.cell[tabindex="0"]').focus();
    await page.keyboard.press("ArrowRight");
    expect(await here()).toBe("LOOP-02");
    await page.keyboard.press("ArrowDown");
    expect(await here()).toMatch(/^SELECT-/);
    await page.keyboard.press("ArrowUp");
    expect(await here()).toMatch(/^LOOP-/);
    await page.keyboard.press("End");
    expect(await here()).toMatch(/^CHAT-/);
    await page.keyboard.press("Home");
    expect(await here()).toBe("LOOP-01");
    await page.getByLabel(/broken/).check();
    await page.locator('.matrix a.cell[tabindex="0"]').focus();
    await page.keyboard.press("End");
    expect(await here()).toBe("LOOP-09");
    await page.keyboard.press("Enter");
    expect(await page.locator(":focus").getAttribute("id")).toBe("LOOP-09");
  });

  it("goes to the search by a stroke", async () => {
    const { page } = await open();

    await page.keyboard.press("/");
    await page.keyboard.type("a/b");

    expect(await page.getByRole("searchbox").inputValue()).toBe("a/b");
  });
});
