// The bench: npm run bench [-- --quick] [--out FOLDER] [--only WORKLOAD,…] [--rounds N]
// Runs everybody in turn, round after round, and writes results.json, RESULTS.md and charts. Knows turns and medians.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { findInterpreters } from "../../conformance/adapters/python.ts";
import { drawCharts } from "./charts.ts";
import { type Contender, contenders, type Programs } from "./contenders.ts";
import { figuresOf, handOversOf } from "./figures.ts";
import { describeMachine, isBusy } from "./machine.ts";
import { absence, measure, measureMemory, measurePass, type Timing } from "./measure.ts";
import { median } from "./median.ts";
import { measureMessageCosts } from "./message-costs.ts";
import { describe } from "./page.ts";
import type { Absent, Measured, Memory, MessageCost, PassCost, Results, Sample } from "./results.ts";
import { MAP_SIZES, THEN_HELD, WORKLOADS, type Workload } from "./workloads.ts";

const COMPILER = "cc";
/** Many short rounds: what slows a machine comes and goes within seconds. */
const FULL = { rounds: 9, timing: { warmMs: 350, measuredMs: 400 } } as const;
const QUICK = { rounds: 3, timing: { warmMs: 350, measuredMs: 300 } } as const;
/** Whose memory and passes are looked at when there is little time. */
const QUICK_MEMORY = ["reference, poll", "CPython asyncore, poll"];
const QUICK_SIZES = [100, 900];

/** What one bench is to do. */
interface Plan {
  readonly quick: boolean;
  readonly rounds: number;
  readonly timing: Timing;
  readonly workloads: readonly Workload[];
  readonly everybody: readonly Contender[];
  readonly programs: Programs;
  readonly load: string;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function medianOf(samples: readonly Sample[]): Sample {
  const of = (member: keyof Sample) => median(samples.map((sample) => sample[member]));
  return { perSecond: of("perSecond"), serverMicroseconds: of("serverMicroseconds"), loadIdle: of("loadIdle") };
}

/** Compiles a C program of ours into `folder`; null where there is no compiler. Throws an Error when it does not compile. */
function compiled(name: string, folder: string): string | null {
  const source = fileURLToPath(new URL(`c/${name}.c`, import.meta.url));
  const target = join(folder, name);
  const { error, status, stderr } = spawnSync(COMPILER, ["-O2", "-pthread", "-o", target, source], {
    encoding: "utf8",
  });
  if (error !== undefined) return null;
  if (status !== 0) throw new Error(`${source} does not compile: ${stderr}`);
  return target;
}

function takingPart(plan: Plan, workload: Workload): readonly Contender[] {
  return plan.everybody.filter(
    (contender) => absence(contender, workload) === null && (!plan.quick || workload.quick.includes(contender.name)),
  );
}

/** Everybody under one load, in turn, as often as there are rounds. */
async function runWorkload(plan: Plan, workload: Workload): Promise<readonly Measured[]> {
  const running = takingPart(plan, workload);
  const samples = new Map<string, Sample[]>(running.map(({ name }) => [name, []]));
  for (let round = 1; round <= plan.rounds; round += 1) {
    say(`${workload.title}: round ${round} of ${plan.rounds}`);
    for (const contender of running) {
      const sample = await measure(plan.load, contender, workload, plan.timing);
      if (sample !== null) samples.get(contender.name)?.push(sample);
    }
  }
  return [...samples].map(([contender, all]) => ({
    workload: workload.id,
    contender,
    median: medianOf(all),
    samples: all,
  }));
}

async function runMemory({ quick, everybody, load }: Plan): Promise<readonly Memory[]> {
  say("Memory per idle connection");
  const found: Memory[] = [];
  for (const contender of everybody.filter(({ name }) => !quick || QUICK_MEMORY.includes(name))) {
    const bytesPerConnection = await measureMemory(load, contender);
    if (bytesPerConnection !== null)
      found.push({ contender: contender.name, bytesPerConnection, connections: THEN_HELD });
  }
  return found;
}

/** The least of as many measurements as there are rounds: what disturbs a pass makes it longer only. */
function runPasses({ quick, everybody, rounds }: Plan): readonly PassCost[] {
  say("One pass as the map grows");
  const costs = new Map<string, PassCost>();
  for (let round = 0; round < (quick ? 1 : rounds); round += 1) {
    for (const channels of quick ? QUICK_SIZES : MAP_SIZES) {
      for (const contender of everybody) {
        const microseconds = measurePass(contender, channels);
        const key = `${contender.name} ${channels}`;
        const before = costs.get(key)?.microseconds ?? Number.POSITIVE_INFINITY;
        if (microseconds !== null && microseconds < before)
          costs.set(key, { contender: contender.name, channels, microseconds });
      }
    }
  }
  return [...costs.values()];
}

/** Two rounds are enough: each takes the best of thousands of passes already. */
function runMessageCosts({ programs }: Plan): readonly MessageCost[] {
  say("What a message costs by itself");
  return measureMessageCosts(programs, 2);
}

function absences({ workloads, everybody }: Plan): readonly Absent[] {
  return workloads.flatMap((workload) =>
    everybody.flatMap((contender) => {
      const reason = absence(contender, workload);
      return reason === null ? [] : [{ workload: workload.id, contender: contender.name, reason }];
    }),
  );
}

async function run(plan: Plan, machine: Results["machine"], isWhole: boolean): Promise<Results> {
  const wasBusy = isBusy();
  const measured: Measured[] = [];
  for (const workload of plan.workloads) measured.push(...(await runWorkload(plan, workload)));
  const memory = isWhole ? await runMemory(plan) : [];
  const passes = isWhole ? runPasses(plan) : [];
  const messageCosts = isWhole && !plan.quick ? runMessageCosts(plan) : [];
  return {
    quick: plan.quick,
    rounds: plan.rounds,
    measuredMs: plan.timing.measuredMs,
    machine,
    wasBusy,
    workloads: plan.workloads.map(({ id, title, unit, note }) => ({
      id,
      title,
      unit,
      ...(note === undefined ? {} : { note }),
    })),
    measured,
    absent: absences(plan),
    memory,
    passes,
    messageCosts,
    figures: figuresOf({ measured, memory, messageCosts }),
    handOvers: handOversOf(measured),
  };
}

async function write(results: Results, out: string): Promise<void> {
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, "results.json"), `${JSON.stringify(results, null, 1)}\n`);
  writeFileSync(join(out, "RESULTS.md"), describe(results));
  for (const [name, svg] of await drawCharts(results)) writeFileSync(join(out, name), `${svg}\n`);
}

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    out: { type: "string" },
    only: { type: "string" },
    rounds: { type: "string" },
  },
});
const folder = mkdtempSync(join(tmpdir(), "bench-"));
try {
  const python = findInterpreters(process.env).get("3.11") ?? null;
  const load = compiled("load", folder);
  if (load === null)
    throw new Error(`The load is a C program, and there is no "${COMPILER}" here. Install a C compiler.`);
  const programs: Programs = { node: process.execPath, python, pollEcho: compiled("poll-echo", folder) };
  const only = values.only?.split(",");
  const workloads = WORKLOADS.filter(({ id, quick }) => only?.includes(id) ?? (!values.quick || quick.length > 0));
  const { timing, rounds } = values.quick ? QUICK : FULL;
  const everybody = contenders(programs);
  const plan = {
    quick: values.quick,
    rounds: Number(values.rounds ?? rounds),
    timing,
    workloads,
    everybody,
    programs,
    load,
  };
  const results = await run(plan, describeMachine(programs, COMPILER), only === undefined);
  const kept = fileURLToPath(new URL("results", import.meta.url));
  const out = values.out ?? (values.quick || only !== undefined ? "bench-report" : kept);
  await write(results, out);
  console.log(describe(results));
  console.log(`Written to ${out}: results.json, RESULTS.md and charts.`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
