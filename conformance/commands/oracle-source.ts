// How words after --oracle become someone to ask: an interpreter, a container, or nobody but what is recorded.
// Knows what there is on this machine; knows nothing of what is asked.

import { TARGETS, type Target } from "../../spec/clause.ts";
import type { AdapterSource } from "../adapters/adapter.ts";
import { containerAdapter, whyNoContainer } from "../adapters/container.ts";
import { namedImage, oracleImage } from "../adapters/container-image.ts";
import { findInterpreters, pythonAdapter } from "../adapters/python.ts";
import { parseTcpPlace, tcpAdapter } from "../adapters/tcp.ts";
import { SuiteError } from "../suite-error.ts";
import type { Surroundings } from "./surroundings.ts";

/** What an oracle may be, for help texts. */
export const ORACLE_HELP =
  'who is right: "recorded"; a Python to play on now, for example python3.11; one in a container: container:3.11 or ' +
  "image:NAME; one that listens already: tcp:HOST:PORT; auto: the target's Python that is here, else its container, else " +
  "the recordings";

function versionOf(text: string): Target {
  const found = TARGETS.find((target) => target === text);
  if (found !== undefined) return found;
  throw new SuiteError(
    "usage",
    `"container:${text}" names no oracle.`,
    `There are containers of CPython ${TARGETS.join(", ")}: for example container:3.11.`,
  );
}

/** The oracle that `name` speaks of, or null for the recorded one. Throws SuiteError when it can be none. */
export function oracleSource(name: string, { node }: Pick<Surroundings, "node">): AdapterSource | null {
  if (name === "recorded") return null;
  const [, kind, rest = ""] = /^(container|image|tcp):(.*)$/.exec(name) ?? [];
  if (kind === "container") return containerAdapter(oracleImage(versionOf(rest)), { node });
  if (kind === "image" && rest !== "") return containerAdapter(namedImage(rest, "oracle"), { node });
  if (kind === "tcp") return tcpAdapter(parseTcpPlace(rest));
  if (kind === undefined && name !== "") return pythonAdapter(name);
  throw new SuiteError("usage", `"${name}" names no oracle.`, "Name an image: image:NAME.");
}

/**
 * The oracle to ask when `name` is asked for. "auto" is the interpreter of the target that is found here, else one in a
 * container, else what is recorded; which of them is said, and why not the one before.
 */
export async function chosenOracle(
  name: string,
  target: Target,
  { env, say, progress }: Pick<Surroundings, "env" | "say" | "progress">,
): Promise<string> {
  if (name !== "auto") return name;
  const found = findInterpreters(env).get(target);
  if (found !== undefined) {
    say(`oracle: ${found}, the CPython ${target} found here`);
    return found;
  }
  const none = `there is no CPython ${target} here`;
  progress(`making a container with CPython ${target} ready`);
  const why = await whyNoContainer(oracleImage(target));
  progress(null);
  say(why === null ? `oracle: container:${target}; ${none}` : `oracle: recorded; ${none}, and no container: ${why}`);
  return why === null ? `container:${target}` : "recorded";
}
