// The command that examines an adapter and says what to mend.

import { examine } from "../doctor/doctor.ts";
import { DEFAULT_RUN_LIMITS, Session } from "../play/session.ts";
import { describeFindings } from "../report/doctor-text.ts";
import { EXIT_CODES, SuiteError } from "../suite-error.ts";
import { replayLine } from "./replay.ts";
import { adapterOf, type ModuleOptions } from "./session-options.ts";
import type { Surroundings } from "./surroundings.ts";

/** Options of `doctor`. */
export interface DoctorOptions extends ModuleOptions {
  readonly playLimit: number;
  readonly startLimit: number;
}

/** How the doctor judges the scenarios it tries. */
const AS_TRIED = { target: "3.11", profile: "documented", oracle: "recorded" } as const;

/** Who runs the doctor already is not told to run it. */
function inWordsOfADoctor(error: unknown): never {
  if (!(error instanceof SuiteError) || !error.remedy.includes("doctor")) throw error;
  throw new SuiteError(
    error.code,
    error.message,
    'Keep standard output for the protocol, answer "initialize" first, and flush the answer: ADAPTERS.md, "The messages".',
  );
}

function replayOf(scenario: string, options: DoctorOptions, words: readonly string[], { env }: Surroundings): string {
  return replayLine({ scenario }, { ...options, ...AS_TRIED }, words, env);
}

/** Examines the adapter and prints each finding. Gives the exit code. */
export async function doctorCommand(
  options: DoctorOptions,
  words: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  const { say, paint, host, sessions } = surroundings;
  const source = adapterOf(words, options, surroundings);
  const subject = options.module === undefined ? "adapter" : "module";
  const limits = { ...DEFAULT_RUN_LIMITS, playMs: options.playLimit, startMs: options.startLimit };
  const session = new Session(source, host, limits);
  sessions.add(session);
  const ended = new AbortController();
  surroundings.onInterrupt = () => ended.abort();
  const adapter = await source.start(limits.startMs, ended.signal).catch(inWordsOfADoctor);
  try {
    const findings = await examine(adapter, session, limits.playMs, subject, {
      startAgain: () => source.start(limits.startMs, ended.signal),
    });
    for (const line of describeFindings(
      findings,
      (scenario) => replayOf(scenario, options, words, surroundings),
      paint,
      subject,
    ))
      say(line);
    return findings.some(({ state }) => state === "to mend") ? EXIT_CODES.adapterUnusable : EXIT_CODES.met;
  } finally {
    await Promise.all([adapter.stop(), session.close()]);
  }
}
