// Where expectations come from: what real interpreters did, recorded or live. The reference is never asked.

import type { InitializeResult } from "../spec/adapter.ts";
import type { Target } from "../spec/clause.ts";
import type { OracleIdentity } from "../spec/report.ts";
import type { Trace } from "../spec/trace.ts";
import { digest } from "./digest.ts";
import type { LoadedScenario } from "./load.ts";
import { normalise } from "./normalise.ts";
import type { Session } from "./session.ts";
import { SuiteError } from "./suite-error.ts";

/** Settles what is right for a target. */
export interface Oracle {
  readonly identity: OracleIdentity;
  /** The trace the original leaves, normalised for the exact profile. Throws SuiteError when the oracle itself fails. */
  expect(loaded: LoadedScenario): Promise<Trace>;
}

function recordedTrace({ id, recording }: LoadedScenario, target: Target) {
  const found = recording?.traces.find(({ versions }) => versions.includes(target));
  if (found !== undefined) return found;
  throw new SuiteError(
    "bad-fixture",
    `The scenario ${id} has no recording for CPython ${target}.`,
    `Record it: npm run record -- ${id}`,
  );
}

/** The traces recorded beside the scenarios. */
export function recordedOracle(scenarios: readonly LoadedScenario[], target: Target): Oracle {
  const applicable = scenarios.filter(({ scenario }) => scenario.targets?.includes(target) ?? true);
  const traces = applicable.map((loaded) => [loaded.id, recordedTrace(loaded, target)] as const);
  const interpreters = traces.flatMap(([, { interpreters: all }]) =>
    all.filter((name) => name.includes(` ${target}.`)),
  );
  return {
    identity: {
      kind: "recorded",
      target,
      interpreters: [...new Set(interpreters)].sort(),
      digest: digest(traces.map(([id, { trace }]) => [id, trace])),
    },
    expect: async (loaded) => recordedTrace(loaded, target).trace,
  };
}

/** Who the oracle is. An interpreter that cannot be used is no fault of the adapter that is judged. */
async function identityOf(session: Session): Promise<InitializeResult> {
  try {
    return await session.identity();
  } catch (error) {
    if (!(error instanceof SuiteError)) throw error;
    throw new SuiteError("oracle-unusable", `As oracle: ${error.message}`, "Name another Python with --oracle.");
  }
}

/** A real interpreter that is running now. Throws SuiteError when it cannot be used or is not the target's version. */
export async function liveOracle(session: Session, target: Target): Promise<Oracle> {
  const { implementation } = await identityOf(session);
  const interpreter = `${implementation.name} ${implementation.version}`;
  if (!`${implementation.version}.`.startsWith(`${target}.`))
    throw new SuiteError(
      "oracle-unusable",
      `The oracle is ${interpreter}, and the target is ${target}.`,
      `Name an interpreter of version ${target}, or another --target.`,
    );
  return {
    identity: { kind: "live", target, interpreters: [interpreter], digest: digest(implementation) },
    expect: async ({ id, scenario }) => {
      const { outcome, addresses } = await session.play(scenario.program);
      if (outcome.outcome === "played")
        return normalise(outcome.trace, { program: scenario.program, profile: "exact", addresses });
      throw new SuiteError(
        "oracle-unusable",
        `The oracle ${interpreter} did not play ${id}: ${JSON.stringify(outcome)}.`,
        "Check the interpreter, or use the recorded oracle.",
      );
    },
  };
}
