// One play: its trace, the names in it, channels that record, and their reactions (ADAPTERS.md, "The rules of playing").
// Leave it as it is. Knows nothing of what an action does (actions.mjs), nor of what asyncore should do (implementation.mjs).

import { Server, Socket } from "node:net";
import { isDeepStrictEqual } from "node:util";
import { asBytes, bytesShown, described, raised } from "./values.mjs";
import { askPeer, Refused } from "./wire.mjs";

const EVENTS = [
  ["readable", "writable", "handle_connect", "handle_accept", "handle_accepted", "handle_read"],
  ["handle_write", "handle_expt", "handle_close", "handle_error"],
].flat();
const FLAGS = ["connected", "accepting", "connecting", "closing"];
const SUBJECTS = ["channel", "map", "socket", "peer", "name"]; // The first of them is what an action is done to.
const LOOPING = new Set(["loop", "settle"]);
const SPOKEN = new Set(["accept", "get"]); // These say something when they give nothing.
const SENDING = new Set(["send", "socket.send"]);

/** Python's name of a member as JavaScript writes it. */
export const camelCase = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());

/** One turn of the event loop: what was begun has reached the system, and what has come is known. */
export const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

/** Where a socket or server of node:net is, or null while it is nowhere. */
function placeOf(socket) {
  if (socket instanceof Server) {
    const where = socket.address();
    return where === null ? null : [where.address, where.port];
  }
  return socket?.localPort === undefined ? null : [socket.localAddress, socket.localPort];
}

function socketState(socket) {
  if (socket === null || socket === undefined) return "none";
  const isOpen = socket instanceof Server ? socket.listening : !socket.destroyed;
  return isOpen ? "open" : "closed";
}

export class Play {
  trace = [];
  depth = 0;
  spent = false;
  named = new Map();
  kept = new Set();
  peers = new Map();
  channels = new Map();
  calls = new Map();
  sent = new Map();
  originals = [];
  #states = new Map();

  constructor(program, address, module, actions) {
    const { observations = 500, depth = 20 } = program.limits ?? {};
    Object.assign(this, { program, address, module, actions, observations, deepest: depth });
    this.Leave = class extends module.ExitNow {};
    const declared = Object.entries(program.channels);
    this.classes = Object.fromEntries(declared.map(([name, { on = {} }]) => [name, this.#recording(name, on)]));
  }

  /** Plays the program and gives its trace. When it ends, nothing of it is left (rule 11). */
  async run() {
    const before = [process.stdout.write, process.stderr.write];
    process.stdout.write = this.#printed("stdout");
    process.stderr.write = this.#printed("stderr");
    this.module.channels.clear();
    try {
      for (const step of this.program.steps) {
        await this.#step(step);
        await turn(); // What was done is done before the next action begins (rule 14).
        this.#addStates();
      }
      return { trace: this.trace };
    } finally {
      this.spent = true;
      [process.stdout.write, process.stderr.write] = before;
      for (const { socket } of this.channels.values()) this.keep(socket);
      for (const socket of this.kept) socket instanceof Server ? socket.close() : socket.destroy();
      this.module.channels.clear();
      await turn();
    }
  }

  async #step(step) {
    try {
      await this.act(step);
    } catch (error) {
      if (error instanceof Refused) throw error; // What follows would say nothing about the implementation.
    } // Any other is in the trace, and the program goes on.
  }

  #printed(stream) {
    let begun = "";
    return (text) => {
      const lines = (begun + text).split("\n");
      begun = lines.pop();
      for (const line of lines) this.add({ kind: "written", stream, text: line });
      return true;
    };
  }

  // The trace, within its budget (rules 4, 9 and 10).

  add(observation, by = this.trace.length >= this.observations ? "observations" : null) {
    if (this.spent) return false;
    this.spent = by !== null;
    this.trace.push(Object.assign(this.spent ? { kind: "exhausted", by } : observation, { depth: this.depth }));
    return !this.spent;
  }

  /** Makes a call that is observed, and adds how it ended; of one that gives a promise, once that is kept. */
  record(observation, called, call) {
    if (!this.add(observation, this.depth > this.deepest ? "depth" : undefined)) throw new this.Leave();
    const { depth } = this;
    this.depth = depth + 1;
    const end = (ending) => {
      this.depth = depth;
      if (!this.spent) Object.assign(observation, ending());
    };
    const gives = (value) => {
      end(() => this.#ending(called, value));
      return value;
    };
    const throws = (error) => {
      end(() => ({ raised: described(error, this.module.ExitNow) }));
      throw error;
    };
    try {
      const value = call();
      return value instanceof Promise ? value.then(gives, throws) : gives(value);
    } catch (error) {
      return throws(error);
    }
  }

  #ending(called, value) {
    if (called === "readable" || called === "writable") return { returned: Boolean(value) };
    if (called === "accept" && value) return { returned: { pair: value.map((part) => this.show(part)) } };
    const shown = this.show(value ?? null); // A socket that nobody takes is kept, too.
    return called === "super" || (shown === null && !SPOKEN.has(called)) ? {} : { returned: shown };
  }

  #addStates() {
    for (const [name, channel] of this.channels) {
      const flags = FLAGS.map((flag) => [flag, flag in channel ? Boolean(channel[flag]) : null]);
      const [addr, socket] = [this.show(channel.addr ?? null), socketState(channel.socket)];
      const maps = this.module.channels.has(channel) ? ["global"] : [];
      const state = { kind: "state", of: name, ...Object.fromEntries(flags), addr, socket, maps };
      if (isDeepStrictEqual(state, this.#states.get(name))) continue;
      if (this.add({ ...state })) this.#states.set(name, state);
    }
  }

  // Names instead of numbers (rules 6 and 7).

  name(name, value) {
    this.named.set(name, value);
    this.keep(value);
  }

  keep(value) {
    if (value instanceof Socket || value instanceof Server) this.kept.add(value);
  }

  find(name) {
    if (!this.named.has(name)) throw new Error(`nothing is named ${name}`);
    return this.named.get(name);
  }

  socketOf(name) {
    const found = this.find(name);
    return name in this.program.channels ? found.socket : found;
  }

  /** The places of the program's own sockets, by name. */
  #places() {
    return [...this.named.keys()].flatMap((name) => {
      const where = placeOf(this.socketOf(name));
      return where === null ? [] : [[name, where]];
    });
  }

  /** An address of the program, as node:net takes it: host and port. */
  resolve(to) {
    if (typeof to === "object") return "any" in to ? [this.address, 0] : [to.host, to.port];
    const where = this.peers.get(to) ?? new Map(this.#places()).get(to);
    if (where === undefined) throw new Error(`${to} has no address`);
    return where;
  }

  show(value) {
    if (value instanceof Uint8Array) return bytesShown(value);
    if (Array.isArray(value)) return this.#shownAddress(value);
    if (value === null || typeof value !== "object") return value;
    const name = [...this.named].find(([, known]) => known === value)?.[0];
    if (!(value instanceof Socket || value instanceof Server)) return name ?? { present: true };
    this.keep(value);
    return { socket: name ?? "unnamed" };
  }

  #shownAddress([host, port]) {
    const known = [["any", [this.address, 0]], ...this.peers, ...this.#places()];
    const found = known.find(([, where]) => where?.[0] === host && where[1] === port);
    return { address: found?.[0] ?? (host === this.address ? "unknown" : `${host}:${port}`) };
  }

  // Recording channels, and what they do when they are called (rules 2 and 3).

  #recording(name, on) {
    const { Dispatcher } = this.module;
    const made = class extends Dispatcher {};
    for (const event of new Set([...EVENTS, ...Object.keys(on)])) {
      const own = Dispatcher.prototype[camelCase(event)];
      made.prototype[camelCase(event)] = this.#recorder(name, event, own, [...(on[event] ?? [])]);
    }
    return made;
  }

  #recorder(name, event, own, reactions) {
    const play = this;
    return function (...given) {
      const original = () => own.apply(this, given);
      const told = event === "handle_error" ? [] : given; // The error is no argument of the original's.
      const args = told.length === 0 ? {} : { args: told.map((arg) => play.show(arg)) };
      return play.record({ kind: "event", event, of: name, ...args }, event, () => {
        play.calls.set(`${name}.${event}`, (play.calls.get(`${name}.${event}`) ?? 0) + 1);
        if (reactions.length === 0) return original();
        return play.#react(original, given, reactions.length > 1 ? reactions.shift() : reactions[0]);
      });
    };
  }

  #react(original, given, reaction) {
    if (reaction === null || typeof reaction !== "object" || Array.isArray(reaction)) return reaction;
    for (const [index, name] of (reaction.args ?? []).entries()) if (name !== null) this.name(name, given[index]);
    let returned;
    this.originals.push(original);
    try {
      for (const action of reaction.do ?? []) {
        const value = this.act(action);
        if (action.op === "super") returned = value;
      }
    } finally {
      this.originals.pop();
    }
    if (reaction.raise !== undefined) throw raised(reaction.raise, this.module.ExitNow);
    return "return" in reaction ? reaction.return : returned;
  }

  /** Does one action, at top level or in a reaction. */
  act(action) {
    const { op } = action;
    const called = op === "call" ? action.event : op;
    const of = LOOPING.has(op) ? undefined : SUBJECTS.find((subject) => subject in action);
    const asked = SENDING.has(op) ? { asked: asBytes(action.data).length } : {};
    const observation = { kind: "action", op, ...(of === undefined ? {} : { of: action[of] }), ...asked };
    const does = op.startsWith("peer.") ? ask : this.actions[op];
    const began = performance.now();
    const value = this.record(observation, called, () => does(this, action));
    if (!action.timed) return value;
    const leastMs = (action.timeout ?? 0) * (action.count || 1) * 1000 - 1;
    return Promise.resolve(value).finally(() => {
      if (!this.spent) observation.waitedAtLeastTimeout = performance.now() - began >= leastMs;
    });
  }
}

/** Has the suite act at its end of a wire, and remembers where that is. */
async function ask(play, action) {
  const { to, from, as: peer = action.peer } = action;
  const own = to !== undefined && !play.peers.has(to) && play.named.has(to) ? placeOf(play.socketOf(to)) : null;
  const sent = from === undefined ? {} : { sent: play.sent.get(from) ?? 0 };
  if (from !== undefined) play.sent.delete(from);
  const { local } = await askPeer({ action, ...sent, ...(own === null ? {} : { address: own }) });
  play.peers.set(peer, local ?? play.peers.get(peer));
}
