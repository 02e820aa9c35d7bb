// What the player answers to the suite: who it plays, and whole plays. Looks at a program before it plays any of it.

import {
  type Capabilities,
  type Implementation,
  type InitializeResult,
  type PlayParams,
  type PlayResult,
  PROTOCOL_VERSION,
  RPC_ERRORS,
} from "../../../spec/adapter.ts";
import type { Family, SocketAddress, SocketType } from "../../../spec/host.ts";
import type { Action, Base, Program } from "../../../spec/program.ts";
import { programError } from "../../check/program.ts";
import { actionsOf, missingFor } from "../../judge/qualify.ts";
import { SUITE_VERSION } from "../../suite-version.ts";
import { isPlayable } from "./actions.ts";
import { canCollect } from "./collect.ts";
import { play, type Setting } from "./play.ts";
import { baseClass } from "./recording.ts";
import type { AsyncoreModule } from "./shape.ts";
import { type Method, Refusal } from "./wire.ts";

const BASES: readonly Base[] = ["dispatcher", "dispatcher_with_send", "file_dispatcher", "async_chat"];

/** The player's methods for one implementation. */
export function methodsFor(setting: Setting, implementation: Implementation): Record<string, Method> {
  const { words, overEpoll } = setting.variant;
  const all = capabilitiesOf(setting.module);
  const capabilities = overEpoll ? { ...all, pollers: ["epoll"] as const } : all;
  return {
    initialize: (): InitializeResult => ({
      protocolVersion: PROTOCOL_VERSION,
      implementation: { ...implementation, ...(words === undefined ? {} : { variant: words }) },
      adapter: { version: SUITE_VERSION },
      capabilities,
    }),
    play: async (params): Promise<PlayResult> => {
      const { program, address, directory } = playParams(params);
      refuseWhatCannotBePlayed(program, capabilities);
      return { trace: await play(setting, program, { address, directory }) };
    },
    shutdown: () => null,
  };
}

/** What the implementation can be asked for, as far as its exports and a socket of each family tell. */
export function capabilitiesOf(module: AsyncoreModule): Capabilities {
  return {
    worlds: module.socketMap.host === undefined ? ["loopback"] : ["loopback", "scripted"],
    bases: BASES.filter((base) => baseClass(module, base) !== undefined),
    pollers: [
      "select",
      ...(module.poll2 === undefined ? [] : (["poll"] as const)),
      ...(module.epoll === undefined ? [] : (["epoll"] as const)),
    ],
    families: familiesOf(module),
    passes: true,
    nesting: true,
    peersInReactions: true,
    collects: canCollect(),
    python: false,
  };
}

function familiesOf({ Socket, FileDispatcher }: AsyncoreModule): Capabilities["families"] {
  const works = (family: Family, type: SocketType, address?: SocketAddress) => {
    try {
      const socket = new Socket(family, type);
      if (address !== undefined) socket.bind(address);
      socket.close();
      return true;
    } catch {
      return false;
    }
  };
  const files = FileDispatcher !== undefined && process.platform !== "win32" ? (["pipe", "terminal"] as const) : [];
  return [
    "inet",
    // A kernel may have IPv6 and no address.
    ...(works("inet6", "stream", ["::1", 0]) ? (["inet6"] as const) : []),
    ...(works("unix", "stream") ? (["unix"] as const) : []),
    ...(works("inet", "datagram") ? (["datagram"] as const) : []),
    ...files,
  ];
}

function playParams(params: unknown): PlayParams {
  const { program, address, directory } = (params ?? {}) as Partial<PlayParams>;
  if (typeof address !== "string" || typeof directory !== "string")
    throw new Refusal(RPC_ERRORS.invalidParams, "A play needs an address and a directory.");
  const { channels, steps } = (program ?? {}) as Partial<Program>;
  if (program === undefined || typeof channels !== "object" || channels === null || !Array.isArray(steps))
    throw new Refusal(RPC_ERRORS.invalidParams, "A program needs channels and steps.");
  return { program, address, directory };
}

/** Looks first: an error in the middle of a program could pass for the implementation's. */
function refuseWhatCannotBePlayed(program: Program, capabilities: Capabilities): void {
  const actions = actionsOf(program).map(({ action }) => action);
  const unknown = actions.find(({ op }) => !isPlayable(op))?.op;
  const missing = missingFor(program, capabilities) ?? unknown ?? (actions.some(callsTruth) ? "python" : null);
  if (missing !== null && missing !== undefined)
    throw new Refusal(RPC_ERRORS.unsupported, `This implementation cannot be asked for ${missing}.`, missing);
  const wrong = programError(program);
  if (wrong !== null) throw new Refusal(RPC_ERRORS.invalidParams, `The program makes no sense: ${wrong}.`);
}

/** Every object of JavaScript is true, and nothing is called to know. */
function callsTruth(action: Action): boolean {
  return action.op === "call" && action.event === "truth";
}
