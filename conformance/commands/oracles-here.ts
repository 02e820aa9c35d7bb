// The oracles that can be asked on this machine, and what each of them is.
// Knows where oracles are looked for; knows nothing of what they answer.

import { TARGETS, type Target } from "../../spec/clause.ts";
import { builtOracles } from "../adapters/container.ts";
import { findInterpreters, pythonAdapter } from "../adapters/python.ts";
import type { LoadedCase } from "../load/load.ts";
import { recordedOracle } from "../oracle.ts";
import { DEFAULT_RUN_LIMITS, Session } from "../play/session.ts";
import { SuiteError } from "../suite-error.ts";
import type { Surroundings } from "./surroundings.ts";

/** An oracle that can be asked here. */
export interface OracleHere {
  readonly kind: "local" | "container" | "recorded";
  readonly target: Target;
  /** What to write after --oracle. */
  readonly words: string;
  /** What it is: the interpreter's own name and version, the image's digest, the interpreters that were recorded. */
  readonly about: string;
}

async function nameOf(python: string, surroundings: Surroundings): Promise<string> {
  const session = new Session(pythonAdapter(python), surroundings.host, DEFAULT_RUN_LIMITS);
  surroundings.sessions.add(session);
  try {
    const { implementation } = await session.identity();
    return `${implementation.name} ${implementation.version}`;
  } catch (error) {
    if (!(error instanceof SuiteError)) throw error;
    return `cannot be used: ${error.message}`;
  } finally {
    await session.close();
  }
}

async function localOracles(surroundings: Surroundings): Promise<readonly OracleHere[]> {
  const found: OracleHere[] = [];
  for (const [target, words] of findInterpreters(surroundings.env))
    found.push({ kind: "local", target, words, about: await nameOf(words, surroundings) });
  return found;
}

function recordedOracles(cases: readonly LoadedCase[]): readonly OracleHere[] {
  return TARGETS.map((target) => {
    const { interpreters, digest } = recordedOracle(cases, target).identity;
    return {
      kind: "recorded",
      target,
      words: "recorded",
      about: `${interpreters.join(", ")}, sha256:${digest.slice(0, 12)}`,
    };
  });
}

/** All of them, and why there are no containers, when there are none. */
export async function oraclesHere(
  cases: readonly LoadedCase[],
  surroundings: Surroundings,
): Promise<{ readonly oracles: readonly OracleHere[]; readonly noContainers: string | null }> {
  const built = await builtOracles();
  const containers = "reason" in built ? [] : built.images;
  const oracles = [
    ...(await localOracles(surroundings)),
    ...containers.map(({ version, digest }) => {
      return { kind: "container", target: version, words: `container:${version}`, about: digest } as const;
    }),
    ...recordedOracles(cases),
  ];
  return { oracles, noContainers: "reason" in built ? built.reason : null };
}
