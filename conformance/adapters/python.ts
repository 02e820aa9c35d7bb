// Reaches a Python interpreter through python-shell and plays on whatever asyncore it imports: live oracles.
// Finds the interpreters of this machine; knows nothing of what they are asked.

import { existsSync, globSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { PythonShell } from "python-shell";
import { TARGETS, type Target } from "../../spec/clause.ts";
import { packagePath } from "../package-path.ts";
import type { AdapterSource } from "./adapter.ts";
import { type Launch, launchedAdapter } from "./process.ts";

/** The Python adapter of this package. */
export const PYTHON_ADAPTER = packagePath("conformance/adapters/python/adapter.py");

/** How an interpreter is started: the script that plays (the package's adapter), its arguments, more environment variables. */
export interface PythonOptions {
  readonly script?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A PYTHONPATH is the way to judge another asyncore: an oracle that followed it would be asked about itself. */
function withoutPythonPath(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { PYTHONPATH: _judged, ...own } = environment;
  return own;
}

/** The asyncore of the interpreter `python` (a command or a path). */
export function pythonAdapter(
  python: string,
  { script = PYTHON_ADAPTER, args = [], env = {} }: PythonOptions = {},
): AdapterSource {
  const launch: Launch = (mark) => {
    const shell = new PythonShell(script, {
      mode: "binary",
      pythonPath: python,
      pythonOptions: ["-u"],
      args: [...args],
      env: { ...withoutPythonPath(process.env), ...env, ...mark },
      detached: true,
      stdio: ["pipe", "pipe", "pipe"],
    });
    shell.on("error", () => {}); // The child process tells the same, and whoever owns it listens there.
    return shell.childProcess;
  };
  return launchedAdapter([python, script, ...args], launch);
}

/** Folders in which version managers keep interpreters, each with `<version>/bin/python` below it. */
function managedFolders(env: NodeJS.ProcessEnv): string[] {
  return [env.PYENV_ROOT ?? join(homedir(), ".pyenv")].map((root) => join(root, "versions"));
}

function managed(target: Target, env: NodeJS.ProcessEnv): string[] {
  return managedFolders(env).flatMap((folder) =>
    globSync(`${target}.*/bin/python`, { cwd: folder }).map((found) => join(folder, found)),
  );
}

function onPath(target: Target, env: NodeJS.ProcessEnv): string[] {
  const folders = (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "" && !folder.includes("shims"));
  return folders.map((folder) => join(folder, `python${target}`)).filter((file) => existsSync(file));
}

/**
 * The first interpreter of each target that this machine seems to have, on PATH or under a version manager.
 * Whether it really is one shows when it is started.
 */
export function findInterpreters(env: NodeJS.ProcessEnv): ReadonlyMap<Target, string> {
  const found = TARGETS.map((target) => [target, [...managed(target, env), ...onPath(target, env)][0]] as const);
  return new Map(found.filter((entry): entry is [Target, string] => entry[1] !== undefined));
}
