// Where expectations come from: what real interpreters did, recorded or live. The reference is never asked.

import type { InitializeResult } from "../spec/adapter.ts";
import type { Target } from "../spec/clause.ts";
import type { OracleIdentity } from "../spec/report.ts";
import type { RecordedTrace } from "../spec/scenario.ts";
import type { Trace } from "../spec/trace.ts";
import { digest } from "./certificate/digest.ts";
import { isOfCorpus } from "./corpus/load.ts";
import { aboutOf, type LoadedCase } from "./load/load.ts";
import { comparableTrace, playCase } from "./play/play-case.ts";
import { traceOfLines } from "./play/probe.ts";
import type { Session } from "./play/session.ts";
import { SuiteError } from "./suite-error.ts";

/** Settles what is right for a target. */
export interface Oracle {
  readonly identity: OracleIdentity;
  /**
   * The trace the original leaves: of a scenario normalised for the exact profile, of a probe line by line.
   * Throws SuiteError when the oracle itself fails.
   */
  expect(loaded: LoadedCase): Promise<Trace>;
}

/** What was recorded of a case. What a probe printed is a trace like any other. */
export function recordedTraces(loaded: LoadedCase): readonly RecordedTrace[] {
  if (!("probe" in loaded)) return loaded.recording?.traces ?? [];
  return (loaded.recording?.prints ?? []).map(({ lines, ...about }) => ({ ...about, trace: traceOfLines(lines) }));
}

function recordedTrace(loaded: LoadedCase, target: Target): RecordedTrace {
  const found = recordedTraces(loaded).find(({ versions }) => versions.includes(target));
  if (found !== undefined) return found;
  throw new SuiteError(
    "bad-fixture",
    `The ${"probe" in loaded ? "probe" : "scenario"} ${loaded.id} has no recording for CPython ${target}.`,
    `Record it: npm run record -- ${loaded.id}`,
  );
}

/** What was recorded beside the scenarios and probes. */
export function recordedOracle(cases: readonly LoadedCase[], target: Target): Oracle {
  const applicable = cases.filter((loaded) => aboutOf(loaded).targets?.includes(target) ?? true);
  const traces = applicable.map((loaded) => [loaded, recordedTrace(loaded, target)] as const);
  const interpreters = traces.flatMap(([, { interpreters: all }]) =>
    all.filter((name) => name.includes(` ${target}.`)),
  );
  return {
    identity: {
      kind: "recorded",
      target,
      interpreters: [...new Set(interpreters)].sort(),
      digest: digest(traces.map(([loaded, { trace }]) => [loaded.id, isOfCorpus(loaded) ? loaded.volume : trace])),
    },
    expect: async (loaded) => recordedTrace(loaded, target).trace,
  };
}

const WHO_MAY_BE_ASKED =
  "--oracle takes recorded, a Python (for example python3.11), container:3.11, image:NAME, tcp:HOST:PORT, or auto for what there is.";

/** Who the oracle is. An interpreter that cannot be used is no fault of the adapter that is judged. */
async function identityOf(session: Session): Promise<InitializeResult> {
  try {
    return await session.identity();
  } catch (error) {
    if (!(error instanceof SuiteError) || error.code === "oracle-unusable") throw error;
    throw new SuiteError("oracle-unusable", `As oracle: ${error.message}`, WHO_MAY_BE_ASKED);
  }
}

/** A real interpreter that is running now. Throws SuiteError when it cannot be used or is not the target's version. */
export async function liveOracle(session: Session, target: Target): Promise<Oracle> {
  const { implementation } = await identityOf(session);
  const interpreter = `${implementation.name} ${implementation.version}`;
  const where = session.about;
  if (!`${implementation.version}.`.startsWith(`${target}.`))
    throw new SuiteError(
      "oracle-unusable",
      `The oracle is ${interpreter}, and the target is ${target}.`,
      `Name an interpreter of version ${target}, or another --target.`,
    );
  return {
    identity: {
      kind: "live",
      target,
      interpreters: [where === null ? interpreter : `${interpreter} ${where}`],
      digest: digest(implementation),
    },
    expect: oneByOne(async (loaded) => {
      const played = await playCase(loaded, session, "exact");
      const trace = comparableTrace(played);
      if (trace !== null) return trace;
      throw new SuiteError(
        "oracle-unusable",
        `The oracle ${interpreter} did not play ${loaded.id}: ${JSON.stringify(played.outcome)}.`,
        "Check the interpreter, or use the recorded oracle.",
      );
    }),
  };
}

/** `ask`, for many who ask at once: an interpreter plays one program at a time. */
function oneByOne(ask: Oracle["expect"]): Oracle["expect"] {
  let last: Promise<unknown> = Promise.resolve();
  return (loaded) => {
    const mine = last.then(() => ask(loaded));
    last = mine.catch(() => {}); // Whoever asked for it is told.
    return mine;
  };
}
