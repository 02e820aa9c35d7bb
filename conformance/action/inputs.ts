// What the GitHub Action was asked for, as words of the command line. Its inputs come as environment variables and stay data:
// no shell and no template ever sees one. Knows the inputs; runs nothing.

import { adapterWords } from "../adapters/words.ts";
import { SuiteError } from "../suite-error.ts";

/** An input by its name in action.yml; one that is absent or empty was not given. */
function given(env: NodeJS.ProcessEnv, name: string): string | null {
  const value = env[`INPUT_${name.toUpperCase().replaceAll("-", "_")}`] ?? "";
  return value.trim() === "" ? null : value.trim();
}

/** Inputs that are options of `certify` of the same name. */
const OPTIONS = ["module", "target", "profile", "oracle", "known-failures"] as const;

/**
 * The words of `certify`. A value is always part of its option's own word, so that none can pass for another option.
 * Throws SuiteError for an adapter that is no list of words.
 */
export function certifyWords(env: NodeJS.ProcessEnv, out: string): readonly string[] {
  const options = OPTIONS.flatMap((name) => {
    const value = given(env, name);
    return value === null ? [] : [`--${name}=${value}`];
  });
  const adapter = given(env, "adapter");
  return ["certify", ...options, `--out=${out}`, ...(adapter === null ? [] : ["--", ...adapterWords(adapter)])];
}

/** The folder the badge goes to, null when none is asked for. */
export function badgeFolder(env: NodeJS.ProcessEnv): string | null {
  return given(env, "badge");
}

/**
 * Which suite judges: `installed` the one that lies beside the action with its dependencies, else the version of the package to
 * install. Throws SuiteError for what is no version: npm takes addresses and options in its place.
 */
export function suiteVersion(env: NodeJS.ProcessEnv, own: string): string {
  const version = given(env, "version") ?? own;
  if (version === "installed" || version === "latest" || /^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)) return version;
  throw new SuiteError(
    "usage",
    `${JSON.stringify(version)} is no version of the suite.`,
    'Give one such as 0.1.0, "latest", or "installed" for the suite beside the action.',
  );
}
