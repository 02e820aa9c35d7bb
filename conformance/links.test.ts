// Whether every link between the Markdown files of this repository leads somewhere, and every path they name is there.
// Knows how Markdown writes links, headings and code; knows nothing of what the pages say.

import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { packagePath } from "./package-path.ts";

const ROOT = packagePath(".");
// What lies in prose/ is no page: `npm run spec` makes the chapters of spec/SPEC.md of it.
const PAGES = globSync(["*.md", "{spec,reference,conformance,fixtures,docker,.github}/**/*.md"], {
  cwd: ROOT,
  exclude: ["conformance/specification/prose"],
});
const FOLDERS = "spec|reference|conformance|fixtures|docker|\\.ci|\\.github";

/** What stands in code is no link and no heading. */
function withoutCode(text: string): string {
  return text.replace(/^```.*?^```$/gms, "").replace(/`[^`\n]*`/g, (code) => "x".repeat(code.length));
}

/** The places of a page that a link can lead to: its headings as GitHub names them, and what has an id. */
function placesIn(page: string): ReadonlySet<string> {
  const text = readFileSync(page, "utf8");
  const headings = [...text.replace(/^```.*?^```$/gms, "").matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/\]\([^)]*\)/g, "")
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
  const ids = [...text.matchAll(/<a id="([^"]+)">/g)].map(([, id = ""]) => id);
  return new Set([...headings, ...ids]);
}

const PLACES = new Map(PAGES.map((page) => [join(ROOT, page), placesIn(join(ROOT, page))]));

/** What is wrong with a link of `page`, or null. Links to other machines are not followed. */
function faultOf(page: string, link: string): string | null {
  if (/^[a-z]+:/.test(link)) return null;
  const [path = "", place] = link.split("#");
  const file = path === "" ? join(ROOT, page) : join(ROOT, dirname(page), decodeURIComponent(path));
  if (!existsSync(file)) return `${page}: ${link} leads to no file`;
  if (relative(ROOT, file).startsWith("..")) return `${page}: ${link} leaves the repository`;
  return place === undefined || (PLACES.get(file)?.has(place) ?? true) ? null : `${page}: ${link} leads to no heading`;
}

function linksOf(page: string): readonly string[] {
  const text = withoutCode(readFileSync(join(ROOT, page), "utf8"));
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);
}

describe("the Markdown files of this repository", () => {
  it("link to files and headings that are there", () => {
    const links = PAGES.flatMap((page) => linksOf(page).map((link) => ({ page, link })));

    expect(links.length).toBeGreaterThan(50);
    expect(links.flatMap(({ page, link }) => faultOf(page, link) ?? [])).toEqual([]);
  });

  it("name paths that are there", () => {
    const path = new RegExp(`\`((?:${FOLDERS})/[\\w./-]*)\``, "g");
    const named = PAGES.flatMap((page) =>
      [...readFileSync(join(ROOT, page), "utf8").matchAll(path)].map(([, file = ""]) => ({ page, file })),
    );

    expect(named.length).toBeGreaterThan(20);
    expect(named.filter(({ file }) => !existsSync(join(ROOT, file)))).toEqual([]);
  });
});
