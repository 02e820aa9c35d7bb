// Finds, in what a program wrote before it ended, the line that says why. Knows how runtimes end; knows no adapter.

/** How a runtime ends its account of an error, and where in the account the error is named. */
interface Account {
  readonly ends: RegExp;
  readonly telling: (lines: readonly string[]) => string | undefined;
}

const ACCOUNTS: readonly Account[] = [
  // Node: the version is the last line, the error stands above the frames.
  {
    ends: /^Node\.js v\d/,
    telling: (lines) => lines.findLast((line) => /^(Uncaught )?\w*(Error|Exception)\b/.test(line)) ?? lines.at(-2),
  },
  // Java: frames to the end; the innermost cause is named last.
  {
    ends: /^\s+at |^\s+\.\.\. \d+ more$/,
    telling: (lines) => lines.findLast((line) => /^(Caused by: |Exception in thread )/.test(line)),
  },
  // Rust: what went wrong is the line below the place; then the frames, and how to see more of them.
  {
    ends: /^note: .*RUST_BACKTRACE/,
    telling: (lines) => lines[lines.findLastIndex((line) => / panicked at /.test(line)) + 1],
  },
  // Perl: that nothing was compiled follows upon why.
  { ends: /^BEGIN failed--compilation aborted/, telling: (lines) => lines.at(-2) },
  // Go: frames and an exit status follow the panic.
  {
    ends: /^(\t.+:\d+( \+0x[0-9a-f]+)?|exit status \d+)$/,
    telling: (lines) => lines.findLast((line) => /^(panic|fatal error): /.test(line)),
  },
];

/**
 * The line of `lines` to quote: the last one, unless that is how a runtime ends every account of an error. Then it is the
 * line that names the error. Null when nothing was written.
 */
export function tellingLine(lines: readonly string[]): string | null {
  const written = lines.filter((line) => line.trim() !== "");
  const last = written.at(-1);
  if (last === undefined) return null;
  return ACCOUNTS.find(({ ends }) => ends.test(last))?.telling(written) ?? last;
}
