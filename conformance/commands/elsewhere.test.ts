// What runs where we are not: workflows, a compose file, a manifest. Whether each command in them is one there is, whether
// nothing a stranger writes becomes a command, and whether nobody has more rights than needed. Knows files; runs nothing.

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { TARGETS } from "../../spec/clause.ts";
import { packagePath } from "../package-path.ts";
import { fakeSurroundings } from "../testing/fake-surroundings.ts";
import { commandLine } from "./command-line.ts";

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Workflow {
  readonly on: {
    readonly workflow_dispatch?: { readonly inputs?: Readonly<Record<string, { readonly default: string }>> };
  };
  readonly permissions: unknown;
  readonly env?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly env?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: Readonly<Record<string, string | readonly string[]>> };
  readonly steps: readonly Step[];
}

interface Service {
  readonly command: readonly string[];
  readonly read_only: boolean;
  readonly cap_drop: readonly string[];
  readonly security_opt: readonly string[];
}

interface Container {
  readonly image: string;
  readonly args: readonly string[];
  readonly securityContext: unknown;
}

interface Manifest {
  readonly kind: string;
  readonly spec: {
    readonly completions?: number;
    readonly completionMode?: string;
    readonly template: {
      readonly spec: { readonly containers: readonly Container[]; readonly securityContext: unknown };
    };
  };
}

function textOf(path: string): string {
  return readFileSync(packagePath(path), "utf8");
}

const WORKFLOWS = readdirSync(packagePath(".github/workflows")).map((name) => `.github/workflows/${name}`);

/** Says what is wrong with the words of a command of ours; null when they are understood. Nothing is run. */
async function misunderstood(words: readonly string[]): Promise<string | null> {
  const understood = new Error("understood");
  const line = await commandLine(undefined, [], fakeSurroundings([]), async () => {});
  line.hook("preAction", () => {
    throw understood;
  });
  try {
    await line.parseAsync([...words], { from: "user" });
  } catch (error) {
    return error === understood ? null : String(error);
  }
  return "it does nothing";
}

/** What the expression of a workflow stands for when nobody says anything: an input's default, the first of a matrix. */
function standsFor(text: string, workflow: Workflow, { strategy }: Job): string {
  const [, kind, name = ""] = /^\$\{\{ (inputs|matrix)\.(\w+) \}\}$/.exec(text) ?? [];
  if (kind === "inputs") return workflow.on.workflow_dispatch?.inputs?.[name]?.default ?? "";
  const values = strategy?.matrix[name];
  if (kind !== "matrix") return text;
  return typeof values === "string" ? "1" : (values?.[0] ?? "");
}

/** The words of the lines of a step that run the suite, with the environment filled in as a shell would. */
function wordsIn(run: string, env: Readonly<Record<string, string>>): readonly (readonly string[])[] {
  const lines = run.split("\n").filter((line) => line.startsWith("node conformance/bin.js "));
  return lines.map((line) => {
    const words = line.split(" ").slice(2);
    return words.map((word) =>
      word.replace(/^"(.*)"$/, "$1").replace(/\$(\w+)/g, (_, name: string) => env[name] ?? ""),
    );
  });
}

/** Every command of ours in a workflow. */
function commandsOf(workflow: Workflow): readonly (readonly string[])[] {
  return Object.values(workflow.jobs).flatMap((job) =>
    job.steps.flatMap(({ run = "", env }) => {
      const all = Object.entries({ ...workflow.env, ...job.env, ...env });
      return wordsIn(run, Object.fromEntries(all.map(([name, text]) => [name, standsFor(text, workflow, job)])));
    }),
  );
}

describe.each(WORKFLOWS)("%s", (path) => {
  const workflow = parse(textOf(path)) as Workflow;
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

  it("lets no shell read what somebody else has written", () => {
    expect(steps.flatMap(({ run }) => run ?? []).filter((run) => run.includes("${{"))).toEqual([]);
  });

  it("may read the repository and nothing else, and names a version of every action", () => {
    expect(workflow.permissions).toEqual({ contents: "read" });
    expect(steps.flatMap(({ uses }) => uses ?? []).filter((uses) => !/^\.\/|@v\d/.test(uses))).toEqual([]);
  });

  it("runs commands there are", async () => {
    for (const words of commandsOf(workflow)) expect([words, await misunderstood(words)]).toEqual([words, null]);
  });
});

describe("the workflows", () => {
  const [oracles, campaign] = ["oracles", "campaign"].map((name) => parse(textOf(`.github/workflows/${name}.yml`))) as [
    Workflow,
    Workflow,
  ];

  it("ask every CPython there is: what was recorded, itself, the reference, and random programs", () => {
    expect(oracles.jobs.oracle?.strategy?.matrix.target).toEqual(TARGETS);
    expect(commandsOf(oracles).map(([command]) => command)).toEqual(["oracle", "certify", "certify", "fuzz"]);
  });

  it("play a campaign in parts and join them", () => {
    expect(commandsOf(campaign)).toEqual([
      [
        ...["fuzz", "--shard", "1/8", "--runs", "200000", "--seed", "1", "--target", "3.11"],
        ...["--oracle", "container:3.11", "--out", "part"],
      ],
      ["merge", "parts", "--out", "campaign"],
    ]);
  });
});

describe("docker/compose.yaml", () => {
  const filled = textOf("docker/compose.yaml").replace(/\$\{\w+:-([^}]*)\}/g, "$1");
  const { services } = parse(filled, { merge: true }) as { services: Readonly<Record<string, Service>> };

  it("gives nobody rights, nor a root to write on", () => {
    for (const service of Object.values(services))
      expect(service).toMatchObject({
        ...{ read_only: true, cap_drop: ["ALL"], security_opt: ["no-new-privileges:true"] },
      });
    expect(filled).not.toContain("docker.sock");
  });

  it("runs commands there are", async () => {
    const { oracle: _listens, ...ours } = services;

    expect(Object.keys(ours)).toEqual(["suite", "fuzz", "merge"]);
    for (const { command } of Object.values(ours)) expect(await misunderstood(command)).toBeNull();
  });
});

describe("docker/campaign.yaml", () => {
  const documents = parseAllDocuments(textOf("docker/campaign.yaml")).map((document) => document.toJS() as Manifest);
  const [parts, merge] = documents.filter(({ kind }) => kind === "Job") as [Manifest, Manifest];

  it("has a pod for each part, and each plays its own", async () => {
    const [{ args = [] } = {}] = parts.spec.template.spec.containers;
    const wordsOf = (index: number) => args.map((word) => word.replaceAll("$(INDEX)", String(index)));

    expect(parts.spec.completionMode).toBe("Indexed");
    expect(args).toContain(`--shard=index:$(INDEX)/${parts.spec.completions}`);
    expect(await misunderstood(wordsOf(0))).toBeNull();
    expect(await misunderstood(wordsOf((parts.spec.completions ?? 0) - 1))).toBeNull();
    expect(await misunderstood(wordsOf(parts.spec.completions ?? 0))).toContain("is no shard");
  });

  it("joins the parts where they are", async () => {
    expect(await misunderstood(merge.spec.template.spec.containers[0]?.args ?? [])).toBeNull();
  });

  it("gives nobody rights, nor a root to write on", () => {
    for (const { spec } of [parts, merge]) {
      expect(spec.template.spec.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 10001 });
      for (const { securityContext } of spec.template.spec.containers)
        expect(securityContext).toEqual({
          ...{ readOnlyRootFilesystem: true, allowPrivilegeEscalation: false },
          capabilities: { drop: ["ALL"] },
        });
    }
  });
});
