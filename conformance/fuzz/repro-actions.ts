// Actions of programs as Python calls, each with the words it is told by. Knows what an action does in the original's
// language; knows nothing of when it happens.

import type { Action, Condition, Name, Program } from "../../spec/program.ts";
import { address, bytes, mapNamed, named, plain, socketOf, text } from "./repro-values.ts";

/** A call, and the words it is told by. */
export interface Told {
  readonly label: string;
  readonly call: string;
}

const SUBJECTS = ["channel", "map", "socket", "file", "wrapper", "peer", "name"] as const;
const OF_NOBODY = new Set<Action["op"]>(["loop", "poll", "poll2", "poll3", "settle"]);

/** The words of an action: `c0.recv(size: 4)`, with the name a trace gives it first. */
function labelOf(action: Action): string {
  const { op, ...members } = action as { op: Action["op"] } & Readonly<Record<string, unknown>>;
  const subject = OF_NOBODY.has(op) ? undefined : SUBJECTS.find((word) => word in members);
  const rest = Object.entries(members).filter(([member]) => member !== subject);
  const details = rest.map(([member, value]) => `${member}: ${JSON.stringify(value)}`).join(", ");
  const word =
    subject === undefined ? op : `${String(members[subject])}.${op.replace(/^(peer|socket|file|wrapper)\./, "")}`;
  return `${word}(${details})`;
}

type Arguments = readonly (string | false)[];

function call(target: string, args: Arguments = []): string {
  return `${target}(${args.filter((arg) => arg !== false).join(", ")})`;
}

function inMap(action: { map?: Name }): string | false {
  return action.map !== undefined && action.map !== "global" && `map=${mapNamed(action.map)}`;
}

function keyword(name: string, value: boolean | number | null | undefined): string | false {
  return value !== undefined && `${name}=${plain(value)}`;
}

function passed(action: Extract<Action, { op: "loop" | "poll" | "poll2" | "poll3" }>): string {
  const more = action.op === "loop" ? [keyword("use_poll", action.use_poll), keyword("count", action.count)] : [];
  return call(`asyncore.${action.op}`, [keyword("timeout", action.timeout), inMap(action), ...more]);
}

function condition(program: Program, until: Condition): string {
  if ("event" in until) return `called(${text(until.of)}, ${text(until.event)}, ${until.times ?? 1})`;
  if ("closed" in until) return `socket_state(attempt(lambda: ${socketOf(program, until.closed)})) == "closed"`;
  if ("attribute" in until) return `bool(attempt(lambda: ${named(until.of)}.${until.attribute})) == ${plain(until.is)}`;
  return "False";
}

function settled(program: Program, action: Extract<Action, { op: "settle" }>): string {
  const pass = `asyncore.${action.use_poll ? "poll2" : "poll"}`;
  return call("settle", [`lambda: ${condition(program, action.until)}`, pass, String(action.limit), inMap(action)]);
}

function constructed(program: Program, action: Extract<Action, { op: "new" }>): string {
  const { channel, file, socket } = action;
  const sock = socket !== undefined && `sock=${socketOf(program, socket)}`;
  return call("new", [text(channel), `watched_${channel}`, file !== undefined && named(file), sock, inMap(action)]);
}

const FAMILIES = { inet: "AF_INET", inet6: "AF_INET6", unix: "AF_UNIX" } as const;
const TYPES = { stream: "SOCK_STREAM", datagram: "SOCK_DGRAM" } as const;

function onChannel(program: Program, action: Extract<Action, { channel: Name }>): string | null {
  const it = named(action.channel);
  switch (action.op) {
    case "new":
      return constructed(program, action);
    case "create_socket":
      return call(`${it}.create_socket`, [
        action.family !== undefined && `family=socket.${FAMILIES[action.family]}`,
        action.type !== undefined && `type=socket.${TYPES[action.type]}`,
      ]);
    case "bind":
    case "connect": {
      const made = call(`${it}.${action.op}`, [address(program, action.to)]);
      return program.world === "loopback" ? `located(${it}, lambda: ${made})` : made;
    }
    case "listen":
      return call(`${it}.listen`, [String(action.backlog)]);
    case "send":
    case "push":
    case "_collect_incoming_data":
      return call(`${it}.${action.op}`, [bytes(action.data)]);
    case "recv":
      return call(`${it}.recv`, [String(action.size)]);
    case "add_channel":
    case "del_channel":
      return call(`${it}.${action.op}`, [inMap(action)]);
    case "log":
      return call(`${it}.log`, [plain(action.message)]);
    case "log_info":
      return call(`${it}.log_info`, [plain(action.message), action.type !== undefined && text(action.type)]);
    case "call": {
      const method = { repr: "__repr__", truth: "__bool__" }[action.event as string] ?? action.event;
      return call(
        `${it}.${method}`,
        (action.args ?? []).map((arg) => bytes(arg)),
      );
    }
    case "get":
      return action.class ? null : `${it}.${action.attribute}`;
    case "set": {
      const isBytes = action.attribute === "terminator" || action.attribute === "out_buffer";
      const value = isBytes ? bytes(action.value) : plain(action.value);
      return action.class ? null : call("setattr", [it, text(action.attribute), value]);
    }
    case "delegate":
      return action.method === "fileno" ? `${it}.fileno() >= 0` : `${it}.${action.method}()`;
    case "describe":
      return `${action.as}(${it})`;
    case "set_terminator":
      return call(`${it}.set_terminator`, [bytes(action.terminator)]);
    case "push_with_producer": {
      const { producer } = action;
      if (typeof producer === "string") return call(`${it}.push_with_producer`, [named(producer)]);
      const size = producer.bufferSize !== undefined && String(producer.bufferSize);
      return call(`${it}.push_with_producer`, [call("asynchat.simple_producer", [bytes(producer.data), size])]);
    }
    case "socket.closeOf":
      return `${it}.socket.close()`;
    case "accept":
      return action.as === undefined ? `${it}.accept()` : null;
    case "close":
    case "set_reuse_addr":
    case "initiate_send":
    case "get_terminator":
    case "close_when_done":
    case "discard_buffers":
    case "_get_data":
      return `${it}.${action.op}()`;
    default:
      return null;
  }
}

function onSocket(program: Program, action: Action): string | null {
  switch (action.op) {
    case "socket.create": {
      const type = action.type === "datagram" && "socket.SOCK_DGRAM";
      return `name(${action.as}=${call("socket.socket", [`socket.${FAMILIES[action.family]}`, type])})`;
    }
    case "socket.connect":
    case "socket.bind":
      return `${named(action.socket)}.${action.op.slice("socket.".length)}(${address(program, action.to)})`;
    case "socket.send":
      return `${named(action.socket)}.send(${bytes(action.data)})`;
    case "socket.recv":
      return `${named(action.socket)}.recv(${action.size}${action.urgent ? ", socket.MSG_OOB" : ""})`;
    case "socket.close":
      return `${named(action.socket)}.close()`;
    case "socket.fill":
      return `fill(${action.below})`;
    case "file.open":
      return `name(${action.as}=open_file(${text(action.peer)}, ${text(action.mode)}))`;
    default:
      return null;
  }
}

function ofRemote(program: Program, action: Action): string | null {
  if (!("peer" in action)) return null;
  const peer = text(action.peer);
  const family = "family" in action && action.family !== undefined && `family=${text(action.family)}`;
  switch (action.op) {
    case "peer.listen":
      return call("listen", [peer, family]);
    case "peer.bind":
      return action.type === "datagram"
        ? call("exchange", [peer, family])
        : call("listen", [peer, family, "listening=False"]);
    case "peer.accept":
      return call("accept", [peer, text(action.as)]);
    case "peer.connect":
      return action.type === "datagram" ? null : call("connect", [peer, address(program, action.to), family]);
    case "peer.send":
      return call("send", [peer, bytes(action.data), action.to !== undefined && address(program, action.to)]);
    case "peer.recv":
      return action.size === undefined ? call("recv", [peer]) : null;
    case "peer.buffer":
      return call("buffer", [
        peer,
        action.receive !== undefined && `receive=${action.receive}`,
        action.send !== undefined && `send=${action.send}`,
      ]);
    case "peer.urgent":
      return call("urgent", [peer, bytes(action.data)]);
    case "peer.shutdown":
    case "peer.close":
    case "peer.reset":
      return call(action.op.slice("peer.".length), [peer]);
    case "peer.pipe":
      return call("pipe", [peer, text(action.direction)]);
    default:
      return null;
  }
}

function onMaps(program: Program, action: Action): string | null {
  switch (action.op) {
    case "loop":
    case "poll":
    case "poll2":
    case "poll3":
      return passed(action);
    case "settle":
      return "peer" in action.until ? null : settled(program, action);
    case "close_all":
      return call("asyncore.close_all", [inMap(action), keyword("ignore_all", action.ignore_all)]);
    case "map.put":
      return call("put", [mapNamed(action.map), socketOf(program, action.socket), named(action.entry)]);
    case "map.remove":
      return `${mapNamed(action.map)}.pop(${socketOf(program, action.socket)}.fileno(), None) and None`;
    case "map.clear":
      return `${mapNamed(action.map)}.clear()`;
    case "super":
      return "call.original()";
    default:
      return null;
  }
}

/** `action` as a call. What this page cannot say in Python raises when it is reached, and says so. */
export function told(program: Program, action: Action): Told {
  const found =
    ("channel" in action ? onChannel(program, action) : null) ??
    onSocket(program, action) ??
    ofRemote(program, action) ??
    onMaps(program, action);
  const label = labelOf(action);
  return { label, call: found ?? `cannot(${text(action.op)})` };
}
