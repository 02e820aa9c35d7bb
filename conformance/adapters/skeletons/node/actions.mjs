// What each action does to your implementation: the file to grow. An action that is not in the table is refused.
// Add one after the other; ADAPTERS.md, "All actions", says what each of them has, and the doctor which are missing.

import { once } from "node:events";
import { Socket } from "node:net";
import { camelCase, turn } from "./play.mjs";
import { asBytes } from "./values.mjs";
import { askPeer } from "./wire.mjs";

/** How these members become arguments; any other is handed on as it is. */
const TAKEN = { to: (play, to) => play.resolve(to), data: (_play, data) => asBytes(data) };

/** Their arguments are text; those of all other methods are bytes. */
const LOGGING = ["log", "log_info"];

/** An action that calls the channel's method of its name, with these members as arguments. */
function onChannel(...members) {
  return (play, action) => {
    const given = members.filter((member) => member in action);
    const args = given.map((member) => TAKEN[member]?.(play, action[member]) ?? action[member]);
    const channel = play.find(action.channel);
    const value = channel[camelCase(action.op)](...args);
    play.keep(channel.socket);
    return value;
  };
}

/** Constructs a channel. Its name stands for it from its first event on (rule 1). */
function construct(play, { channel: name, socket }) {
  const channel = new play.classes[name](socket === undefined ? null : play.find(socket));
  play.name(name, channel);
  play.channels.set(name, channel);
}

const accept = (play, action) => {
  const pair = play.find(action.channel).accept();
  for (const [index, name] of (pair ? (action.as ?? []) : []).entries()) play.name(name, pair[index]);
  return pair;
};

const send = (play, action) => {
  const taken = onChannel("data")(play, action);
  play.sent.set(action.channel, (play.sent.get(action.channel) ?? 0) + (taken ?? 0));
  return taken;
};

/** Calls an event or any other method from outside the loop. */
function call(play, { channel, event, args = [] }) {
  const given = LOGGING.includes(event) ? args : args.map(asBytes);
  return play.find(channel)[camelCase(event)](...given);
}

const attributes = (play, { channel, class: ofClass }) =>
  ofClass ? play.classes[channel].prototype : play.find(channel);

/** Turns until the condition holds, at most `limit` of them. */
async function settle(play, { until, limit }) {
  for (let turns = 0; turns < limit; turns += 1) {
    if (await holds(play, until)) return true;
    await turn();
    await play.module.poll(0);
  }
  return holds(play, until);
}

async function holds(play, until) {
  if ("peer" in until) return (await askPeer({ action: { ...until, op: "peer.saw" } })).holds;
  if ("event" in until) return (play.calls.get(`${until.of}.${until.event}`) ?? 0) >= (until.times ?? 1);
  if ("closed" in until) return play.socketOf(until.closed)?.destroyed === true;
  return Boolean(play.named.get(until.of)?.[until.attribute]) === until.is;
}

async function connectSocket(play, { socket, to }) {
  const [host, port] = play.resolve(to);
  await once(play.find(socket).connect({ host, port }), "connect");
}

async function sendOnSocket(play, { socket, data }) {
  const bytes = asBytes(data);
  await new Promise((resolve, reject) =>
    play.find(socket).write(bytes, (error) => (error ? reject(error) : resolve())),
  );
  return bytes.length;
}

async function receiveOnSocket(play, { socket, size }) {
  const from = play.find(socket);
  for (let data = from.read(size); !from.readableEnded; data = from.read(size) ?? from.read()) {
    if (data !== null) return data;
    await Promise.race([once(from, "readable"), once(from, "end")]);
  }
  return Buffer.alloc(0);
}

/** By the names of actions. */
export const ACTIONS = {
  // Everybody is asked for these.
  new: construct,
  create_socket: onChannel("family", "type"),
  set_reuse_addr: onChannel(),
  bind: onChannel("to"),
  listen: onChannel("backlog"),
  connect: onChannel("to"),
  accept,
  send,
  recv: onChannel("size"),
  close: onChannel(),
  get: (play, action) => attributes(play, action)[action.attribute] ?? null,
  set: (play, action) => void Object.assign(attributes(play, action), { [action.attribute]: action.value }),
  call,
  describe: (play, { channel }) => String(play.find(channel)),
  log: onChannel("message"),
  log_info: onChannel("message", "type"),
  set_socket: (play, { channel, socket }) => play.find(channel).setSocket(play.find(socket)),
  add_channel: onChannel(),
  del_channel: onChannel(),
  close_all: (play) => play.module.closeAll(),
  super: (play) => play.originals.at(-1)(),
  settle,
  loop: (play, { timeout }) => play.module.loop(timeout),
  // Sockets without asyncore. Those of a channel belong to it; these wait.
  "socket.create": (play, { as }) => play.name(as, new Socket({ allowHalfOpen: true })),
  "socket.connect": connectSocket,
  "socket.send": sendOnSocket,
  "socket.recv": receiveOnSocket,
  "socket.close": (play, { socket }) => void play.find(socket).destroy(),
  // Still to write: map.put, map.remove, map.clear, drop, delegate, compact_traceback, socket.bind, socket.listen,
  // socket.isBlocking, socket.closeOf, socket.fill, socket.limit.
};
