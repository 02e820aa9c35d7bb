// The three kinds of trouble are never mixed: judgements are data, the world failing us is a SuiteError, our own bug an invariant.

/** What failed, as a stable word. Each belongs to one exit code. */
export type SuiteErrorCode =
  | "usage"
  | "bad-fixture"
  | "bad-program"
  | "bad-report"
  | "nothing-selected"
  | "adapter-missing"
  | "adapter-unusable"
  | "protocol-mismatch"
  | "oracle-unusable"
  | "mismatched-parts"
  | "incomplete-parts"
  | "output-unwritable"
  | "interrupted"
  | "internal";

/** The documented exit codes. */
export const EXIT_CODES = {
  met: 0,
  notConformant: 1,
  usage: 2,
  adapterUnusable: 3,
  suiteFault: 4,
  incomplete: 5,
  interrupted: 130,
} as const;

const EXIT_BY_CODE: Record<SuiteErrorCode, number> = {
  usage: EXIT_CODES.usage,
  "bad-fixture": EXIT_CODES.suiteFault,
  "bad-program": EXIT_CODES.usage,
  "bad-report": EXIT_CODES.usage,
  "nothing-selected": EXIT_CODES.incomplete,
  "adapter-missing": EXIT_CODES.adapterUnusable,
  "adapter-unusable": EXIT_CODES.adapterUnusable,
  "protocol-mismatch": EXIT_CODES.adapterUnusable,
  "oracle-unusable": EXIT_CODES.suiteFault,
  "mismatched-parts": EXIT_CODES.usage,
  "incomplete-parts": EXIT_CODES.incomplete,
  "output-unwritable": EXIT_CODES.usage,
  interrupted: EXIT_CODES.interrupted,
  internal: EXIT_CODES.suiteFault,
};

/** The world failed us: one sentence that says what and where, and one that says what to do about it. */
export class SuiteError extends Error {
  override readonly name = "SuiteError";
  readonly code: SuiteErrorCode;
  readonly remedy: string;

  constructor(code: SuiteErrorCode, sentence: string, remedy: string) {
    super(sentence);
    this.code = code;
    this.remedy = remedy;
  }

  /** The exit code this error ends a command with. */
  get exitCode(): number {
    return EXIT_BY_CODE[this.code];
  }
}

/** Holds, unless we made a mistake. */
export function invariant(condition: unknown, statement: string): asserts condition {
  if (!condition)
    throw new SuiteError(
      "internal",
      `This should be impossible: ${statement}.`,
      "Please report it with the command you ran.",
    );
}
