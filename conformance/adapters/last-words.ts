// Finds, in what a program wrote before it ended, the line that says why. Knows how runtimes end; knows no adapter.

/**
 * The line of `lines` to quote: the last one, unless that is how Node ends every account of an error. Then it is the line
 * that names the error. Null when nothing was written.
 */
export function tellingLine(lines: readonly string[]): string | null {
  const written = lines.filter((line) => line.trim() !== "");
  const last = written.at(-1);
  if (last === undefined) return null;
  if (!/^Node\.js v\d/.test(last)) return last;
  return written.findLast((line) => /^(Uncaught )?\w*(Error|Exception)\b/.test(line)) ?? written.at(-2) ?? last;
}
