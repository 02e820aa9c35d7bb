// Runs the scripts of action.yml as a runner does, with inputs that mean harm, and sees that they stay words.

import { spawn } from "node:child_process";
import { existsSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { packagePath } from "../package-path.ts";

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, object>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const ACTION = parse(readFileSync(packagePath("action.yml"), "utf8")) as Action;
const SCRIPTS = ACTION.runs.steps.filter(({ run }) => run !== undefined);

const ROOT = mkdtempSync(join(tmpdir(), "action-"));
afterAll(() => rmSync(ROOT, { recursive: true, force: true }));

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly folder: string;
  readonly summary: string;
  readonly outputs: string;
}

/** Runs the action's scripts with these inputs, in an empty folder, as a runner with bash does. */
async function run(inputs: Readonly<Record<string, string>>): Promise<Ran> {
  const [folder, temporary] = [mkdtempSync(join(ROOT, "work-")), mkdtempSync(join(ROOT, "temp-"))];
  const files = { GITHUB_STEP_SUMMARY: join(temporary, "summary.md"), GITHUB_OUTPUT: join(temporary, "output") };
  for (const file of Object.values(files)) writeFileSync(file, "");
  let [code, stdout, stderr]: [number | null, string, string] = [0, "", ""];
  for (const { run: script = "", env = {} } of SCRIPTS) {
    const given = Object.entries(env).map(([name, template]) => [name, filledIn(template, inputs)]);
    const PATH = `${dirname(process.execPath)}:${process.env.PATH}`;
    const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], {
      cwd: folder,
      env: {
        ...process.env,
        ...files,
        PATH,
        GITHUB_ACTION_PATH: packagePath("."),
        RUNNER_TEMP: temporary,
        ...Object.fromEntries(given),
      },
    });
    child.stdout.on("data", (chunk) => {
      stdout += chunk;
    });
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    code = await new Promise((ended) => child.on("close", ended));
  }
  const [summary = "", outputs = ""] = Object.values(files).map((file) => readFileSync(file, "utf8"));
  return { code, stdout, stderr, folder, summary, outputs };
}

/** What stands in a step's env after the runner has put an input in the place of its expression. */
function filledIn(template: string, inputs: Readonly<Record<string, string>>): string {
  const [, name = ""] = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(template) ?? [];
  return inputs[name] ?? "";
}

describe("action.yml", () => {
  it("evaluates no input in a script: each goes to the program as a variable of its own", () => {
    expect(ACTION.runs.using).toBe("composite");
    expect(SCRIPTS).not.toEqual([]);
    expect(SCRIPTS.filter(({ run: script }) => script?.includes("${{"))).toEqual([]);
    const passed = SCRIPTS.flatMap(({ env = {} }) => Object.values(env)).sort();
    expect(passed).toEqual(
      Object.keys(ACTION.inputs)
        .map((name) => `\${{ inputs.${name} }}`)
        .sort(),
    );
  });

  it("starts a program that needs nothing installed beside it", () => {
    const seen = new Set<string>();
    const packages: string[] = [];
    const look = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const [, from = ""] of readFileSync(file, "utf8").matchAll(
        /^(?:import|export) (?!type).*?from "([^"]+)";$/gms,
      ))
        if (from.startsWith(".")) look(resolve(dirname(file), from));
        else if (!from.startsWith("node:")) packages.push(`${file}: ${from}`);
    };
    look(packagePath("conformance/action/main.ts"));

    expect(seen.size).toBeGreaterThan(5);
    expect(packages).toEqual([]);
  });
});

/** Everything a shell would do something with, in one text; a placeholder of a shell, too. */
const HOSTILE = "$(touch x) `touch x` '; touch x; ' \"; touch x; \" | touch x\ntouch x\n $IFS*".replace(
  "$IFS",
  "$" + "{IFS}",
);

describe("an input that means harm", () => {
  it("is the words of an adapter that is not there", async () => {
    const { code, folder } = await run({ adapter: HOSTILE, version: "installed" });

    expect(code).toBe(3);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([HOSTILE, "--out=."])("is no target, and no other option: %j", async (target) => {
    const { code, stderr, folder } = await run({ target, badge: "site", version: "installed" });

    expect(code).toBe(2);
    expect(stderr).not.toContain("report.json"); // There is none, and nobody looks for a badge of it.
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([HOSTILE, "--registry=http://localhost", "git+https://localhost/x", "../x"])(
    "is no version, and npm never hears of it: %j",
    async (version) => {
      const { code, stdout, folder } = await run({ version });

      expect(code).toBe(2);
      expect(stdout).toMatch(
        /^::error title=asyncore-conformance::.* is no version of the suite\. Give one such as .*\n$/,
      );
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it("is refused in a line of its own when it is no list of words", async () => {
    const { code, stdout } = await run({ adapter: '["a\n::add-mask::b"', version: "installed" });

    expect(code).toBe(2);
    expect(stdout.split("\n").filter((line) => line.trim().startsWith("::"))).toHaveLength(1);
  });
});

describe("a run", () => {
  it("of the reference certifies it: summary, certificate, no annotation", async () => {
    const { code, stdout, summary, outputs, folder } = await run({ profile: "documented", version: "installed" });
    const [, certificate = ""] = /^certificate=(.*)$/m.exec(outputs) ?? [];

    expect(code).toBe(0);
    expect(summary).toContain("conformant");
    expect(existsSync(join(certificate, "report.json"))).toBe(true);
    expect(stdout).not.toContain("::error");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("of who is not conformant has annotations, and what it prints commands nothing", async () => {
    const module = packagePath("conformance/selftest/modules/calls-handle-connect-twice.ts");
    const { code, stdout, summary } = await run({ module, profile: "documented", version: "installed" });
    const lines = stdout.split("\n");
    const stops = lines.findIndex((line) => line.startsWith("::stop-commands::"));
    const token = lines[stops]?.replace("::stop-commands::", "") ?? "";

    expect(code).toBe(1);
    expect(stops).toBe(0);
    expect(lines.indexOf(`::${token}::`)).toBeGreaterThan(10);
    const errors = lines.slice(lines.indexOf(`::${token}::`)).filter((line) => line.startsWith("::error title="));
    expect(errors).toHaveLength(10);
    expect(errors.at(-1)).toMatch(/^::error title=asyncore::\d+ more scenarios failed: the summary names them\.$/);
    expect(summary).toContain("CONNECT-24");
  });
});

describe("the workflows of this repository", () => {
  it("parse, and evaluate no input or event in a script", () => {
    const files = globSync(packagePath(".github/workflows/*.yml"));
    const scripts = files.flatMap((file) => {
      const { jobs } = parse(readFileSync(file, "utf8")) as { jobs: Record<string, { steps?: readonly Step[] }> };
      return Object.values(jobs).flatMap(({ steps = [] }) => steps.flatMap(({ run: script }) => script ?? []));
    });

    expect(files).not.toEqual([]);
    expect(scripts.filter((script) => /\$\{\{\s*(inputs|github\.event)/.test(script))).toEqual([]);
  });
});
