// What the commands make of probes: they are named, shown, played and recorded like scenarios.

import { describe, expect, it } from "vitest";
import { findInterpreters, PYTHON_ADAPTER } from "../adapters/python.ts";
import { EXIT_CODES } from "../suite-error.ts";
import { fakeSurroundings } from "../testing/fake-surroundings.ts";
import { explainCommand } from "./explain.ts";
import { listCommand } from "./list.ts";
import { recordCommand } from "./record.ts";
import { runCommand } from "./run.ts";
import { LIMIT_DEFAULTS } from "./session-options.ts";

const ID = "error/exit-now-is-an-exception";
const TITLE = "ExitNow is an Exception and nothing in between";
const { playMs: playLimit, runMs: runLimit, startMs: startLimit } = LIMIT_DEFAULTS;
const OPTIONS = { target: "3.11", profile: "exact", oracle: "recorded", json: false } as const;
const LIMITS = { playLimit, runLimit, startLimit };
const python = findInterpreters(process.env).get("3.11");

describe("a probe", () => {
  it("is listed by its id, and by its clause beside the scenarios that show it, too", () => {
    const [byId, byClause]: [string[], string[]] = [[], []];

    listCommand([ID], { clauses: false, json: false }, fakeSurroundings(byId));
    listCommand(["FILE-05"], { clauses: false, json: true }, fakeSurroundings(byClause));

    expect(byId).toEqual([`${ID}\n  ${TITLE}  ERROR-14`]);
    const listed = JSON.parse(byClause.join("\n")) as { id: string }[];
    expect(listed.map(({ id }) => id)).toContain("file/forgotten-wrapper-warns");
    expect(listed.length).toBeGreaterThan(1);
  });

  it("is explained by its script and by what each version printed", () => {
    const lines: string[] = [];

    const code = explainCommand([ID, "error-14"], fakeSurroundings(lines));

    const text = lines.join("\n");
    expect(code).toBe(EXIT_CODES.met);
    for (const part of [
      `${TITLE} (${ID})`,
      "  except Exception as error:",
      "CPython 2.7, 3.6, 3.7, 3.8, 3.9, 3.10, 3.11",
      '  prints on stdout: "ExitNow derives from: Exception"',
      `  Shown by ${ID}: ${TITLE}`,
    ])
      expect(text).toContain(part);
  });

  it("is not run on an implementation that is not Python's, and nothing was graded then", async () => {
    const lines: string[] = [];

    const code = await runCommand([ID], { ...OPTIONS, ...LIMITS }, [], fakeSurroundings(lines));

    expect(code).toBe(EXIT_CODES.incomplete);
    expect(lines.join("\n")).toContain("It was not asked: the implementation does not declare python.");
  });

  it.runIf(python !== undefined)("is run by its id, and what it printed is shown", async () => {
    const lines: string[] = [];

    const code = await runCommand(
      [ID],
      { ...OPTIONS, ...LIMITS },
      [python ?? "", PYTHON_ADAPTER],
      fakeSurroundings(lines),
    );

    expect(code).toBe(EXIT_CODES.met);
    expect(lines.join("\n")).toContain(`✔ ${TITLE} (${ID})\n  It behaves as the original does.`);
    expect(lines.join("\n")).toContain('prints on stdout: "it is called asyncore.ExitNow"');
  });

  it.runIf(python !== undefined)("is as it was recorded", async () => {
    const lines: string[] = [];

    const code = await recordCommand([ID], { check: true, corpus: false, python: [] }, fakeSurroundings(lines));

    expect([code, lines.at(-1)]).toEqual([EXIT_CODES.met, "1 scenario, 0 differ from what is recorded"]);
  });
});
